import { codePoint, escapeText, shorten } from '../../model/escape-text.ts';
import { endOfComments } from './end-of-comments.ts';
import { numberHint } from './number-hint.ts';

/** Why a text is no JSON. The offset counts UTF-16 code units from 0. */
export interface SyntaxFault {
  readonly code: string;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
  /** What the writer certainly meant, where that is clear. */
  readonly mend?: SyntaxMend;
}

/** A part of the text and what should stand there: as long, with the same line breaks, so that places stay. */
export interface SyntaxMend {
  readonly offset: number;
  readonly text: string;
}

const [SPACE, TAB, LF, CR, SLASH, HASH, LESS] = [0x20, 0x09, 0x0a, 0x0d, 0x2f, 0x23, 0x3c] as const;
/** How others write the literals of JSON; none is shorter than what it means. */
const LITERALS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['undefined', 'null'],
]);
const COLON = 'a colon after the key';
/** What phones and word processors make of a double quote. */
const CURLY = /^[\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c\u300d\uff02]/;
const STRAIGHT = 'write straight double quotes, `"`';
const ONE_OBJECT = 'the file is to hold one JSON object, in braces';
const MEMBER = /^"(?:[^"\\\r\n]|\\.)*"\s*:/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Finds the first fault in a text that JSON.parse refuses, and says what it is in the words of somebody who wrote
 * JavaScript, Python or JSON5 by habit. Keeps its own stack, so that depth costs nothing. Undefined when it finds none.
 */
