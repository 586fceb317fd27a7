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
  for (let at = 0; at < text.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) {
      BLANK.lastIndex = at;
      const blanks = BLANK.exec(text)?.[0].length ?? 0;
      // A quote that is not closed is another fault.
      if (blanks === 0) return undefined;
      const next = text.indexOf('\n', at);
      at = next >= 0 && next < at + blanks ? next : at + blanks;
      continue;
    }
    if (token.startsWith('\n')) {
      line++;
      indent = token.length - 1;
      isFirst = true;
      at += token.length;
      continue;
    }
    const inner = open.at(-1);
    const isClosing = token === '}' || token === ']';
    const isOpening = token === '{' || token === '[';
    if (isFirst && inner !== undefined) {
      if (inner.isIndented === undefined && !isClosing) inner.isIndented = indent > inner.indent;
      // One with more behind it was not put there by hand.
      const isOutside = isClosing ? indent < inner.indent && isAlone(text, at) : indent <= inner.indent;
      if (
        isOutside &&
        inner.isIndented === true &&
        open.length > 1 &&
        (isClosing || isOpening || token.endsWith(':'))
      ) {
        return lostBracket(text, { inner, at, end, isClosing });
      }
    }
    // Deeper than any value may be, which nobody indented by hand: a run of brackets is to cost no time.
    if (open.length > MAX_DEPTH) return undefined;
    if (isOpening) open.push({ bracket: token, line, indent });
    else if (isClosing) open.pop();
    isFirst = false;
    at += token.length;
    end = at;
  }
  return undefined;
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
