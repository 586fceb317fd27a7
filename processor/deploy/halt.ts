import { UserError } from '../model/errors.ts';

/** Errors of the surroundings that every further change would meet as well. */
const HALTING = ['no-credentials', 'aws-unavailable', 'wrong-account', 'lock-lost', 'state-not-accessible'];

/** Whether further changes are started. What is in flight goes on in any case. */
export interface Halt {
  /** Stops further changes from being started when the error is one that they would meet as well. */
  readonly consider: (error: unknown) => void;
  /** Why no further change is started; undefined as long as they are. */
  readonly reason: () => string | undefined;
}

/** A halt of one run; the first error that stops it is the one that is told. */
export function createHalt(): Halt {
  let first: string | undefined;
  return {
    consider: (error) => {
      if (error instanceof UserError && HALTING.includes(error.code)) first ??= error.message;
    },
    reason: () => first,
  };
}
