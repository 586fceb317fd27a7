import { countColons } from './count-colons.ts';
import { keyFacts } from './key-facts.ts';

/** Deepest nesting of arrays and objects that is read: far above any config, far below any recursion limit. */
export const MAX_DEPTH = 32;

/** Most items or members of one array or object: more than any attribute takes. Bounds the work of validation. */
export const MAX_WIDTH = 5000;

/** What one quick look at a parsed value shows. Anything suspicious is looked at again, exactly and with positions. */
export interface Inspection {
  /** A member name that objects inherit, such as `__proto__` or `toString`. */
  forbiddenKey: boolean;
  /** A member name that rules have to look at closely, for itself or for its value. */
  suspiciousKey: boolean;
  /** A number outside the integers that a double holds exactly, beyond its range, or minus zero. */
  badNumber: boolean;
  tooDeep: boolean;
  /** An array or object holds more than `MAX_WIDTH`. */
  tooWide: boolean;
  /** Members, plus colons inside strings and member names: what the text holds of `:` when no key was dropped. */
  colons: number;
}

/**
 * Walks a value that JSON.parse returned. Stops at `MAX_DEPTH`, so it never recurses deeper. Written for speed: every
 * valid file of every run pays for it.
 */
export function inspectValue(value: unknown): Inspection {
  const inspection: Inspection = {
    forbiddenKey: false,
    suspiciousKey: false,
    badNumber: false,
    tooDeep: false,
    tooWide: false,
    colons: 0,
  };
  inspect(value, 0, inspection);
  return inspection;
}

/** True for a number that JSON.parse changed, or that means something else to other readers. */
export function isBadNumber(value: number): boolean {
  return (
    !Number.isFinite(value) ||
    (Number.isInteger(value) && !Number.isSafeInteger(value)) ||
    (value === 0 && Object.is(value, -0))
  );
}

function inspect(value: unknown, depth: number, inspection: Inspection): void {
  if (typeof value === 'string') {
    inspection.colons += countColons(value);
  } else if (typeof value === 'number') {
    if (isBadNumber(value)) inspection.badNumber = true;
  } else if (typeof value === 'object' && value !== null) {
    if (depth === MAX_DEPTH) {
      inspection.tooDeep = true;
    } else if (Array.isArray(value)) {
      if (value.length > MAX_WIDTH) inspection.tooWide = true;
      for (const item of value) inspect(item, depth + 1, inspection);
    } else {
      inspectMembers(value as Readonly<Record<string, unknown>>, depth, inspection);
    }
  }
}

function inspectMembers(members: Readonly<Record<string, unknown>>, depth: number, inspection: Inspection): void {
  let count = 0;
  for (const key in members) {
    count++;
    const { isForbidden, isSuspicious, colons } = keyFacts(key);
    inspection.colons += 1 + colons;
    if (isForbidden) inspection.forbiddenKey = true;
    if (isSuspicious) inspection.suspiciousKey = true;
    inspect(members[key], depth + 1, inspection);
  }
  if (count > MAX_WIDTH) inspection.tooWide = true;
}
