import type { PipelineType } from '../../../pipelines/spec.ts';
import { PIPELINE_TYPES } from '../../../schema/generated/attributes.ts';
import { validatorFor } from '../../../schema/generated/validators.js';
import { codePoint, escapeText } from '../../model/escape-text.ts';
import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import { isPipelineType } from '../shared/attribute-catalogue.ts';
import { findingAt } from '../shared/finding-at.ts';
import { joinPointer, splitPointer } from '../shared/json-pointer.ts';
import { showKey, showValue } from '../shared/show-value.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { checkTexts } from './check-texts.ts';
import type { WrittenEntry } from './expand-file.ts';
import { fittingTypes, meantTypes, type MeantTypes } from './fitting-types.ts';
import { formerType } from './former-type.ts';
import { mendWorkload, type MendedWorkload } from './mend-workload.ts';
import { reportShapeErrors } from './report-shape-errors.ts';

export interface ShapeResult {
  /** Present when the shape is valid. */
  readonly written?: WrittenWorkload;
  /** Present when it is not, but enough of it is for the rules to look at. */
  readonly mended?: MendedWorkload;
  readonly findings: readonly Finding[];
  /** Faults that were found and not reported, because there are too many. */
  readonly omitted: number;
}

/** Validates one entry against the schema of its pipeline type, and only that one. */
export function validateShape(entry: WrittenEntry): ShapeResult {
  const { attributes } = entry;
  const pipelineType = Object.hasOwn(attributes, 'pipeline_type') ? attributes['pipeline_type'] : undefined;
  const validate = typeof pipelineType === 'string' ? validatorFor(pipelineType) : undefined;
  if (validate === undefined || !isPipelineType(pipelineType)) {
    return withWrongType(entry, pipelineType);
  }
  if (validate(attributes)) {
    const written = writtenAs(entry, pipelineType);
    const findings = checkTexts(written);
    return findings.length > 0 ? { findings, omitted: 0 } : { written, findings, omitted: 0 };
  }
  if (pipelineType.endsWith('_monitor') && hasBlanksAroundProblem(attributes)) return withTrimmedProblem(entry);
  const { isOverriding } = entry;
  const subject = { value: attributes, pipelineType, ...(isOverriding && { isOverriding }) };
  const origin = { source: entry.source, pointerOf: (pointer: string) => pointerInFile(entry, pointer) };
  const errors = validate.errors ?? [];
  const meant = meantTypes(entry, pipelineType, errors);
  if (meant !== undefined) return withMeantType(entry, pipelineType, meant);
  const mended = mendWorkload(entry, pipelineType, errors);
  const report = reportShapeErrors(errors, subject, origin);
  const faulty = new Set(report.findings.map((finding) => finding.pointer));
  const texts = checkTexts(writtenAs(entry, pipelineType)).filter(({ pointer }) => !faulty.has(pointer));
  return { ...report, findings: [...report.findings, ...texts], ...(mended && { mended }) };
}

function hasBlanksAroundProblem({ problem_type: problem }: Readonly<Record<string, unknown>>): boolean {
  return typeof problem === 'string' && problem !== problem.trim();
}

/**
 * Monitors may have blanks around their `problem_type`: the orchestrator takes them away before it looks
 * (lambda_helpers.py, `validate`). Looked at only where a shape is faulty, so that sound files never pay for it.
 * Autopilot compares as written, there and here.
 */
function withTrimmedProblem(entry: WrittenEntry): ShapeResult {
  const { attributes } = entry;
  const trimmed = { ...attributes, problem_type: String(attributes['problem_type']).trim() };
  return validateShape({ ...entry, attributes: trimmed });
}

/** Another type is meant: nothing else is said about names, and the values are looked at as values of that type. */
function withMeantType(entry: WrittenEntry, given: PipelineType, { types, unknown, missing }: MeantTypes): ShapeResult {
  const [meant] = types;
  const faults = [...named('knows no', unknown), ...named('misses', missing, unknown.length > 0 ? 3 : 6)];
  const finding = report(entry, entry.pointerOf('pipeline_type'), {
    code: 'pipeline-type-mismatch',
    message: `\`pipeline_type\` is \`${given}\`, which ${faults.join(' and ')}`,
    hint: `${attributesHint(types)}${unknown.length > 0 ? '' : ', or add what is missing'}`,
  });
  const { findings, ...rest } = validatedAs(entry, meant);
  return { findings: [finding, ...findings], ...rest };
}

/** A few names are enough to see what is meant. */
function named(verb: string, names: readonly string[], most = 3): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, most).map(showKey).join(', ');
  return [`${verb} ${shown}${names.length > most ? ` and ${names.length - most} more` : ''}`];
}

/** The workload of an entry whose shape is known to be valid. */
export function writtenAs(
  { source, pointer, attributes, pointerOf }: WrittenEntry,
  pipelineType: PipelineType,
): WrittenWorkload {
  return { source, pipelineType, pointer, attributes, pointerOf };
}

function pointerInFile(entry: WrittenEntry, pointer: string): string {
  const [attribute, ...rest] = splitPointer(pointer);
  return attribute === undefined ? entry.pointer : rest.reduce(joinPointer, entry.pointerOf(attribute));
}

