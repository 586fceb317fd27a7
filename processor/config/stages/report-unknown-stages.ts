import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { suggestKey } from '../shape/explain/explain-key.ts';
import type { UnknownStage } from './resolve-stages.ts';
import { countOf, filesOf, relatedTo } from './several-places.ts';
import { isNamed, pointerOfStage, writtenStages, type StageNames } from './stage-names.ts';

/**
 * `unknown-stage` (error) at each place that names what is no stage. Where config files name such a stage in more than
 * one place, and never the stage of nearly that name, it is the settings that misspell it: one finding, there. So it is
 * where several files name it, and it is no misspelling: the settings call it by another name, or lack it. Without any
 * stages in the settings all that is named is one finding.
 */
export function reportUnknownStages(unknown: readonly UnknownStage[], about: StageNames): readonly Finding[] {
  if (about.settings.doubtful?.includes('stages') === true) return [];
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

/**
 * Stages that are there, but in a wrong form, under another name or one level too deep, which is said in the settings.
 */
function hasLostStages(settings: unknown): boolean {
  if (typeof settings !== 'object' || settings === null) return false;
  return Object.entries(settings).some(([key, value]: readonly [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return key === 'stages';
    return suggestKey(key, ['stages']) !== undefined || Object.hasOwn(value, 'stages');
  });
}

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
  const pointer = pointerOfStage(near, settingsFile);
  if (settingsFile === undefined || near === undefined || pointer === undefined || isNamed(near, written))
    return undefined;
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer,
    message: `no config file names the stage \`${near}\`, and ${found.length} values are for \`${name}\`, which is not in the settings`,
    hint: `did you mean \`${name}\`?`,
    related: relatedTo(found, 'named here'),
  });
}

/** The finding in the settings about a stage that several files name and that is no misspelling of another one. */
function lackingStage(
  name: string,
  found: readonly Finding[],
  { settings, settingsFile, written, isPartial, isOnly }: StageNames & { readonly isOnly: boolean },
): Finding | undefined {
  if (isPartial) return undefined;
  const names = settings.stages.map((stage) => stage.name);
  if (settingsFile === undefined || writtenStages(settingsFile) === undefined || filesOf(found) < 2) return undefined;
  if (nearest(name, names) !== undefined) return undefined;
  const idle = isOnly ? names.filter((stage) => !isNamed(stage, written)) : [];
  const [only] = idle.length === 1 ? idle : [];
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer: (only === undefined ? undefined : pointerOfStage(only, settingsFile)) ?? '/stages',
    message:
      only === undefined
        ? `the stage \`${name}\` is not among the stages, and ${countOf(found)} are for it`
        : `no config file names the stage \`${only}\`, and ${countOf(found)} are for \`${name}\`, which is not in the settings`,
    hint: only === undefined ? 'add it, or remove what is written for it' : `did you mean \`${name}\`?`,
    related: relatedTo(found, 'named here'),
  });
}

/**
 * The one finding about all that is named where the settings have no stages: in them, or where they are first missed.
 */
function lackingStages(found: readonly Finding[], settingsFile: ParsedFile | undefined): Finding {
  const [first, ...others] = found as readonly [Finding, ...Finding[]];
  if (settingsFile === undefined) {
    const files = filesOf(others.filter(({ file }) => file !== first.file));
    const message = `${first.message}; likewise in ${files} more ${files === 1 ? 'file' : 'files'}`;
    return { ...first, message, related: relatedTo(others, 'named here') };
  }
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'unknown-stage',
    pointer: '',
    message: `the settings have no \`stages\`, which ${filesOf(found)} config files name`,
    hint: first.hint ?? 'add them',
    related: relatedTo(found, 'named here'),
  });
}
