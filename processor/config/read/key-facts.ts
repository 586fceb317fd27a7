import { countColons } from './count-colons.ts';
import { isSuspiciousKey } from './suspicious-text.ts';

/** What strict reading asks of each member name. */
export interface KeyFacts {
  /** Every object inherits it: looking it up in a plain object finds what nobody wrote. */
  readonly isForbidden: boolean;
  /** It has to be looked at closely, for itself or for its value. */
  readonly isSuspicious: boolean;
  readonly colons: number;
}

const INHERITED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Names that are kept: many times those of all attributes, so that only names made up by the thousand come back. */
const MOST = 4096;

const known = new Map<string, KeyFacts>();

/** The same few hundred names stand in all files: each is looked at once. */
export function keyFacts(key: string): KeyFacts {
  const facts = known.get(key);
  if (facts !== undefined) return facts;
  if (known.size >= MOST) known.clear();
  const seen = { isForbidden: INHERITED.has(key), isSuspicious: isSuspiciousKey(key), colons: countColons(key) };
  known.set(key, seen);
  return seen;
}
