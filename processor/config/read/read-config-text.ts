import { isAscii } from 'node:buffer';

import type { Finding } from '../../model/finding.ts';
import { explainBytes, explainText } from './explain-bytes.ts';
import type { SyntaxFault } from './syntax/syntax-fault.ts';
import { findValueFaults, findWideValues, type ValueFault } from './find-value-faults.ts';
import { findingAt } from '../shared/finding-at.ts';
import { countColons } from './count-colons.ts';
import { inspectValue, MAX_DEPTH } from './inspect-value.ts';
import type { ParsedFile, Position } from '../shared/parsed-file.ts';
import { offsetAt, positionAt, readPositions, type PositionTree } from './position-tree.ts';
import { mergeRuns } from './merge-runs.ts';
import { readPastFaults } from './syntax/read-past-faults.ts';
import { showKey } from '../shared/show-value.ts';
import { isHarmlessText } from './suspicious-text.ts';

/** A file that was read. */
export interface ReadFile extends ParsedFile {
  /** Position behind the last character. */
  end(): Position;
}

/** What strict reading gives. A file with faults that leave its value readable has both a value and findings. */
export interface ReadResult {
  /** Absent when the bytes are no JSON that can be read further. */
  readonly parsed?: ReadFile;
  readonly findings: readonly Finding[];
}

/** The one ASCII character that nobody sees and that JSON.parse takes in a string. */
const DELETE = '\u007f';

/**
 * Reads the bytes of a config or settings file: everything that JSON.parse takes, except what it would change or
 * what readers disagree about (duplicate keys, unsafe numbers, broken UTF-8, depth, inherited names). Never throws.
 * A slip such as a trailing comma is a finding, and what was meant is read on, so that all findings come at once.
 *
 * A plain file costs one UTF-8 check, JSON.parse and one walk; exact scanning and positions come only when something
 * is wrong, or when escapes and characters beyond ASCII leave it open.
 */
export function readConfigText(bytes: Uint8Array, file: string): ReadResult {
  const broken = explainBytes(bytes);
  if (broken !== undefined) return { findings: [byteFinding(broken, bytes, file)] };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const isAsciiText = isAscii(body);
  const text = decode(body, isAsciiText);
  const findings: Finding[] = hasMark ? [byteOrderMark(file)] : [];

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const whole = explainText(text);
    const { faults, mended } = whole === undefined ? readPastFaults(text) : { faults: [whole] };
    const said = faults.length === 0 ? [unexplained()] : faults;
    const told = said.map((fault) => ({ fault, finding: syntaxFinding(fault, text, file) }));
    const rest = mended === undefined ? { findings: [] } : readConfigText(Buffer.from(mended), file);
    const merged = mergeRuns(told, rest);
    return { ...merged, findings: [...findings, ...merged.findings] };
  }

  const inspection = inspectValue(value);
  if (inspection.tooDeep) {
    return { findings: [...findings, syntaxFinding(tooDeep(text), text, file)] };
  }
  const isPlain = isAsciiText && !text.includes('\\') && !text.includes(DELETE);
  const isHarmless = isPlain && !inspection.suspiciousKey ? undefined : false;
  const parsed = new TextFile(file, { value, bytes: body, isHarmless });
  if (inspection.tooWide)
    return { findings: [...findings, ...findWideValues(value).map((fault) => parsed.report(fault))] };
  if (!isPlain || inspection.colons !== countColons(text)) findings.push(...parsed.duplicateKeys());
  if (!isPlain || inspection.badNumber || inspection.forbiddenKey) {
    findings.push(...findValueFaults(value).map((fault) => parsed.report(fault)));
  }
  return { parsed, findings };
}

/** The same for bytes that `hasSoundForm` holds for, so that nothing is left to look at. */
export function readSoundText(bytes: Uint8Array, file: string): ReadFile {
  return new TextFile(file, { value: JSON.parse(decode(bytes, true)) as unknown, bytes, isHarmless: true });
}

/** Of a longer number nobody wants to read more. */
const LONGEST_NUMBER = 40;

