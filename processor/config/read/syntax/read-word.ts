import { explainWord } from './explain-word.ts';
import { invalidJson } from './invalid-json.ts';
import { showCharacter } from './show-character.ts';
import { singleQuotes } from './single-quotes.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';
import { unexpected } from './unexpected.ts';

/** Everything up to what may end a value. */
const WORD = /^[^\s,;\uff0c:"'[\]{}/]+/;
/** No word of more characters is looked at, but for numbers. */
const LONGEST_WORD = 400;
const LITERALS: readonly string[] = ['true', 'false', 'null'];
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads a number, `true`, `false` or `null`: a value that is neither a container nor begins with a double quote. */
export function readWord(cursor: SyntaxCursor): SyntaxFault | undefined {
  const { text, at } = cursor;
  if (text.charAt(at) === "'") return singleQuotes(cursor);
  const word = WORD.exec(text.slice(at, at + LONGEST_WORD))?.[0];
  if (word === undefined) return noWord(cursor);
  const whole = word.length < LONGEST_WORD ? word : (WORD.exec(text.slice(at))?.[0] ?? word);
  if (!LITERALS.includes(whole) && !NUMBER.test(whole)) return explainWord(cursor, word);
  cursor.at += whole.length;
  return undefined;
}

/** Nothing at all stands between a colon and what ends the member. */
function noWord(cursor: SyntaxCursor): SyntaxFault {
  const { text, at } = cursor;
  const isMissing = /[,}\]]/.test(text.charAt(at)) && /:\s*$/.test(text.slice(0, at));
  if (!isMissing) return unexpected(cursor, 'a value');
  const message = `${showCharacter(text, at)} stands where a value belongs`;
  return invalidJson(at, message, 'write a value, or remove the key');
}
