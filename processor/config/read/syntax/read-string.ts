import { codePoint, escapeText } from '../../../model/escape-text.ts';
import { invalidJson } from './invalid-json.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

const ESCAPE = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/** Reads a text in double quotes, the first of which is known to be there. */
export function readString(cursor: SyntaxCursor): SyntaxFault | undefined {
  const { text } = cursor;
  const start = cursor.at++;
  for (;;) {
    const character = text.charAt(cursor.at);
    if (character === '' || character === '\n' || character === '\r') {
      return invalidJson(start, 'a string is not closed on its line', 'close it with `"`');
    }
    if (character < ' ') return controlCharacter(character, cursor.at);
    cursor.at++;
    if (character === '"') return undefined;
    if (character === '\\') {
      if (!ESCAPE.test(text.slice(cursor.at, cursor.at + 5))) return unknownEscape(text, cursor.at - 1);
      cursor.at++;
    }
  }
}

function controlCharacter(character: string, at: number): SyntaxFault {
  const hint = character === '\t' ? 'write `\\t`' : 'write it as an escape such as `\\n`';
  return invalidJson(at, `a string holds the control character ${codePoint(character)}`, hint);
}

function unknownEscape(text: string, at: number): SyntaxFault {
  const shown = escapeText(text.slice(at, at + 2));
  return invalidJson(at, `\`${shown}\` is no escape of JSON`, 'write a backslash as `\\\\`');
}
