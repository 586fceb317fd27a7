import { listRegions } from '../../../../pipelines/images/list-regions.ts';
import { nearest } from '../../../model/nearest.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';

/** Words that names of regions are made of, behind the first; those of countries are the ones that are ever new. */
const WORDS = /^(?:gov|iso[bef]?|(?:north|south)?(?:east|west)?|central|[a-z]{2})$/;

/** What is to be said about the name of a region that no AWS image is published in. */
export interface StrangeRegion {
  /** A word of it is none that AWS uses: it is misspelt, and not new. */
  readonly isMisspelt: boolean;
  readonly near: string | undefined;
}

/** Undefined for a region that the table of AWS's image registries knows. */
export function strangeRegion(region: string): StrangeRegion | undefined {
  const known = listRegions();
  if (known.includes(region)) return undefined;
  const words = region.split('-').slice(1, -1);
  const isMisspelt = words.length === 0 || !words.every((word) => WORDS.test(word));
  return { isMisspelt, near: nearest(region, known) };
}

/** Whether the region of a stage is misspelt, or is not known and stands in the settings file, where that is said. */
export function isRegionDoubted(
  { stage, region }: { readonly stage: string; readonly region: string },
  settingsFile: ParsedFile | undefined,
): boolean {
  const strange = strangeRegion(region);
  if (strange === undefined || strange.isMisspelt) return strange !== undefined;
  const { stages } = (settingsFile?.value ?? {}) as { readonly stages?: unknown };
  if (!Array.isArray(stages)) return false;
  return stages.some(
    (one: Readonly<Record<string, unknown>> | null) => one?.['name'] === stage && one['region'] === region,
  );
}
