import { shareOf } from '../../shared/share-of.ts';

/** The number of JSON that is meant by one of another notation, where it can be told. */
export function numberHint(word: string): string {
  const number = word
    .replace(/%$/, '')
    .replace(/^\+/, '')
    .replace(/^0+(?=\d)/, '');
  if (!/^\d+(?:\.\d+)?$/.test(number)) {
    return 'a number has no plus sign, no leading zero, and a digit on both sides of its point';
  }
  if (word.endsWith('%'))
    return `write \`${number}\`, or \`${shareOf(Number(number))}\` where a share of 1 is asked for`;
  return `write \`${number}\`: a number has no ${word.startsWith('+') ? 'plus sign' : 'leading zero'}`;
}
