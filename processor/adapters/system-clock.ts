import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    elapsed: () => performance.now(),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  };
}
