/** Digits that a product of decimal fractions is sure of. */
const SURE_DIGITS = 15;

/** A percentage as a share of 1, with the digits that it was written with: `0.007` of 0.7, not `0.006999999999999999`. */
export function shareOf(percentage: number): number {
  return Number((percentage / 100).toPrecision(SURE_DIGITS));
}
