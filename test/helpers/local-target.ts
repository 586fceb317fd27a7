import type { Stage } from '../../processor/model/settings.ts';
import type { Clock } from '../../processor/ports/clock.ts';

/** The stage that tests of the local target use. */
export const localStage: Stage = {
  name: 'default',
  account: '000000000000',
  region: 'us-east-1',
  approval: false,
  protected: false,
  assetsBucket: 'mlops-assets-000000000000-us-east-1',
};

/** A clock that stands still but for sleeping, and for a millisecond at each look. */
export function steppingClock(): Clock {
  let milliseconds = Date.UTC(2026, 0, 5, 9);
  return {
    now: () => new Date((milliseconds += 1)).toISOString(),
    elapsed: () => milliseconds,
    sleep: (duration) => {
      milliseconds += duration;
      return Promise.resolve();
    },
  };
}
