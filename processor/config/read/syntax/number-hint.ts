import { shareOf } from '../../shared/share-of.ts';

/** What to write for a word that begins like a number and is none of JSON: the number that is meant, where it can be told. */
export function numberHint(word: string): string {
  const [, sign = '', digits = '', percent = ''] = /^([+-]?)([\d_]*(?:\.[\d_]*)?)(%?)$/.exec(word) ?? [];
  const plain = digits.replaceAll('_', '');
  if (!/\d/.test(plain)) return 'write a text in double quotes, or a number such as `0.5`';
  const whole = plain
    .replace(/^0+(?=\d)/, '')
    .replace(/^\./, '0.')
    .replace(/\.$/, '');
  const number = `${sign === '-' ? sign : ''}${whole}`;
  if (percent !== '') return `write \`${number}\`, or \`${shareOf(Number(number))}\` where a share of 1 is asked for`;
  return `write \`${number}\`: a number has ${ruleFor(word)}`;
}

function ruleFor(word: string): string {
  if (word.startsWith('+')) return 'no plus sign';
  if (word.includes('_')) return 'no `_` between its digits';
  return /^-?0\d/.test(word) ? 'no leading zero' : 'a digit on both sides of its point';
}
