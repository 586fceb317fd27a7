import { closingOf } from './closing-of.ts';
import { invalidJson } from './invalid-json.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** The text ends where more of it has to come. */
export function endOfText({ text, at, open }: SyntaxCursor): SyntaxFault {
  const container = open.at(-1);
  if (container === undefined) return invalidJson(at, 'the file ends before a value', 'write one object');
  const bracket = text.charAt(container);
  const line = text.slice(0, container).split('\n').length;
  const message = `the file ends inside the \`${bracket}\` that opens on line ${line}`;
  return invalidJson(text.length, message, `is the file cut off? close it with \`${closingOf(bracket)}\``);
}
