import { isOneSlipApart } from '../../../model/nearest.ts';

/** A word as long as this is not one of several that teams tell models apart by, such as countries. */
const SHORTEST_WORD = 4;

/**
 * True of a name in which one word is misspelt, or the signs between the words are others; numbers tell models apart.
 */
export function isSlipOf(name: string, other: string): boolean {
  const [one, two] = [name.toLowerCase(), other.toLowerCase()];
  if (one === two) return false;
  const [words, others] = [one.split(/[^a-z0-9]+/), two.split(/[^a-z0-9]+/)];
  if (words.join('') === others.join('')) return true;
  if (words.length !== others.length) return false;
  const wrong = words.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index] ?? ''] as const]));
  const [[word, meant] = ['', ''], ...more] = wrong;
  if (more.length > 0 || Math.min(word.length, meant.length) < SHORTEST_WORD) return false;
  return !/\d/.test(word + meant) && isOneSlipApart(word, meant);
}
