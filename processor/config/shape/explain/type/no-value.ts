import type { WrongType } from './wrong-type.ts';

/** A null, which is no value of any type. */
export function noValue({ value, attribute }: WrongType): string | undefined {
  if (value !== null) return undefined;
  return attribute?.required === true ? 'write a value' : 'write a value, or leave the attribute out';
}
