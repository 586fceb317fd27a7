import { shorten } from '../../../model/escape-text.ts';
import { numberHint } from './number-hint.ts';
import { CURLY_QUOTE, STRAIGHT_QUOTES } from './curly-quotes.ts';
import { invalidJson } from './invalid-json.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** How others write the literals of JSON; none is shorter than what it means. */
const FOREIGN_LITERALS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['undefined', 'null'],
]);
const NOT_FINITE = /^[+-]?(?:NaN|Infinity|inf|nan)$/;
const ONE_OBJECT = 'the file is to hold one JSON object, in braces';

/**
 * Why a word without quotes is no value: the most special case first. `-Infinity` and `---` begin like numbers, and each
 * of them like a text whose quotes were forgotten, which is what anything else must be.
 */
export function explainWord(cursor: SyntaxCursor, word: string): SyntaxFault {
  return (
    yaml(cursor, word) ??
    notFinite(cursor, word) ??
    foreignLiteral(cursor, word) ??
    leftOut(cursor, word) ??
    foreignNumber(cursor, word) ??
    unquotedText(cursor, word)
  );
}

/** Only the first word of a file tells: `---`, or a key without quotes. */
function yaml({ text, at, open }: SyntaxCursor, word: string): SyntaxFault | undefined {
  if (open.length > 0) return undefined;
  const end = at + word.length;
  if (word !== '---' && !/^:(?:\s|$)/.test(text.slice(end, end + 2))) return undefined;
  const hint = 'write one JSON object, in braces, with keys and texts in double quotes';
  return invalidJson(at, 'the file is YAML, and not JSON', hint);
}

function notFinite({ at }: SyntaxCursor, word: string): SyntaxFault | undefined {
  if (!NOT_FINITE.test(word)) return undefined;
  const message = `${shown(word)} is no number of JSON`;
  return { code: 'non-finite-number', offset: at, message, hint: 'write a finite number' };
}

function foreignLiteral({ at }: SyntaxCursor, word: string): SyntaxFault | undefined {
  const literal = FOREIGN_LITERALS.get(word);
  if (literal === undefined) return undefined;
  const fault = invalidJson(at, `${shown(word)} is no JSON`, `write \`${literal}\``);
  return { ...fault, mend: { offset: at, text: literal.padEnd(word.length) } };
}

/** The dots that documents have for what somebody else is to write. */
function leftOut({ at }: SyntaxCursor, word: string): SyntaxFault | undefined {
  if (!/^(?:\.{2,}|\u2026)$/.test(word)) return undefined;
  return invalidJson(at, `${shown(word)} is no value of JSON`, 'write a value, or remove the key');
}

function foreignNumber({ at, open }: SyntaxCursor, word: string): SyntaxFault | undefined {
  if (!/^[+.\d-]/.test(word)) return undefined;
  return invalidJson(at, `${shown(word)} is no number of JSON`, open.length === 0 ? ONE_OBJECT : numberHint(word));
}

function unquotedText({ at, open }: SyntaxCursor, word: string): SyntaxFault {
  const isEscaped = word.startsWith('\\');
  const quoted = isEscaped ? 'remove the backslash' : 'write a text in double quotes';
  const hint = CURLY_QUOTE.test(word) ? STRAIGHT_QUOTES : quoted;
  return invalidJson(at, `${shown(word)} is no value of JSON`, open.length === 0 ? ONE_OBJECT : hint);
}

function shown(word: string): string {
  return `\`${shorten(word, 60)}\``;
}
