import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import type { Settings } from '../../model/settings.ts';
import { suggestKey } from '../shape/explain/explain-key.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import type { MissingValue, UnknownStage } from './resolve-stages.ts';

/** Where the stages are named, and who names them. */
export interface StageNames {
  readonly settings: Settings;
  readonly settingsFile: ParsedFile | undefined;
  readonly written: readonly WrittenWorkload[];
  /** Only some of the files were read: what they do not name, others may. */
  readonly isPartial: boolean;
}

/**
 * `unknown-stage` (error) at each place that names what is no stage. Where config files name such a stage in more than
 * one place, and never the stage of nearly that name, it is the settings that misspell it: one finding, there. So it is
 * where several files name it, and it is no misspelling: the settings call it by another name, or lack it. Without any
 * stages in the settings all that is named is one finding.
 */
export function reportUnknownStages(unknown: readonly UnknownStage[], about: StageNames): readonly Finding[] {
  const written = writtenStages(about.settingsFile);
  // A stage without a name, or with that of another, is a fault of the settings: config files may well mean it.
  if (written !== undefined && written.length > about.settings.stages.length) return [];
  if (written === undefined && hasLostStages(about.settingsFile?.value)) return [];
  const all = unknown.map(({ finding }) => finding);
  if (written === undefined && filesOf(all) > 1) return [lackingStages(all, about.settingsFile)];
  const placesOf = new Map<string | undefined, Map<string, Finding>>();
  for (const { name, finding } of unknown) {
    const places = placesOf.get(name) ?? new Map<string, Finding>();
    placesOf.set(name, places.set(`${finding.file}${finding.pointer}`, finding));
  }
  return [...placesOf].flatMap(([name, places]) => {
    const found = [...places.values()];
    if (name === undefined || found.length < 2) return found;
    const isOnly = placesOf.size === 1;
    return misnamedStage(name, found, about) ?? lackingStage(name, found, { ...about, isOnly }) ?? found;
  });
}

function writtenStages(file: ParsedFile | undefined): readonly unknown[] | undefined {
  const stages = (file?.value as { readonly stages?: unknown } | null | undefined)?.stages;
  return Array.isArray(stages) ? stages : undefined;
}

/** Stages that are there, but in a wrong form, under another name or one level too deep, which is said in the settings. */
function hasLostStages(settings: unknown): boolean {
  if (typeof settings !== 'object' || settings === null) return false;
  return Object.entries(settings).some(([key, value]: readonly [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return key === 'stages';
    return suggestKey(key, ['stages']) !== undefined || Object.hasOwn(value, 'stages');
  });
}

/** Places that are shown; more say nothing new. */
const MOST_PLACES = 3;

/** The finding at the stage of the settings that all these places mean, if there is one. */
function misnamedStage(
  name: string,
  found: readonly Finding[],
  { settings, settingsFile, written }: StageNames,
): Finding | undefined {
  const near = nearest(
    name,
    settings.stages.map((stage) => stage.name),
  );
  const index =
    writtenStages(settingsFile)?.findIndex((stage) => (stage as { readonly name?: unknown } | null)?.name === near) ??
    -1;
  if (settingsFile === undefined || near === undefined || index < 0 || isNamed(near, written)) return undefined;
  const pointer = `/stages/${index}/name`;
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer,
    message: `no config file names the stage \`${near}\`, and ${found.length} values are for \`${name}\`, which is not in the settings`,
    hint: `did you mean \`${name}\`?`,
    related: relatedTo(found),
  });
}

/**
 * `stage-value-missing` (error) at each map that lacks a value. Where no config file names a stage at all, and several
 * lack it, the stage is new: one finding, at its name in the settings.
 */
