import type { Finding, Place } from '../../model/finding.ts';
import { NOT_AN_OBJECT } from '../shape/not-an-object.ts';

/** Codes of content that explains by itself why a value has not the shape of its attribute. */
const EXPLAINING: ReadonlySet<string> = new Set([
  'dynamic-reference',
  'intrinsic-function',
  'secret-value',
  'unresolved-token',
]);

/**
 * Leaves out what else is said about a value, or about parts of it, that is no value of this attribute but a token, a
 * reference or a secret: a dynamic reference where an S3 location belongs is one fault, not two. A placeholder is only
 * a warning: it gives way to an error about the same value, and other warnings give way to it.
 */
export function withoutShadowed(all: readonly Finding[]): readonly Finding[] {
  const findings = withoutSecondGuess(withoutSecondName(withOneOfPlaceholder(all)));
  const explained = findings.filter(({ code }) => EXPLAINING.has(code));
  if (explained.length === 0) return findings;
  const places = new Set(explained.map(placeOf));
  return findings.filter(({ code, file, pointer, message }) => {
    if (EXPLAINING.has(code)) return true;
    if (code === 'wrong-type' && message.endsWith(NOT_AN_OBJECT) && hasIntrinsicBeside(explained, file, pointer))
      return false;
    if (code === 'unknown-stage' && explained.some((one) => one.file === file && isIntrinsicIn(pointer, one)))
      return false;
    for (let end = pointer.length; end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      if (places.has(placeOf({ file, pointer: pointer.slice(0, end) }))) return false;
      if (end === 0) break;
    }
    return true;
  });
}

/** An object of CloudFormation in a plain map makes it look like a map by stage. */
function isIntrinsicIn(pointer: string, finding: Finding): boolean {
  return finding.code === 'intrinsic-function' && finding.pointer.startsWith(`${pointer}/`);
}

/** Plain values beside it are then no values of stages either. */
function hasIntrinsicBeside(explained: readonly Finding[], file: string, pointer: string): boolean {
  const owner = pointer.slice(0, pointer.lastIndexOf('/'));
  return explained.some(
    (one) =>
      one.code === 'intrinsic-function' &&
      one.file === file &&
      one.pointer.slice(0, one.pointer.lastIndexOf('/')) === owner,
  );
}

/** Of one value either the placeholder is told or what refuses it, and of warnings only the placeholder. */
function withOneOfPlaceholder(findings: readonly Finding[]): readonly Finding[] {
  const blank = new Set(findings.filter(({ code }) => code === 'placeholder').map(placeOf));
  if (blank.size === 0) return findings;
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(placeOf));
  return findings.filter((finding) => {
    if (finding.severity === 'error' || !blank.has(placeOf(finding))) return true;
    return (finding.code === 'placeholder') !== refused.has(placeOf(finding));
  });
}

/** A model whose name somebody depends on, and does not find, is not also told to be misspelt by its monitors. */
function withoutSecondName(findings: readonly Finding[]): readonly Finding[] {
  const lost = findings.filter(({ code }) => code === 'depends-on-unknown').flatMap(({ related = [] }) => related);
  if (lost.length === 0) return findings;
  const spots = new Set(lost.map(spotOf));
  return findings.filter(
    (finding) =>
      finding.code !== 'monitored-endpoint-model' ||
      ![finding, ...(finding.related ?? [])].some((place) => spots.has(spotOf(place))),
  );
}

/** That a value names another stage is not said again where it, or its map, is found or shown to be wrong otherwise. */
function withoutSecondGuess(findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(({ code }) => code === 'other-stage')) return findings;
  const others = findings.filter(({ code }) => code !== 'other-stage');
  const places = new Set(others.map(placeOf));
  const shown = new Set([...others, ...others.flatMap(({ related = [] }) => related)].map(spotOf));
  return findings.filter((finding) => {
    if (finding.code !== 'other-stage') return true;
    const map = finding.pointer.slice(0, finding.pointer.lastIndexOf('/'));
    const { file, related = [] } = finding;
    if ([finding, ...related].some((place) => shown.has(spotOf(place)))) return false;
    return !places.has(placeOf(finding)) && !places.has(placeOf({ file, pointer: map }));
  });
}

function spotOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function placeOf({ file, pointer }: Pick<Finding, 'file' | 'pointer'>): string {
  return `${file}\n${pointer}`;
}
