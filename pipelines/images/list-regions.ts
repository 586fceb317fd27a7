import { imageTable } from './image-table.ts';

/** All regions that some image is published in, sorted. */
export function listRegions(): readonly string[] {
  if (regions.length === 0) {
    regions.push(...new Set(Object.values(imageTable.families).flatMap((accounts) => Object.keys(accounts))));
    regions.sort();
  }
  return regions;
}

/** Listed when they are first asked for, and kept: rules ask for every name of a resource. */
const regions: string[] = [];
