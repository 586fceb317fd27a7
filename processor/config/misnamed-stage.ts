import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { splitPointer } from './json-pointer.ts';
import type { ParsedFile } from './parsed-file.ts';
import { unknownStageMessage } from './resolve-stages.ts';
import type { WrittenWorkload } from './written-workload.ts';

/** Where the stages are named, and who names them. */
export interface StageNames {
  readonly names: readonly string[];
  readonly settingsFile: ParsedFile | undefined;
  readonly written: readonly WrittenWorkload[];
}

/**
 * One finding at the name of a stage in the settings, instead of one at each place that means it: where config files
 * name a stage that there is not, more than once, and never the one of nearly that name.
 */
export function withMisnamedStages(findings: readonly Finding[], about: StageNames): readonly Finding[] {
  const { names, settingsFile, written } = about;
  const stages = (settingsFile?.value as { readonly stages?: unknown } | null | undefined)?.stages;
  if (settingsFile === undefined || !Array.isArray(stages)) return findings;
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const name = finding.code === 'unknown-stage' ? splitPointer(finding.pointer).at(-1) : undefined;
    if (name === undefined || finding.message !== unknownStageMessage(name)) continue;
    places.set(name, [...(places.get(name) ?? []), finding]);
  }
  let left = findings;
  for (const [name, found] of places) {
    const near = nearest(name, names);
    const index = stages.findIndex((stage: unknown) => (stage as { readonly name?: unknown } | null)?.name === near);
    if (found.length < 2 || near === undefined || index < 0 || isNamed(near, written)) continue;
    const pointer = `/stages/${index}/name`;
    left = [
      ...left.filter(({ code, message }) => code !== 'unknown-stage' || message !== unknownStageMessage(name)),
      {
        severity: 'error',
        code: 'unknown-stage',
        file: settingsFile.file,
        ...settingsFile.locate(pointer),
        pointer,
        message: `no config file names the stage \`${near}\`, and ${found.length} values are for \`${name}\`, which is not in the settings`,
        hint: `did you mean \`${name}\`?`,
        related: found
          .slice(0, MOST_PLACES)
          .map(({ file, line, column }) => ({ file, line, column, message: 'named here' })),
      },
    ];
  }
  return left;
}

/** Places that are shown; more say nothing new. */
const MOST_PLACES = 3;

function isNamed(stage: string, written: readonly WrittenWorkload[]): boolean {
  return written.some(({ attributes }) =>
    Object.entries(attributes).some(([attribute, value]) => {
      if (Array.isArray(value)) return attribute === 'stages' && value.includes(stage);
      return typeof value === 'object' && value !== null && Object.hasOwn(value, stage);
    }),
  );
}
