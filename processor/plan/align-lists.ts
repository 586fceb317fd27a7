import { canonicalJson } from '../../pipelines/canonical-json.ts';

/** One element of either list or of both. */
export interface AlignedPair {
  readonly beforeIndex?: number;
  readonly afterIndex?: number;
}

/** Above this many cells the table of the longest common subsequence costs more than it explains. */
const MOST_CELLS = 250_000;

/**
 * Puts two lists side by side: equal elements are matched as a longest common subsequence would, what lies between two
 * matches is paired in order, and the surplus of the longer side stands alone. So an element inserted at the front
 * shows as one addition and not as a change of every element behind it.
 */
export function alignLists(before: readonly unknown[], after: readonly unknown[]): readonly AlignedPair[] {
  const pairs: AlignedPair[] = [];
  let [i, j] = [0, 0];
  for (const [matchBefore, matchAfter] of [...findMatches(before, after), [before.length, after.length] as const]) {
    for (; i < matchBefore && j < matchAfter; i++, j++) pairs.push({ beforeIndex: i, afterIndex: j });
    for (; i < matchBefore; i++) pairs.push({ beforeIndex: i });
    for (; j < matchAfter; j++) pairs.push({ afterIndex: j });
    if (matchBefore < before.length) pairs.push({ beforeIndex: i++, afterIndex: j++ });
  }
  return pairs;
}

type Match = readonly [beforeIndex: number, afterIndex: number];

/** What is equal at both ends is matched first: that is cheap, and it is what a reader would do. */
function findMatches(before: readonly unknown[], after: readonly unknown[]): readonly Match[] {
  const [a, b] = [before.map((item) => canonicalJson(item)), after.map((item) => canonicalJson(item))];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = longestCommon(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [
    ...Array.from({ length: head }, (_, index): Match => [index, index]),
    ...middle.map(([i, j]): Match => [i + head, j + head]),
    ...Array.from({ length: tail }, (_, index): Match => [a.length - tail + index, b.length - tail + index]),
  ];
}

function longestCommon(a: readonly string[], b: readonly string[]): readonly Match[] {
  if (a.length * b.length > MOST_CELLS) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? lengthAt(lengths, i + 1, j + 1) + 1
          : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1));
    }
  }
  const matches: Match[] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) matches.push([i++, j++]);
    else if (lengthAt(lengths, i + 1, j) >= lengthAt(lengths, i, j + 1)) i++;
    else j++;
  }
  return matches;
}

function lengthAt(lengths: readonly Uint32Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
