import type { Right } from './list-rights.ts';

/**
 * Whether whatever one right allows, or denies, the other does too. In doubt it does not: a condition counts as covered
 * by none at all or by itself alone, and what a statement leaves out by nothing.
 */
export function covers(wide: Right, narrow: Right): boolean {
  return (
    wide.kind === narrow.kind &&
    (wide.condition === '' || wide.condition === narrow.condition) &&
    (wide.principal === 'everybody' || wide.principal === narrow.principal) &&
    matches(wide.action, narrow.action) &&
    matches(wide.resource, narrow.resource)
  );
}

/**
 * Whether every name that `narrow` stands for is one that `wide` stands for, where `*` is any text and `?` any
 * character. The star of `narrow` is a character like others here: only a star of `wide` takes it. Goes back to the
 * last star alone, so that no pattern of many stars takes long.
 */
function matches(wide: string, narrow: string): boolean {
  // The fewer names are left out, the more are meant.
  if (wide.startsWith('all but ')) return wide === narrow;
  let [at, position] = [0, 0];
  let star: { readonly at: number; position: number } | undefined;
  while (position < narrow.length) {
    const [sign, letter] = [wide[at], narrow[position]];
    if (sign === '*') {
      star = { at, position };
      at += 1;
    } else if (sign !== undefined && (sign === letter || (sign === '?' && letter !== '*'))) {
      at += 1;
      position += 1;
    } else if (star !== undefined) {
      star.position += 1;
      at = star.at + 1;
      position = star.position;
    } else return false;
  }
  return /^\**$/.test(wide.slice(at));
}
