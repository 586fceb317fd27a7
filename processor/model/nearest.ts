import { distance } from 'fastest-levenshtein';

/**
 * The allowed name that a slip of the finger most probably turned into `given`, or undefined when none is near: at
 * most two edits, or a third of the length of longer names. The first of equals wins. Failing that, the one name that
 * `given` is the beginning of.
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
  return best ?? completion(folded, allowed);
}

/** Fewest characters that are worth completing. */
const FEWEST = 3;

function completion(start: string, allowed: Iterable<string>): string | undefined {
  if (start.length < FEWEST) return undefined;
  const fitting = [...allowed].filter((name) => name.toLowerCase().startsWith(start));
  return fitting.length === 1 ? fitting[0] : undefined;
}
