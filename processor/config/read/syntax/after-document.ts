import { invalidJson } from './invalid-json.ts';
import { showCharacter } from './show-character.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** Something follows a value that is in no container. */
export function afterDocument({ text, at }: SyntaxCursor): SyntaxFault {
  const first = /\S/.exec(text)?.index ?? 0;
  if (text.charAt(at) === ':' && text.charAt(first) === '"') return missingBrace(text, first);
  const message = /[[{"]/.test(text.charAt(at))
    ? 'a second document follows the first'
    : `${showCharacter(text, at)} follows the end of the document`;
  // A bracket too many, or what an editor left behind, is no second workload.
  const isRest = /[\]}]|\p{Cc}/u.test(text.charAt(at));
  const hint = isRest ? 'remove it' : 'one file holds one JSON document: put more workloads into `workloads`';
  return invalidJson(at, message, hint);
}

/** The document was a key. Its brace can be put in only where there is a blank for it. */
function missingBrace(text: string, first: number): SyntaxFault {
  const fault = invalidJson(first, 'the file begins with a key, outside of any object', 'write `{` before it');
  return /[ \t]/.test(text.charAt(first - 1)) ? { ...fault, mend: { offset: first - 1, text: '{' } } : fault;
}
