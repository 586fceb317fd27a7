import { imageTable } from './image-table.ts';
import type { ImageScope } from './image-request.ts';
import { groupVersions } from './resolve-version.ts';

/** All frameworks and algorithms that images can be looked up for, sorted. */
export function listFrameworks(): readonly string[] {
  return Object.keys(imageTable.frameworks);
}

/** Versions, then aliases, of a framework for a scope; of its only scope if it has one; none for an unknown framework. */
export function listVersions(framework: string, scope: ImageScope): readonly string[] {
  const groups = Object.hasOwn(imageTable.frameworks, framework)
    ? (imageTable.frameworks[framework]?.groups ?? [])
    : [];
  const scopes = groups.flatMap((group) => group.scopes);
  const group = scopes.length === 1 ? groups[0] : groups.find((candidate) => candidate.scopes.includes(scope));
  return group ? [...groupVersions(group), ...Object.keys(group.aliases ?? {})] : [];
}

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
