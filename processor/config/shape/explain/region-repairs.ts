import { listRegions } from '../../../../pipelines/images/list-regions.ts';

/**
 * What a region in lower case may be meant as: an availability zone, other signs between the words, the last one
 * forgotten.
 */
export function regionRepairs(lower: string): readonly string[] {
  const dashed = lower.replaceAll(/[_\s]+/g, '-');
  // What another cloud calls a region is none of these.
  const squashed = lower.replaceAll(/[^a-z0-9]/g, '');
  const spelt = listRegions().find((region) => region.replaceAll('-', '') === squashed);
  return [dashed.replace(/(\d)[a-f]$/, '$1'), ...(spelt === undefined ? [] : [spelt])];
}
