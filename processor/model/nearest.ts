import { distance } from 'fastest-levenshtein';

/**
 * The allowed name that a slip of the finger most probably turned into `given`, or undefined when none is near: at
 * most two edits, or a third of the length of longer names. The first of equals wins.
 */
export function nearest(given: string, allowed: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(given.length / 3));
  const folded = given.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const name of allowed) {
    if (name === given || Math.abs(name.length - given.length) >= least) continue;
    const away = distance(folded, name.toLowerCase());
    if (away < least) [best, least] = [name, away];
  }
  return best;
}
