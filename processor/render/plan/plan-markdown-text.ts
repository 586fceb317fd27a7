import { escapeText } from '../../model/escape-text.ts';

/**
 * Words that no Markdown renderer and no review host makes anything of. Slashes and hyphens are safe between letters.
 */
const HARMLESS = /^[\p{L}\p{N}(),.:;×%±→·…'’"/?=+-]*$/u;
const LINKLIKE = /:\/\/|www\.|^[+-]|^\d+[.)]$|^=+$|[A-Z]{2,}-\d|:[\w+-]+:/i;

/** What may end a sentence, or a part of it. */
const STOPS = '),.:;';

/**
 * A value from a config as an inert code span: review hosts look for links, mentions, issue numbers and closing words
 * everywhere but there. Backticks and pipes, which would end the span or the table cell, are written as `\u{60}` and
 * `\u{7C}`; so is everything that cannot be seen.
 */
export function codeSpan(value: string): string {
  const text = escapeText(value).replaceAll('|', '\\u{7C}').trim();
  return text === '' ? '`""`' : `\`${text}\``;
}

/** A value as code in HTML, in which no Markdown is read, such as a `summary`; it shows what `codeSpan` shows. */
export function htmlCode(value: string): string {
  const inner = codeSpan(value).slice(1, -1);
  const safe = inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return `<code>${safe}</code>`;
}

/**
 * A sentence of ours with values inside. What stands in backticks becomes a code span; so does every other word that
 * is not plainly harmless, since values stand unquoted too.
 */
export function inertSentence(sentence: string): string {
  return sentence
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : inertWords(piece)))
    .join('');
}

function inertWords(text: string): string {
  return text
    .split(/( +)/)
    .map((word) => (word.startsWith(' ') || isHarmless(word) ? word : inertWord(word)))
    .join('');
}

/** The brackets and stops of the sentence stay outside of the code span. */
function inertWord(word: string): string {
  const start = word.startsWith('(') ? 1 : 0;
  let end = word.length;
  while (end > start && STOPS.includes(word.charAt(end - 1))) end--;
  return end === start
    ? codeSpan(word)
    : `${word.slice(0, start)}${codeSpan(word.slice(start, end))}${word.slice(end)}`;
}

function isHarmless(word: string): boolean {
  return HARMLESS.test(word) && !LINKLIKE.test(word);
}
