import type { Finding } from '../model/finding.ts';
import { attributesOf } from './attribute-catalogue.ts';
import { explainLocation } from './explain-location.ts';
import { joinPointer } from './json-pointer.ts';
import { labelOf, showValue } from './show-value.ts';
import type { WrittenWorkload } from './written-workload.ts';

const NOTHING: readonly Finding[] = [];

/** Shorter texts have short keys in any script: a UTF-16 code unit takes at most three bytes. */
const ALWAYS_SHORT = Math.floor(1024 / 3);

/** S3 counts a key in bytes, at most 1,024, and schemas count characters. */
export function checkKeyLengths(written: WrittenWorkload): readonly Finding[] {
  let findings = NOTHING;
  for (const name in written.attributes) {
    const value = written.attributes[name];
    if (typeof value === 'string') {
      if (value.length > ALWAYS_SHORT) findings = [...findings, ...check(written, name, [], value)];
    } else if (isMap(value)) {
      for (const [stage, one] of Object.entries(value)) {
        if (typeof one === 'string') findings = [...findings, ...check(written, name, [stage], one)];
      }
    }
  }
  return findings;
}

function check(written: WrittenWorkload, name: string, within: readonly string[], text: string): readonly Finding[] {
  const kind = attributesOf(written.pipelineType).get(name)?.kind;
  if (text.length <= ALWAYS_SHORT || (kind !== 'assets-key' && kind !== 's3-location')) return NOTHING;
  const explanation = explainLocation(text, kind);
  if (explanation === undefined) return NOTHING;
  const pointer = within.reduce(joinPointer, written.pointerOf(name));
  const place = { file: written.source.file, ...written.source.locate(pointer), pointer };
  const message = `${labelOf([name, ...within])}: ${showValue(text)} ${explanation.message}`;
  return [{ severity: 'error', code: 'wrong-form', ...place, message, hint: explanation.hint }];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