/** No pipeline type. Where one is surely meant, what else is wrong is looked at as if it stood there. */
function withWrongType(entry: WrittenEntry, found: unknown): ShapeResult {
  const finding = wrongType(entry, found);
  const meant = typeof found === 'string' ? meantType(found, entry) : undefined;
  if (meant === undefined || finding.hint?.includes(`\`${meant}\``) !== true)
    return { findings: [finding], omitted: 0 };
  const { findings, omitted, mended } = validatedAs(entry, meant);
  // That the attributes are those of a third type says that the guess is wrong.
  if (findings.some(({ code }) => code === 'pipeline-type-mismatch')) return { findings: [finding], omitted: 0 };
  return { findings: [finding, ...findings], omitted, ...(mended && { mended }) };
}

/** What is to be said of an entry as one of another type, which is never planned. */
function validatedAs(entry: WrittenEntry, type: PipelineType): Omit<ShapeResult, 'written'> {
  const { findings, omitted, written, mended } = validateShape(
    entry.heir?.().as(type) ?? { ...entry, attributes: { ...entry.attributes, pipeline_type: type } },
  );
  const whole = written === undefined ? mended : mendWorkload(written, type, []);
  return { findings, omitted, ...(whole && { mended: whole }) };
}

/** The one type that is written otherwise: as it was once called, in another case, with other signs, or with a slip. */
function meantType(found: string, { attributes }: WrittenEntry): PipelineType | undefined {
  const former = formerType(found, attributes);
  if (former !== undefined) return former;
  const joined = found
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const name = isPipelineType(joined) ? joined : nearest(joined, PIPELINE_TYPES);
  return isPipelineType(name) ? name : undefined;
}

function wrongType(entry: WrittenEntry, found: unknown): Finding {
  const list = PIPELINE_TYPES.map((type) => `\`${type}\``).join(', ');
  if (found === undefined) {
    const fitting = fittingTypes(entry);
    const names = Object.keys(entry.attributes);
    const similar = nearest('pipeline_type', names) ?? names.find((name) => isPipelineType(entry.attributes[name]));
    const [only] = fitting;
    const [wrapper, ...others] = names.filter((name) => isWorkload(entry.attributes[name]));
    if (wrapper !== undefined && similar === undefined) {
      return report(entry, entry.pointerOf(wrapper), {
        code: 'missing-attribute',
        message: `\`pipeline_type\` is missing here, and ${named('stands in', [wrapper, ...others]).join('')}`,
        hint:
          others.length === 0
            ? `write what ${showKey(wrapper)} holds in its place, one level higher`
            : 'write what they hold as a list: `{ "workloads": [...] }`',
      });
    }
    const wanted =
      only === undefined || fitting.length > 1 ? `add one of ${list}` : `add \`"pipeline_type": "${only}"\``;
    const hint = similar === undefined ? wanted : `did you mean it by \`${escapeText(similar)}\`?`;
    const pointer = similar === undefined ? entry.pointer : entry.pointerOf(similar);
    return report(entry, pointer, { code: 'missing-attribute', message: '`pipeline_type` is missing', hint });
  }
  const message = `\`pipeline_type\`: ${showValue(found)} is no pipeline type${foreignLetters(found)}`;
  const hint = typeHint(found, entry) ?? `one of ${list}`;
  return report(entry, entry.pointerOf('pipeline_type'), { code: 'unknown-pipeline-type', message, hint });
}

/** True of an object that says of itself which workload it is. */
function isWorkload(value: unknown): boolean {
  const { pipeline_type: type } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isPipelineType(type);
}

function report(
  { source }: WrittenEntry,
  pointer: string,
  fault: { readonly code: string; readonly message: string; readonly hint: string },
): Finding {
  const part = fault.code === 'missing-attribute' ? 'key' : 'value';
  return findingAt(source, { severity: 'error', pointer, part, ...fault });
}

/** What the type is called, by its name and by the attributes that stand beside it. */
function typeHint(found: unknown, entry: WrittenEntry): string | undefined {
  const fitting = fittingTypes(entry);
  const byAttributes = fitting.length === 0 ? undefined : attributesHint(fitting);
  if (typeof found !== 'string') return byAttributes;
  const plain = found.trim().toLowerCase();
  if (isPipelineType(plain)) {
    const what = found.trim() === plain ? 'without blanks around it' : 'in lower case';
    return `write \`${plain}\`, ${what}`;
  }
  if (/_model_cards?$/.test(plain)) return 'model cards are made through the API: see docs/api.md';
  const joined = plain.replaceAll(/[\s-]+/g, '_');
  const former = formerType(found, entry.attributes);
  if (former !== undefined) return `write \`${former}\`, as later versions of the orchestrator call it`;
  const name = meantType(found, entry);
  if (name !== undefined && (byAttributes === undefined || fitting.includes(name))) return `did you mean \`${name}\`?`;
  const similar = PIPELINE_TYPES.filter((type) => `_${type}_`.includes(`_${joined}_`));
  if (similar.length === 0 || similar.length > 4) return byAttributes;
  const both = similar.filter((type) => fitting.includes(type));
  return `did you mean ${eitherOf(both.length > 0 ? both : similar)}?`;
}

function attributesHint(types: readonly PipelineType[]): string {
  return `write ${eitherOf(types)}, whose attributes are those that are given`;
}

function eitherOf(types: readonly PipelineType[]): string {
  return types.map((type) => `\`${type}\``).join(' or ');
}

function foreignLetters(found: unknown): string {
  const foreign = typeof found === 'string' ? /[^\x20-\x7e]/u.exec(found)?.[0] : undefined;
  return foreign === undefined ? '' : `: it holds \`${escapeText(foreign)}\` (${codePoint(foreign)})`;
}
