import type { Schema } from './load-schemas.ts';

/** Definitions of which no two say the same, and a way to point a schema at them. */
export interface SharedParts {
  readonly definitions: Schema;
  readonly redirect: (schema: Schema) => Schema;
}

/**
 * Makes equal definitions one. Ajv turns every reference into a call of one function per definition; without this,
 * twenty S3 locations that differ only in their descriptions would be twenty functions.
 */
export function shareEqualParts(definitions: Schema, prefix: string): SharedParts {
  let current = definitions;
  const renamed = new Map<string, string>();
  function redirect(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(redirect);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string' ? follow(part) : redirect(part),
      ]),
    );
  }
  function follow(reference: string): string {
    const target = renamed.get(reference.slice(prefix.length));
    return target === undefined ? reference : follow(prefix + target);
  }
  // Definitions that differ only in what they refer to become equal once that is shared.
  for (let before = -1; before !== renamed.size;) {
    before = renamed.size;
    const firsts = new Map<string, string>();
    const kept: [string, unknown][] = [];
    for (const [name, definition] of Object.entries(current)) {
      const text = JSON.stringify(definition);
      const first = firsts.get(text);
      if (first === undefined) kept.push([name, definition]);
      else renamed.set(name, first);
      firsts.set(text, first ?? name);
    }
    current = redirect(Object.fromEntries(kept)) as Schema;
  }
  return { definitions: current, redirect: (schema) => redirect(schema) as Schema };
}
