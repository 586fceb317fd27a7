import { expect } from 'chai';

const LIMIT_MS = 50;
/** What the yardstick takes on the machine that the limit is meant for. */
const YARDSTICK_MS = 10;

/**
 * Expects work to take less than 50 ms of a quiet machine: the quickest of several runs, measured against a piece of
 * known work beside it, because test machines are slow and shared. What is slow by design is slow every time.
 */
export function expectQuick(run: () => unknown): void {
  let ratio = Infinity;
  for (let round = 0; round < 8 && ratio > LIMIT_MS / YARDSTICK_MS; round++) {
    ratio = Math.min(ratio, milliseconds(run) / Math.max(milliseconds(yardstick), YARDSTICK_MS));
  }
  expect(ratio * YARDSTICK_MS, 'milliseconds').to.be.lessThan(LIMIT_MS);
}

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function yardstick(): number {
  let sum = 0;
  for (let index = 0; index < 10_000_000; index++) sum = (sum * 31 + index) | 0;
  return sum;
}
