import type { Attribute } from '../../../schema/generated/attributes.ts';
import type { Finding } from '../../model/finding.ts';
import { attributesOf } from '../shared/attribute-catalogue.ts';
import { findingAt } from '../shared/finding-at.ts';
import { joinPointer } from '../shared/json-pointer.ts';
import { labelOf, showValue } from '../shared/show-value.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { explainLocation, type Explanation } from './explain/explain-location.ts';

const NOTHING: readonly Finding[] = [];

/** Shorter texts have short keys in any script: a UTF-16 code unit takes at most three bytes. */
const ALWAYS_SHORT = Math.floor(1024 / 3);

/**
 * What schemas cannot say of a text: an S3 key counts in bytes, at most 1,024, and a text that is left empty when its
 * blanks are taken away is none, unless empty means the same as absent.
 */
export function checkTexts(written: WrittenWorkload): readonly Finding[] {
  let findings = NOTHING;
  for (const name in written.attributes) {
    const value = written.attributes[name];
    if (typeof value === 'string') {
      if (isSuspicious(value)) findings = [...findings, ...check(written, [name], value)];
    } else if (isMap(value)) {
      for (const [stage, one] of Object.entries(value)) {
        if (typeof one === 'string' && isSuspicious(one))
          findings = [...findings, ...check(written, [name, stage], one)];
      }
    }
  }
  return findings;
}

/** Nearly all texts end here. */
function isSuspicious(text: string): boolean {
  const first = text.charCodeAt(0);
  return text.length > ALWAYS_SHORT || first <= 0x20 || first > 0x7e;
}

function check(written: WrittenWorkload, path: readonly [string, string?], text: string): readonly Finding[] {
  const [name, stage] = path;
  const attribute = attributesOf(written.pipelineType).get(name);
  if (attribute === undefined || (stage !== undefined && (!attribute.perStage || attribute.kind === 'object')))
    return NOTHING;
  const explanation = explainText(text, attribute);
  if (explanation === undefined) return NOTHING;
  const keys = stage === undefined ? [name] : [name, stage];
  const pointer = stage === undefined ? written.pointerOf(name) : joinPointer(written.pointerOf(name), stage);
  const message = `${labelOf(keys)}: ${showValue(text, keys)} ${explanation.message}`;
  return [
    findingAt(written.source, { severity: 'error', code: 'wrong-form', pointer, message, hint: explanation.hint }),
  ];
}

function explainText(text: string, { kind, emptyMeansUnset }: Attribute): Explanation | undefined {
  if (text.trim() === '') {
    return text === '' || emptyMeansUnset === true ? undefined : { message: 'is blank', hint: 'write a value' };
  }
  const isLocation = kind === 'assets-key' || kind === 's3-location';
  return isLocation && text.length > ALWAYS_SHORT ? explainLocation(text.trim(), kind) : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
