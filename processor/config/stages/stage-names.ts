import type { Settings } from '../../model/settings.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';

/** Where the stages are named, and who names them. */
export interface StageNames {
  readonly settings: Settings;
  readonly settingsFile: ParsedFile | undefined;
  readonly written: readonly WrittenWorkload[];
  /** Only some of the files were read: what they do not name, others may. */
  readonly isPartial: boolean;
}

/** The stages as the settings file has them; undefined where it has no list of that name. */
export function writtenStages(file: ParsedFile | undefined): readonly unknown[] | undefined {
  const stages = (file?.value as { readonly stages?: unknown } | null | undefined)?.stages;
  return Array.isArray(stages) ? stages : undefined;
}

/** Pointer of the name of a stage in the settings file; undefined where no stage is called so. */
export function pointerOfStage(name: string | undefined, file: ParsedFile | undefined): string | undefined {
  const index = writtenStages(file)?.findIndex((stage) => (stage as { readonly name?: unknown } | null)?.name === name);
  return index === undefined || index < 0 ? undefined : `/stages/${index}/name`;
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