export function explainSyntax(text: string): SyntaxFault | undefined {
  let at = 0;
  /** Containers that are open: the offset of each opening bracket. */
  const open: number[] = [];

  for (;;) {
    const beforeValue = readBlanks();
    if (beforeValue !== undefined) return beforeValue;
    if (at >= text.length) return endOfText();
    const character = text.charAt(at);
    if (character === '{' || character === '[') {
      open.push(at++);
      const inside = readBlanks();
      if (inside !== undefined) return inside;
      if (text.charAt(at) !== closing(character)) {
        const key = character === '{' ? readKey() : undefined;
        if (key !== undefined) return key;
        continue;
      }
      at++;
      open.pop();
    } else {
      const scalar = character === '"' ? readString() : readWord();
      if (scalar !== undefined) return scalar;
    }
    for (;;) {
      const afterValue = readBlanks();
      if (afterValue !== undefined) return afterValue;
      const container = open.at(-1);
      if (at >= text.length) return container === undefined ? undefined : endOfText();
      if (container === undefined) return afterDocument();
      const bracket = text.charAt(container);
      if (text.charAt(at) === closing(bracket)) {
        at++;
        open.pop();
        continue;
      }
      if (text.charAt(at) !== ',') return missingComma(bracket);
      const comma = at++;
      const blanks = readBlanks();
      if (blanks !== undefined) return blanks;
      if (text.charAt(at) === '}' || text.charAt(at) === ']') {
        const last = fault('trailing-comma', comma, 'a comma stands before the closing bracket', 'remove the comma');
        return { ...last, mend: { offset: comma, text: ' ' } };
      }
      const key = bracket === '{' ? readKey() : undefined;
      if (key !== undefined) return key;
      break;
    }
  }

  function readBlanks(): SyntaxFault | undefined {
    let character = text.charCodeAt(at);
    while (character === SPACE || character === TAB || character === LF || character === CR) {
      character = text.charCodeAt(++at);
    }
    if (character !== SLASH && character !== HASH && character !== LESS) return undefined;
    if (character === SLASH && !/^\/[/*]/.test(text.slice(at, at + 2))) return undefined;
    if (character === LESS && !text.startsWith('<!--', at)) return undefined;
    const comments = text.slice(at, endOfComments(text, at));
    return {
      ...fault('comment', at, 'a comment stands in the file', 'JSON has no comments: remove it'),
      ...(comments !== '' && { mend: { offset: at, text: comments.replaceAll(/[^\r\n]/g, ' ') } }),
    };
  }

  function readString(): SyntaxFault | undefined {
    const start = at++;
    for (;;) {
      const character = text.charAt(at);
      if (character === '' || character === '\n' || character === '\r') {
        return fault('invalid-json', start, 'a string is not closed on its line', 'close it with `"`');
      }
      if (character < ' ') {
        const hint = character === '\t' ? 'write `\\t`' : 'write it as an escape such as `\\n`';
        return fault('invalid-json', at, `a string holds the control character ${codePoint(character)}`, hint);
      }
      at++;
      if (character === '"') return undefined;
      if (character === '\\') {
        if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 5))) {
          const shown = escapeText(text.slice(at - 1, at + 1));
          return fault('invalid-json', at - 1, `\`${shown}\` is no escape of JSON`, 'write a backslash as `\\\\`');
        }
        at++;
      }
    }
  }

  function readKey(): SyntaxFault | undefined {
    if (text.charAt(at) === "'") return singleQuotes();
    if (text.charAt(at) !== '"') {
      const word = /^[\p{L}\p{N}_$-]+/u.exec(text.slice(at, at + 200))?.[0];
      if (word !== undefined && /^\d+$/.test(word) && /\d,\s*$/.test(text.slice(0, at))) return decimalComma(word);
      if (word !== undefined) {
        return fault('bare-key', at, `the key \`${shorten(word, 60)}\` has no quotes`, `write it in double quotes`);
      }
      return at >= text.length ? endOfText() : unexpected('a key in double quotes');
    }
    const key = readString() ?? readBlanks();
    if (key !== undefined) return key;
    if (text.charAt(at) !== ':') return at >= text.length ? endOfText() : unexpected(COLON);
    at++;
    return undefined;
  }

  /** `0,5` as most of Europe writes it. In an array it would be two numbers. */
  function decimalComma(rest: string): SyntaxFault {
    const written = /[\d.-]+,$/.exec(text.slice(0, at))?.[0];
    if (written === undefined) return unexpected('a key in double quotes');
    const message = `\`${written}${rest}\` is no number of JSON`;
    // Three digits behind it are thousands, unless nothing is before it.
    const isThousands = /^[1-9]\d{0,2},$/.test(written) && rest.length === 3;
    const hint = `write \`${written.slice(0, -1)}${isThousands ? '' : '.'}${rest}\``;
    return fault('invalid-json', at - written.length, message, hint);
  }

  function readWord(): SyntaxFault | undefined {
    if (text.charAt(at) === "'") return singleQuotes();
    const word = /^[^\s,;\uff0c:"'[\]{}/]+/.exec(text.slice(at, at + 400))?.[0];
    if (word === undefined) return /:\s*$/.test(text.slice(0, at)) ? missingValue() : unexpected('a value');
    if (word.length === 400) {
      // Longer than the window: only a number may be, and its end decides nothing for the words below.
      const whole = /^[^\s,;\uff0c:"'[\]{}/]+/.exec(text.slice(at))?.[0] ?? word;
      if (NUMBER.test(whole)) {
        at += whole.length;
        return undefined;
      }
    } else if (['true', 'false', 'null'].includes(word) || NUMBER.test(word)) {
      at += word.length;
      return undefined;
    }
    const shown = `\`${shorten(word, 60)}\``;
    if (
      open.length === 0 &&
      (word === '---' || /^:(?:\s|$)/.test(text.slice(at + word.length, at + word.length + 2)))
    ) {
      return fault(
        'invalid-json',
        at,
        'the file is YAML, and not JSON',
        'write one JSON object, in braces, with keys and texts in double quotes',
      );
    }
    if (/^[+-]?(?:NaN|Infinity|inf|nan)$/.test(word)) {
      return fault('non-finite-number', at, `${shown} is no number of JSON`, 'write a finite number');
    }
    const literal = LITERALS.get(word);
    if (literal !== undefined) {
      const mend = { offset: at, text: literal.padEnd(word.length) };
      return { ...fault('invalid-json', at, `${shown} is no JSON`, `write \`${literal}\``), mend };
    }
    if (/^[+.\d-]/.test(word)) {
      const hint = open.length === 0 ? ONE_OBJECT : numberHint(word);
      return fault('invalid-json', at, `${shown} is no number of JSON`, hint);
    }
    const hint = CURLY.test(word) ? STRAIGHT : 'write a text in double quotes';
    return fault('invalid-json', at, `${shown} is no value of JSON`, open.length === 0 ? ONE_OBJECT : hint);
  }

  function missingComma(bracket: string): SyntaxFault {
    const expected = `a comma or \`${closing(bracket)}\``;
    if (/[\]}]/.test(text.charAt(at)))
      return { ...unexpected(expected), hint: `close it with \`${closing(bracket)}\`` };
    if (/["\w[{-]/.test(text.charAt(at))) {
      const key = /^"[\w-]{1,60}"(?=\s*:)/.exec(text.slice(at, at + 80))?.[0];
      const message = `a comma is missing before ${key === undefined ? found() : `\`${key}\``}`;
      const missing = fault('invalid-json', at, message, 'put a comma between the two');
      const isClear = /\s/.test(text.charAt(at - 1)) && (bracket === '[' || MEMBER.test(text.slice(at)));
      return isClear ? { ...missing, mend: { offset: at - 1, text: ',' } } : missing;
    }
    return unexpected(expected);
  }

  function missingValue(): SyntaxFault {
    if (!/[,}\]]/.test(text.charAt(at))) return unexpected('a value');
    const message = `${found()} stands where a value belongs`;
    return fault('invalid-json', at, message, 'write a value, or remove the key');
  }

  function afterDocument(): SyntaxFault {
    const first = /\S/.exec(text)?.index ?? 0;
    if (text.charAt(at) === ':' && text.charAt(first) === '"') {
      const message = 'the file begins with a key, outside of any object';
      const missing = fault('invalid-json', first, message, 'write `{` before it');
      return /[ \t]/.test(text.charAt(first - 1)) ? { ...missing, mend: { offset: first - 1, text: '{' } } : missing;
    }
    const message = /[[{"]/.test(text.charAt(at))
      ? 'a second document follows the first'
      : `${found()} follows the end of the document`;
    // A bracket too many, or what an editor left behind, is no second workload.
    const isRest = /[\]}]|\p{Cc}/u.test(text.charAt(at));
    const hint = isRest ? 'remove it' : 'one file holds one JSON document: put more workloads into `workloads`';
    return fault('invalid-json', at, message, hint);
  }

  function endOfText(): SyntaxFault {
    const container = open.at(-1);
    if (container === undefined) return fault('invalid-json', at, 'the file ends before a value', 'write one object');
    const bracket = text.charAt(container);
    const line = text.slice(0, container).split('\n').length;
    const message = `the file ends inside the \`${bracket}\` that opens on line ${line}`;
    return fault('invalid-json', text.length, message, `is the file cut off? close it with \`${closing(bracket)}\``);
  }

  function singleQuotes(): SyntaxFault {
    const inside = /^'([^'"\\\r\n]*)'/.exec(text.slice(at))?.[1];
    return {
      ...fault('single-quotes', at, 'a text stands in single quotes', 'write it in double quotes'),
      ...(inside !== undefined && { mend: { offset: at, text: `"${inside}"` } }),
    };
  }

  function unexpected(expected: string): SyntaxFault {
    const known = slipAt(text, at, expected);
    const slip = fault('invalid-json', at, `${found()} stands where ${expected} belongs`, known?.hint);
    return known?.mend === undefined ? slip : { ...slip, mend: known.mend };
  }

  function found(): string {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const shown = `\`${escapeText(character)}\``;
    return character > '~' ? `${shown} (${codePoint(character)})` : shown;
  }
}

/** Slips that are plain from one character, and what undoes them. */
function slipAt(text: string, at: number, expected: string): Pick<SyntaxFault, 'hint' | 'mend'> | undefined {
  const character = text.charAt(at);
  if (/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/.test(character)) {
    return { hint: 'write an ordinary blank', mend: { offset: at, text: ' ' } };
  }
  if (CURLY.test(character)) return { hint: STRAIGHT };
  if (character === '\\') return { hint: 'remove the backslash' };
  if (/[\uff0c\u3001]/.test(character)) return { hint: 'write an ordinary comma', mend: { offset: at, text: ',' } };
  if (/^(?:\.{3}|\u2026)/.test(text.slice(at, at + 3))) return { hint: 'remove the dots' };
  if (character === ',') return { hint: 'remove this comma', mend: { offset: at, text: ' ' } };
  if (character === ';') {
    const isLast = /^;\s*[\]}]/.test(text.slice(at, at + 200));
    return { hint: isLast ? 'remove it' : 'write a comma', mend: { offset: at, text: isLast ? ' ' : ',' } };
  }
  if (text.slice(at - 1, at + 1) === '{{') return { hint: 'templates are not filled in: write the value itself' };
  if (character === '{' && expected.startsWith('a key')) return { hint: 'a list of objects stands in `[` and `]`' };
  if (character === ':' && expected.startsWith('a comma')) return { hint: 'is a `{` missing before the key?' };
  if (expected !== COLON) return undefined;
  if (character === '=') {
    return { hint: 'write a colon', mend: { offset: at, text: text.charAt(at + 1) === '>' ? ': ' : ':' } };
  }
  const hint = 'put a colon between the key and its value';
  return /\s/.test(text.charAt(at - 1)) ? { hint, mend: { offset: at - 1, text: ':' } } : { hint };
}

function closing(bracket: string): string {
  return bracket === '{' ? '}' : ']';
}

function fault(code: string, offset: number, message: string, hint?: string): SyntaxFault {
  return { code, offset, message, hint };
}
