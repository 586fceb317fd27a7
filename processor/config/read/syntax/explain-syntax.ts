import { afterDocument } from './after-document.ts';
import { closingOf } from './closing-of.ts';
import { endOfText } from './end-of-text.ts';
import { missingComma } from './missing-comma.ts';
import { readBlanks } from './read-blanks.ts';
import { readKey } from './read-key.ts';
import { readString } from './read-string.ts';
import { readWord } from './read-word.ts';
import { isAtEnd, type SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** What a text goes on with where it has no fault so far. */
type Next = 'value' | 'after value' | 'nothing';

/**
 * Finds the first fault in a text that JSON.parse refuses, and says what it is in the words of somebody who wrote
 * JavaScript, Python or JSON5 by habit. Undefined when it finds none.
 */
export function explainSyntax(text: string): SyntaxFault | undefined {
  const cursor: SyntaxCursor = { text, at: 0, open: [] };
  let next: SyntaxFault | Next = 'value';
  while (typeof next === 'string') {
    if (next === 'nothing') return undefined;
    next = next === 'value' ? readValue(cursor) : readAfterValue(cursor);
  }
  return next;
}

/** Reads all of a text, a number or a word; of a container its opening bracket and the first key. */
function readValue(cursor: SyntaxCursor): SyntaxFault | Next {
  const fault = readBlanks(cursor);
  if (fault !== undefined) return fault;
  if (isAtEnd(cursor)) return endOfText(cursor);
  const character = cursor.text.charAt(cursor.at);
  if (character === '{' || character === '[') return readOpening(cursor, character);
  return (character === '"' ? readString(cursor) : readWord(cursor)) ?? 'after value';
}

function readOpening(cursor: SyntaxCursor, bracket: string): SyntaxFault | Next {
  cursor.open.push(cursor.at++);
  const fault = readBlanks(cursor);
  if (fault !== undefined) return fault;
  if (cursor.text.charAt(cursor.at) === closingOf(bracket)) return readClosing(cursor);
  return readItemStart(cursor, bracket);
}

/** Reads what may follow a value: the bracket that closes its container, a comma and the next key, or the end. */
function readAfterValue(cursor: SyntaxCursor): SyntaxFault | Next {
  const fault = readBlanks(cursor);
  if (fault !== undefined) return fault;
  const { text, at, open } = cursor;
  const container = open.at(-1);
  if (isAtEnd(cursor)) return container === undefined ? 'nothing' : endOfText(cursor);
  if (container === undefined) return afterDocument(cursor);
  const bracket = text.charAt(container);
  if (text.charAt(at) === closingOf(bracket)) return readClosing(cursor);
  return text.charAt(at) === ',' ? readComma(cursor, bracket) : missingComma(cursor, bracket);
}

function readClosing(cursor: SyntaxCursor): Next {
  cursor.at++;
  cursor.open.pop();
  return 'after value';
}

function readComma(cursor: SyntaxCursor, bracket: string): SyntaxFault | Next {
  const comma = cursor.at++;
  const fault = readBlanks(cursor);
  if (fault !== undefined) return fault;
  return /[\]}]/.test(cursor.text.charAt(cursor.at)) ? trailingComma(comma) : readItemStart(cursor, bracket);
}

/** Reads what is before a value within its container: the key in an object, nothing in an array. */
function readItemStart(cursor: SyntaxCursor, bracket: string): SyntaxFault | Next {
  return (bracket === '{' ? readKey(cursor) : undefined) ?? 'value';
}

function trailingComma(offset: number): SyntaxFault {
  return {
    code: 'trailing-comma',
    offset,
    message: 'a comma stands before the closing bracket',
    hint: 'remove the comma',
    mend: { offset, text: ' ' },
  };
}
