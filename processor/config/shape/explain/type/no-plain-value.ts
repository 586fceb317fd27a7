import { isObject, type WrongType } from './wrong-type.ts';

/** A list or an object where a text, a number or a boolean is asked for. */
export function noPlainValue({ types, value, keys }: WrongType): string | undefined {
  if (isObject(value) && keys[0] === 'tags') return 'tags cannot differ by stage: write one text';
  return types.length > 2 && typeof value === 'object' ? 'write one plain value' : undefined;
}
