import { closingOf } from './closing-of.ts';
import { invalidJson } from './invalid-json.ts';
import { showCharacter } from './show-character.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';
import { unexpected } from './unexpected.ts';

const MEMBER = /^"(?:[^"\\\r\n]|\\.)*"\s*:/;

/** Neither a comma nor the closing bracket follows a value in the container that `bracket` opens. */
export function missingComma(cursor: SyntaxCursor, bracket: string): SyntaxFault {
  const { text, at } = cursor;
  const closing = closingOf(bracket);
  const expected = `a comma or \`${closing}\`` as const;
  // The bracket of another container: that of this one was forgotten.
  if (/[\]}]/.test(text.charAt(at))) return { ...unexpected(cursor, expected), hint: `close it with \`${closing}\`` };
  return /["\w[{-]/.test(text.charAt(at)) ? beforeNext(cursor, bracket) : unexpected(cursor, expected);
}

/** The next value, or the next key, stands there already. A quote within a text may look like it, but for the blank. */
function beforeNext({ text, at }: SyntaxCursor, bracket: string): SyntaxFault {
  const key = /^"[\w-]{1,60}"(?=\s*:)/.exec(text.slice(at, at + 80))?.[0];
  const message = `a comma is missing before ${key === undefined ? showCharacter(text, at) : `\`${key}\``}`;
  const fault = invalidJson(at, message, 'put a comma between the two');
  const isClear = /\s/.test(text.charAt(at - 1)) && (bracket === '[' || MEMBER.test(text.slice(at)));
  return isClear ? { ...fault, mend: { offset: at - 1, text: ',' } } : fault;
}
