/**
 * An object. As the other readers of what a function was given, it throws an error that names the field, what it was
 * and what it must be, never its content.
 */
export function readObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${field} must be an object, it is ${kindOf(value)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A text that is not empty. */
export function readText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${field} must be a text, it is ${kindOf(value)}`);
  return value;
}

/** One of the texts that are allowed. */
export function readOneOf<T extends string>(value: unknown, field: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${field} must be one of ${allowed.join(', ')}`);
  return found;
}

/** A JSON text that holds an object. */
export function readJsonObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readText(value, field));
  } catch (error) {
    throw new Error(`${field} must be JSON`, { cause: error });
  }
  return readObject(parsed, field);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
