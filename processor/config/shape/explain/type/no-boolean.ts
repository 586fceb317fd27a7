import { asksFor, isObject, type WrongType } from './wrong-type.ts';

/** Something else than `true` or `false`, of which 1 and 0 are the names elsewhere. */
export function noBoolean(wrong: WrongType): string | undefined {
  const { value } = wrong;
  if (!asksFor(wrong, 'boolean') || isObject(value)) return undefined;
  return value === 0 || value === 1 ? `write \`${value === 1}\`` : 'write `true` or `false`';
}
