import { listRegions } from '../../../pipelines/images/list-regions.ts';

/** What a region in lower case may be meant as: an availability zone, other signs between the words, the last one forgotten. */
export function regionRepairs(lower: string): readonly string[] {
  const dashed = lower.replaceAll(/[_\s]+/g, '-');
  const split = dashed.replace(/([a-z])-?(\d)$/, '$1-$2');
  const squashed = lower.replaceAll(/[^a-z0-9]/g, '');
  const spelt = listRegions().find((region) => region.replaceAll('-', '') === squashed);
  // What another cloud calls a region is none of these.
  const known = listRegions().includes(split) ? [split] : [];
  return [dashed.replace(/(\d)[a-f]$/, '$1'), ...known, ...(spelt === undefined ? [] : [spelt])];
}
