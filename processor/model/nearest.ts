import { distance } from 'fastest-levenshtein';

/**
 * The allowed name that a slip of the finger most probably turned into `given`, or undefined when none is near: at most
 * two edits, or a third of the length of longer names; two neighbours that changed places are one. The first of equals
 * wins. Failing that, the one name that `given` is the beginning of.
 */
export function nearest(given: string, allowed: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(given.length / 3));
  const folded = given.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const name of allowed) {
    if (name === given || Math.abs(name.length - given.length) >= least) continue;
    const other = name.toLowerCase();
    const away = isSwap(folded, other) ? 1 : distance(folded, other);
    if (away < least) [best, least] = [name, away];
  }
  return best ?? completion(folded, allowed);
}

/** True when one letter is missing, too much or wrong, or two neighbours have changed places. */
export function isOneSlipApart(given: string, name: string): boolean {
  if (Math.abs(given.length - name.length) > 1) return false;
  return distance(given, name) === 1 || isSwap(given, name);
}

function isSwap(given: string, name: string): boolean {
  if (given.length !== name.length) return false;
  let at = 0;
  while (at < given.length && given[at] === name[at]) at += 1;
  if (at >= given.length - 1 || given[at] !== name[at + 1] || given[at + 1] !== name[at]) return false;
  return given.slice(at + 2) === name.slice(at + 2);
}

/** Fewest characters that are worth completing. */
const FEWEST = 3;

function completion(start: string, allowed: Iterable<string>): string | undefined {
  if (start.length < FEWEST) return undefined;
  const fitting = [...allowed].filter((name) => name.toLowerCase().startsWith(start));
  return fitting.length === 1 ? fitting[0] : undefined;
}
