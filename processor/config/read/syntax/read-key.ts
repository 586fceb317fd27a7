import { shorten } from '../../../model/escape-text.ts';
import { endOfText } from './end-of-text.ts';
import { invalidJson } from './invalid-json.ts';
import { readBlanks } from './read-blanks.ts';
import { readString } from './read-string.ts';
import { singleQuotes } from './single-quotes.ts';
import { isAtEnd, type SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';
import { unexpected } from './unexpected.ts';

const A_KEY = 'a key in double quotes';
/** Groups of three digits, each behind a comma but the first, and a fraction. */
const THOUSANDS = /^\d{3}(?:,\d{3})*(?:\.\d+)?(?![\d.])/;
const BARE_KEY = /^[\p{L}\p{N}_$-]+/u;

/** Reads a key and the colon behind it. */
export function readKey(cursor: SyntaxCursor): SyntaxFault | undefined {
  const first = cursor.text.charAt(cursor.at);
  if (first === "'") return singleQuotes(cursor);
  if (first !== '"') return noKey(cursor);
  const fault = readString(cursor) ?? readBlanks(cursor);
  if (fault !== undefined) return fault;
  if (isAtEnd(cursor)) return endOfText(cursor);
  if (cursor.text.charAt(cursor.at) !== ':') return unexpected(cursor, 'a colon after the key');
  cursor.at++;
  return undefined;
}

function noKey(cursor: SyntaxCursor): SyntaxFault {
  const { text, at } = cursor;
  const word = BARE_KEY.exec(text.slice(at, at + 200))?.[0];
  if (word === undefined) return isAtEnd(cursor) ? endOfText(cursor) : unexpected(cursor, A_KEY);
  // Digits behind a number and a comma are no key but what is behind the point of that number.
  if (/^\d+$/.test(word) && /\d,\s*$/.test(text.slice(0, at))) return decimalComma(cursor, word);
  const message = `the key \`${shorten(word, 60)}\` has no quotes`;
  return { code: 'bare-key', offset: at, message, hint: 'write it in double quotes' };
}

/** `0,5` as most of Europe writes it, or `1,000,000`. In an array it would be several numbers. */
function decimalComma(cursor: SyntaxCursor, rest: string): SyntaxFault {
  const { text, at } = cursor;
  const before = /[\d.-]+,$/.exec(text.slice(0, at))?.[0];
  if (before === undefined) return unexpected(cursor, A_KEY);
  // Three digits behind it are thousands, unless nothing is before it.
  const thousands = /^[1-9]\d{0,2},$/.test(before) ? THOUSANDS.exec(text.slice(at, at + 30))?.[0] : undefined;
  const written = `${before}${thousands ?? rest}`;
  const hint = `write \`${written.replaceAll(',', thousands === undefined ? '.' : '')}\``;
  return invalidJson(at - before.length, `\`${written}\` is no number of JSON`, hint);
}
