/** Appends one member name or index to a JSON pointer (RFC 6901). */
export function joinPointer(pointer: string, part: string | number): string {
  return typeof part === 'number' || !/[~/]/.test(part)
    ? `${pointer}/${part}`
    : `${pointer}/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The parts of a JSON pointer, decoded. */
export function splitPointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a pointer names; undefined when there is none. Looks at own members alone. */
export function valueAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const part of splitPointer(pointer)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[part];
  }
  return current;
}