export function reportMissingValues(missing: readonly MissingValue[], about: StageNames): readonly Finding[] {
  const { settingsFile, written, isPartial } = about;
  const found = missing.map(({ finding }) => finding);
  const stages = writtenStages(settingsFile);
  if (settingsFile === undefined || stages === undefined || isPartial || filesOf(found) < 2) return found;
  const names = [...new Set(missing.flatMap((one) => one.stages))].filter((name) => !isNamed(name, written));
  if (names.length === 0) return found;
  function isNew({ stages: lacking }: MissingValue): boolean {
    return lacking.every((name) => names.includes(name));
  }
  const ofNew = missing.filter(isNew).map(({ finding }) => finding);
  if (filesOf(ofNew) < 2) return found;
  const [name = ''] = names;
  const index = stages.findIndex((stage) => (stage as { readonly name?: unknown } | null)?.name === name);
  const finding = findingAt(settingsFile, {
    severity: 'error',
    code: 'stage-value-missing',
    pointer: `/stages/${index}/name`,
    message: `no config file has a value for the stage ${names.map((one) => `\`${one}\``).join(', ')}, and ${countOf(ofNew)} differ by stage`,
    hint: 'add values for it, or name the stages of each workload in `stages`',
    related: ofNew
      .slice(0, MOST_PLACES)
      .map(({ file, line, column }) => ({ file, line, column, message: 'missing here' })),
  });
  return [...missing.filter((one) => !isNew(one)).map((one) => one.finding), finding];
}

function filesOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ file }) => file)).size;
}

/** The finding in the settings about a stage that several files name and that is no misspelling of another one. */
function lackingStage(
  name: string,
  found: readonly Finding[],
  { settings, settingsFile, written, isPartial, isOnly }: StageNames & { readonly isOnly: boolean },
): Finding | undefined {
  if (isPartial) return undefined;
  const names = settings.stages.map((stage) => stage.name);
  const stages = writtenStages(settingsFile);
  if (settingsFile === undefined || stages === undefined || filesOf(found) < 2) return undefined;
  if (nearest(name, names) !== undefined) return undefined;
  const idle = isOnly ? names.filter((stage) => !isNamed(stage, written)) : [];
  const [only] = idle.length === 1 ? idle : [];
  const index = stages.findIndex((stage) => (stage as { readonly name?: unknown } | null)?.name === only);
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer: only === undefined ? '/stages' : `/stages/${index}/name`,
    message:
      only === undefined
        ? `the stage \`${name}\` is not among the stages, and ${countOf(found)} are for it`
        : `no config file names the stage \`${only}\`, and ${countOf(found)} are for \`${name}\`, which is not in the settings`,
    hint: only === undefined ? 'add it, or remove what is written for it' : `did you mean \`${name}\`?`,
    related: relatedTo(found),
  });
}

/** The one finding about all that is named where the settings have no stages: in them, or where they are first missed. */
function lackingStages(found: readonly Finding[], settingsFile: ParsedFile | undefined): Finding {
  const [first, ...others] = found as readonly [Finding, ...Finding[]];
  if (settingsFile === undefined) {
    const files = filesOf(others.filter(({ file }) => file !== first.file));
    const message = `${first.message}; likewise in ${files} more ${files === 1 ? 'file' : 'files'}`;
    return { ...first, message, related: relatedTo(others) };
  }
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer: '',
    message: `the settings have no \`stages\`, which ${filesOf(found)} config files name`,
    hint: first.hint ?? 'add them',
    related: relatedTo(found),
  });
}

function countOf(found: readonly Finding[]): string {
  return `${found.length} values of ${filesOf(found)} files`;
}

function relatedTo(found: readonly Finding[]): NonNullable<Finding['related']> {
  return found.slice(0, MOST_PLACES).map(({ file, line, column }) => ({ file, line, column, message: 'named here' }));
}

/** True of a stage for which some config file has a value, or to which a workload goes by name. */
export function isNamed(stage: string, written: readonly WrittenWorkload[]): boolean {
  return written.some(({ attributes }) =>
    Object.entries(attributes).some(([attribute, value]) => {
      if (Array.isArray(value)) return attribute === 'stages' && value.includes(stage);
      return typeof value === 'object' && value !== null && Object.hasOwn(value, stage);
    }),
  );
}
