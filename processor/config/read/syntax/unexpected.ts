import { invalidJson } from './invalid-json.ts';
import { showCharacter } from './show-character.ts';
import { slipAt, type Expected } from './slip-at.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** A character that cannot stand where it does, and what to do about it where that is plain. */
export function unexpected({ text, at }: SyntaxCursor, expected: Expected): SyntaxFault {
  const { hint, mend } = slipAt(text, at, expected) ?? {};
  const fault = invalidJson(at, `${showCharacter(text, at)} stands where ${expected} belongs`, hint);
  return mend === undefined ? fault : { ...fault, mend };
}
