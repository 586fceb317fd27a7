import { CURLY_QUOTE, STRAIGHT_QUOTES } from './curly-quotes.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** What JSON asks for where something else stands, as a message says it. */
export type Expected = 'a key in double quotes' | 'a colon after the key' | 'a value' | `a comma or \`${string}\``;

/** A slip that is plain from the characters at its place, and what undoes it. */
interface Slip {
  /** How the text goes on at the place. */
  readonly ahead: RegExp;
  /** Only behind this character. */
  readonly behind?: string;
  /** Only where what is expected begins so. */
  readonly instead?: string;
  readonly hint: string;
  /** What certainly was meant by as many characters from the place on. */
  readonly meant?: string;
}

/** How far {@link Slip.ahead} may look. */
const AHEAD = 200;

/** The first that fits holds: characters that are wrong wherever they stand come before those that are right elsewhere. */
const SLIPS: readonly Slip[] = [
  { ahead: /^[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/, hint: 'write an ordinary blank', meant: ' ' },
  { ahead: CURLY_QUOTE, hint: STRAIGHT_QUOTES },
  { ahead: /^\\/, hint: 'remove the backslash' },
  { ahead: /^[\uff0c\u3001]/, hint: 'write an ordinary comma', meant: ',' },
  { ahead: /^(?:\.{3}|\u2026)/, hint: 'remove the dots' },
  { ahead: /^,/, hint: 'remove this comma', meant: ' ' },
  // Behind the last member nothing is to stand in place of a semicolon.
  { ahead: /^;\s*[\]}]/, hint: 'remove it', meant: ' ' },
  { ahead: /^;/, hint: 'write a comma', meant: ',' },
  // A template is two braces, each of which would be a list of objects without brackets.
  { ahead: /^\{/, behind: '{', hint: 'templates are not filled in: write the value itself' },
  { ahead: /^\{/, instead: 'a key', hint: 'a list of objects stands in `[` and `]`' },
  { ahead: /^:/, instead: 'a comma', hint: 'is a `{` missing before the key?' },
  { ahead: /^=>/, instead: 'a colon', hint: 'write a colon', meant: ': ' },
  { ahead: /^=/, instead: 'a colon', hint: 'write a colon', meant: ':' },
];

/** What undoes the slip at a place where something else is expected; undefined where none is plain. */
export function slipAt(text: string, at: number, expected: Expected): Pick<SyntaxFault, 'hint' | 'mend'> | undefined {
  const ahead = text.slice(at, at + AHEAD);
  const slip = SLIPS.find(
    ({ ahead: start, behind, instead = '' }) =>
      start.test(ahead) && (behind === undefined || text.charAt(at - 1) === behind) && expected.startsWith(instead),
  );
  // Whatever else stands behind a key is its value.
  if (slip === undefined) return expected === 'a colon after the key' ? missingColon(text, at) : undefined;
  const { hint, meant } = slip;
  return meant === undefined ? { hint } : { hint, mend: { offset: at, text: meant } };
}

/** A colon can be put in only where there is a blank for it. */
function missingColon(text: string, at: number): Pick<SyntaxFault, 'hint' | 'mend'> {
  const hint = 'put a colon between the key and its value';
  return /\s/.test(text.charAt(at - 1)) ? { hint, mend: { offset: at - 1, text: ':' } } : { hint };
}
