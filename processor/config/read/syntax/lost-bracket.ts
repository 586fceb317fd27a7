import { MAX_DEPTH } from '../inspect-value.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** A bracket that is open: where it stands, and how far its line is indented. */
interface Open {
  readonly bracket: string;
  readonly line: number;
  readonly indent: number;
  /** The first of what it holds stands on a line of its own, further in. */
  isIndented?: boolean;
}

const TOKEN = /\n[ \t]*|"(?:[^"\\\r\n]|\\.)*"(?:[ \t]*:)?|[[\]{}]|[^\s[\]{}"]+/gy;
const BLANK = /[\s]*/gy;

/**
 * The first bracket of a broken text that nobody closed, as its lines are indented: what should be beside or outside of
 * it stands there as if it were inside. A parser learns of it at the end of the file, far away. Undefined where
 * everything is closed, or lines are not indented.
 */
export function findLostBracket(text: string): SyntaxFault | undefined {
  const open: Open[] = [];
  let line = 1;
  let indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  let isFirst = true;
  let end = 0;
  for (let next = readToken(text, 0); next !== undefined; next = readToken(text, next.at + next.token.length)) {
    const { token, at } = next;
    if (token.startsWith('\n')) {
      line++;
      indent = token.length - 1;
      isFirst = true;
      continue;
    }
    const inner = open.at(-1);
    if (isFirst && inner !== undefined) {
      if (!isClosing(token)) inner.isIndented ??= indent > inner.indent;
      if (open.length > 1 && isOutside(inner, { text, token, at, indent })) {
        return lostBracket(text, { inner, at, end, isClosing: isClosing(token) });
      }
    }
    // Deeper than any value may be, which nobody indented by hand: a run of brackets is to cost no time.
    if (open.length > MAX_DEPTH) return undefined;
    if (isOpening(token)) open.push({ bracket: token, line, indent });
    else if (isClosing(token)) open.pop();
    isFirst = false;
    end = at + token.length;
  }
  return undefined;
}

interface Token {
  /** A bracket, a text, a key with its colon, a word, or a line break with the indentation of the next line. */
  readonly token: string;
  readonly at: number;
}

/** The next token; undefined at the end, and at a quote that is not closed, which is another fault. */
function readToken(text: string, from: number): Token | undefined {
  for (let at = from; at < text.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token !== undefined) return { token, at };
    BLANK.lastIndex = at;
    const blanks = BLANK.exec(text)?.[0].length ?? 0;
    if (blanks === 0) return undefined;
    const next = text.indexOf('\n', at);
    at = next >= 0 && next < at + blanks ? next : at + blanks;
  }
  return undefined;
}

function isOpening(token: string): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string): boolean {
  return token === '}' || token === ']';
}

/** True of the first token of a line which, as it is indented, is no part of the innermost container. */
function isOutside(
  inner: Open,
  { text, token, at, indent }: Token & { readonly text: string; readonly indent: number },
): boolean {
  if (inner.isIndented !== true) return false;
  // One with more behind it was not put there by hand.
  if (isClosing(token)) return indent < inner.indent && isAlone(text, at);
  return indent <= inner.indent && (isOpening(token) || token.endsWith(':'));
}

/** True of a closing bracket behind which nothing else stands on its line. */
function isAlone(text: string, at: number): boolean {
  return /^[\]},\t ]*(?:\r?\n|$)/.test(text.slice(at, at + 200));
}

interface Place {
  readonly inner: Open;
  /** Of what stands outside. */
  readonly at: number;
  /** Behind what stands before it. */
  readonly end: number;
  readonly isClosing: boolean;
}

function lostBracket(text: string, { inner, at, end, isClosing }: Place): SyntaxFault {
  const closing = inner.bracket === '{' ? '}' : ']';
  const hasComma = text.charAt(end - 1) === ',';
  const from = hasComma ? end - 1 : end;
  const between = text.slice(from, at);
  const wanted = isClosing ? closing : `${closing},`;
  const mended = hasComma
    ? `${wanted.charAt(0)}${between.slice(1, between.length + 1 - wanted.length)}${wanted.slice(1)}`
    : `${between.slice(0, -wanted.length)}${wanted}`;
  const isMendable = mended.length === between.length && lineBreaks(mended) === lineBreaks(between);
  return {
    code: 'invalid-json',
    offset: at,
    message: `the \`${inner.bracket}\` that opens on line ${inner.line} is not closed before this`,
    hint: `close it with \`${closing}\`${isClosing || hasComma ? '' : ' and a comma'}`,
    ...(isMendable && { mend: { offset: from, text: mended } }),
  };
}

function lineBreaks(text: string): number {
  return text.split('\n').length;
}
