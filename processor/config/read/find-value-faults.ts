import { codePoint } from '../../model/escape-text.ts';
import { joinPointer } from '../shared/json-pointer.ts';
import { showKey, showValue } from '../shared/show-value.ts';
import { isBadNumber, MAX_WIDTH } from './inspect-value.ts';
import { keyFacts } from './key-facts.ts';

/** One fault of a value or of a member name, before it has a place. */
export interface ValueFault {
  readonly code: string;
  readonly pointer: string;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** Attributes by which people and machines tell things apart: nothing in them may look like something else. */
const IDENTITY_KEYS: ReadonlySet<string> = new Set([
  'pipeline_type',
  'model_name',
  'name',
  'endpoint_name',
  'image_tag',
  'ecr_repo_name',
]);

/**
 * Looks at every member name, text and number; slower than the quick look, and exact. Depth is bounded by the reader.
 */
export function findValueFaults(value: unknown): readonly ValueFault[] {
  const faults: ValueFault[] = [];
  visit(value, '', '', faults);
  return faults;
}

function visit(value: unknown, pointer: string, key: string, faults: ValueFault[]): void {
  if (typeof value === 'string') {
    const fault = textFault(value, IDENTITY_KEYS.has(key));
    if (fault !== undefined) {
      faults.push({ ...fault, pointer, part: 'value', message: `${showValue(value, [key])} ${fault.message}` });
    }
  } else if (typeof value === 'number') {
    if (isBadNumber(value)) faults.push({ ...numberFault(value), pointer, part: 'value' });
  } else if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      visit(item, joinPointer(pointer, index), key, faults);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const child = joinPointer(pointer, name);
      const fault = keyFault(name);
      if (fault !== undefined) faults.push({ ...fault, pointer: child, part: 'key' });
      visit(member, child, name, faults);
    }
  }
}

/** Every array and object that holds too much, outermost alone. */
export function findWideValues(value: unknown, pointer = ''): readonly ValueFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value);
  if (members.length > MAX_WIDTH) {
    const message = `${pointer === '' ? 'the file' : showKey(pointer.slice(1))} holds ${showValue(value)}`;
    const hint = `no attribute takes more than ${MAX_WIDTH}`;
    return [{ code: 'too-many', pointer, part: 'value', message, hint }];
  }
  return members.flatMap(([key, member]) => findWideValues(member, joinPointer(pointer, key)));
}

type Fault = Pick<ValueFault, 'code' | 'message' | 'hint'>;

function keyFault(key: string): Fault | undefined {
  if (keyFacts(key).isForbidden) {
    const message = `the key ${showKey(key)} is not allowed: every object inherits something of that name`;
    return { code: 'forbidden-key', message, hint: 'choose another name' };
  }
  const fault = textFault(key, true);
  return fault && { ...fault, message: `the key ${showKey(key)} ${fault.message}` };
}

/**
 * The patterns stand here and not above: those with properties of Unicode take long to make, and few texts meet them.
 */
function textFault(text: string, isIdentity: boolean): Fault | undefined {
  // Printable ASCII, the rule, ends here.
  if (/^[ -~]*$/.test(text)) return undefined;
  const lone = /\p{Cs}/u.exec(text)?.[0];
  if (lone !== undefined) {
    return { code: 'broken-unicode', message: `holds half a character, ${codePoint(lone)}`, hint: 'write it whole' };
  }
  const hidden = (isIdentity ? findHidden(text) : findDeceptive(text))?.[0];
  if (hidden !== undefined) {
    const message = `holds ${codePoint(hidden)}, which nobody sees`;
    return { code: 'invisible-character', message, hint: 'remove the character' };
  }
  const alike = isIdentity && /[A-Za-z]/.test(text) ? findLookalike(text)?.[0] : undefined;
  if (alike !== undefined) {
    const message = `mixes Latin letters with \`${alike}\` (${codePoint(alike)}), which looks like one`;
    return { code: 'mixed-scripts', message, hint: 'type it again with Latin letters alone' };
  }
  return undefined;
}

/** Refused in every text: NUL, which ends it for many programs, and marks that turn its direction for the reader. */
function findDeceptive(text: string): RegExpExecArray | null {
  return /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.exec(text);
}

/** Refused in names: whatever nobody sees. */
function findHidden(text: string): RegExpExecArray | null {
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.exec(text);
}

function findLookalike(text: string): RegExpExecArray | null {
  const foreign =
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\uff21-\uff5a]/u;
  return foreign.exec(text);
}

function numberFault(value: number): Fault {
  if (Object.is(value, -0)) {
    return { code: 'negative-zero', message: 'the number is minus zero', hint: 'write `0`' };
  }
  if (!Number.isFinite(value)) {
    const message = 'the number is beyond what can be represented, at most about 1.8e308';
    return { code: 'unsafe-number', message, hint: 'write a smaller number, or a text in double quotes' };
  }
  const message = `the number loses digits: it is read as \`${String(value)}\`, exact up to ${Number.MAX_SAFE_INTEGER}`;
  return { code: 'unsafe-number', message, hint: 'write a smaller number, or a text in double quotes' };
}