/**
 * The way back from a value to its text; text and positions are read when somebody asks for the first. Until then the
 * bytes are enough: ten thousand texts kept would be moved about by every collection of garbage.
 */
class TextFile implements ReadFile {
  readonly file: string;
  readonly value: unknown;
  readonly #bytes: Uint8Array;
  /** Undefined until somebody asks, of a text that can be judged as a whole. */
  #isHarmless: boolean | undefined;
  #decoded: string | undefined;
  #tree: PositionTree | undefined;

  constructor(
    file: string,
    known: { readonly value: unknown; readonly bytes: Uint8Array; readonly isHarmless: boolean | undefined },
  ) {
    this.file = file;
    this.value = known.value;
    this.#isHarmless = known.isHarmless;
    this.#bytes = known.bytes;
  }

  get isHarmless(): boolean {
    return (this.#isHarmless ??= isHarmlessText(this.#decoded ?? decode(this.#bytes, true)));
  }

  locate(pointer: string, part: 'key' | 'value' = 'value') {
    return positionAt(this.#text, offsetAt(this.#positions().root, pointer, part));
  }

  numberAt(pointer: string): string | undefined {
    const offset = offsetAt(this.#positions().root, pointer, 'value');
    return /^-?[\d.]+(?![\d.eE])/.exec(this.#text.slice(offset, offset + LONGEST_NUMBER))?.[0];
  }

  end(): Position {
    return positionAt(this.#text, this.#text.length);
  }

  report(fault: ValueFault): Finding {
    return findingAt(this, { severity: 'error', ...fault });
  }

  duplicateKeys(): readonly Finding[] {
    return this.#positions().duplicates.map(({ key, pointer, first, second }) => {
      const earlier = positionAt(this.#text, first);
      return {
        severity: 'error',
        code: 'duplicate-key',
        file: this.file,
        ...positionAt(this.#text, second),
        pointer,
        message: `the key ${showKey(key)} stands twice in one object, first on line ${earlier.line}`,
        hint: 'readers differ in which of the two they take: keep one',
        related: [{ file: this.file, ...earlier, message: `${showKey(key)} stands here first` }],
      };
    });
  }

  get #text(): string {
    return (this.#decoded ??= decode(this.#bytes));
  }

  #positions(): PositionTree {
    this.#tree ??= readPositions(this.#text);
    return this.#tree;
  }
}

/** ASCII is taken as Latin-1, which is copied instead of decoded. */
function decode(bytes: Uint8Array, isAsciiText = false): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isAsciiText ? 'latin1' : 'utf8');
}

/** The first bracket that opens a level too many. */
function tooDeep(text: string): SyntaxFault {
  let depth = 0;
  let offset = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (token[0] === '[' || token[0] === '{') depth++;
    else if (token[0] === ']' || token[0] === '}') depth--;
    if (depth > MAX_DEPTH) {
      offset = token.index;
      break;
    }
  }
  const message = `the value is nested more than ${MAX_DEPTH} levels deep`;
  return { code: 'too-deep', offset, message, hint: 'no attribute needs more than 6' };
}

function unexplained(): SyntaxFault {
  return { code: 'invalid-json', offset: 0, message: 'the file is no JSON', hint: 'check it with a JSON editor' };
}

function byteOrderMark(file: string): Finding {
  const message = 'the file starts with a byte order mark';
  const hint = 'save it as UTF-8 without byte order mark (BOM)';
  return { severity: 'error', code: 'byte-order-mark', file, line: 1, column: 1, pointer: '', message, hint };
}

function byteFinding(fault: SyntaxFault, bytes: Uint8Array, file: string): Finding {
  const before = decode(bytes.subarray(0, fault.offset));
  return syntaxFinding({ ...fault, offset: before.length }, before, file);
}

function syntaxFinding({ offset, code, message, hint }: SyntaxFault, text: string, file: string): Finding {
  return { severity: 'error', file, ...positionAt(text, offset), pointer: '', code, message, hint };
}
