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

/** `0,5` as most of Europe writes it. In an array it would be two numbers. */
function decimalComma(cursor: SyntaxCursor, rest: string): SyntaxFault {
  const { text, at } = cursor;
  const written = /[\d.-]+,$/.exec(text.slice(0, at))?.[0];
  if (written === undefined) return unexpected(cursor, A_KEY);
  // Three digits behind it are thousands, unless nothing is before it.
  const isThousands = /^[1-9]\d{0,2},$/.test(written) && rest.length === 3;
  const hint = `write \`${written.slice(0, -1)}${isThousands ? '' : '.'}${rest}\``;
  return invalidJson(at - written.length, `\`${written}${rest}\` is no number of JSON`, hint);
}
