import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import type { Settings } from '../../model/settings.ts';
import { suggestKey } from '../shape/explain/explain-key.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import type { UnknownStage } from './resolve-stages.ts';

/** Where the stages are named, and who names them. */
export interface StageNames {
  readonly settings: Settings;
  readonly settingsFile: ParsedFile | undefined;
  readonly written: readonly WrittenWorkload[];
}

/**
 * `unknown-stage` (error) at each place that names what is no stage. Where config files name such a stage in more than
 * one place, and never the stage of nearly that name, it is the settings that misspell it: one finding, there.
 */
export function reportUnknownStages(unknown: readonly UnknownStage[], about: StageNames): readonly Finding[] {
  const written = writtenStages(about.settingsFile);
  // A stage without a name, or with that of another, is a fault of the settings: config files may well mean it.
  if (written !== undefined && written.length > about.settings.stages.length) return [];
  if (written === undefined && hasLostStages(about.settingsFile?.value)) return [];
  const placesOf = new Map<string | undefined, Map<string, Finding>>();
  for (const { name, finding } of unknown) {
    const places = placesOf.get(name) ?? new Map<string, Finding>();
    placesOf.set(name, places.set(`${finding.file}${finding.pointer}`, finding));
  }
  return [...placesOf].flatMap(([name, places]) => {
    const found = [...places.values()];
    const misnamed = name === undefined || found.length < 2 ? undefined : misnamedStage(name, found, about);
    return misnamed ?? found;
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
    related: found
      .slice(0, MOST_PLACES)
      .map(({ file, line, column }) => ({ file, line, column, message: 'named here' })),
  });
}

function isNamed(stage: string, written: readonly WrittenWorkload[]): boolean {
  return written.some(({ attributes }) =>
    Object.entries(attributes).some(([attribute, value]) => {
      if (Array.isArray(value)) return attribute === 'stages' && value.includes(stage);
      return typeof value === 'object' && value !== null && Object.hasOwn(value, stage);
    }),
  );
}
