import type { WrongType } from './wrong-type.ts';

/** A number with a fraction where a whole one is asked for. */
export function noWholeNumber({ types, value, keys }: WrongType): string | undefined {
  if (typeof value !== 'number' || !types.includes('integer')) return undefined;
  // A share where a percentage is meant.
  const isShare = keys.some((key) => key.includes('percentage')) && value > 0 && value < 1;
  const whole = Math.round(isShare ? value * 100 : value);
  return whole === 0 && !isShare ? 'write a whole number, such as `3`' : `write \`${whole}\``;
}
