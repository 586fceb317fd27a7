import type { Attribute } from '../../../../../schema/generated/attributes.ts';

/** A value of a type that is not asked for where it stands. */
export interface WrongType {
  /** Those that are asked for. */
  readonly types: readonly string[];
  readonly value: unknown;
  /** The way to the value without the stage, from the name of the attribute, or of the setting, on. */
  readonly keys: readonly string[];
  /** Absent within the settings. */
  readonly attribute: Attribute | undefined;
  /** The value, if it is a number, with the digits that it was written with. */
  readonly number: string;
}

/** True where nothing but this type is asked for. */
export function asksFor({ types }: WrongType, type: string): boolean {
  return types.length === 1 && types[0] === type;
}

/** True of an object in braces. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True of the key of an item in a list, which is its index. */
export function isIndex(key: string | undefined): boolean {
  return /^\d+$/.test(key ?? '');
}
