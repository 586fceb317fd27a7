import { UserError } from '../../model/errors.ts';
import type { ReviewRecords } from '../../ports/review-records.ts';
import type { Log } from '../shared/log.ts';
import type { ReviewTask } from './review-tasks.ts';

/** An open pull request into the watched branch. */
export interface OpenHead {
  readonly number: number;
  readonly headCommit: string;
}

/** Finds pull requests whose head was not reviewed, and those that ended, although no delivery told of it. */
export interface UntoldReviews {
  /** What was found and not yet settled: the head, or null for one that ended. */
  readonly found: () => ReadonlyMap<number, string | null>;
  /**
   * Asks the host when it is time to; milliseconds until there is something to do or to ask. Never throws UserError.
   */
  readonly look: () => Promise<number>;
  /** Remembers that a pull request was dealt with; false when that cannot be written down now. */
  readonly settle: (task: Pick<ReviewTask, 'number' | 'head'>) => boolean;
}

export interface UntoldReviewsOptions {
  /** Undefined as long as nobody said which repository it is. */
  readonly listOpen: () => Promise<readonly OpenHead[] | undefined>;
  readonly records: ReviewRecords;
  readonly log: Log;
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Milliseconds that never run backwards. */
  readonly elapsed: () => number;
}

/** Compares the heads that the host tells of with those that were reviewed, at most once an interval. */
export function findUntoldReviews(options: UntoldReviewsOptions): UntoldReviews {
  const { listOpen, records, log, interval, elapsed } = options;
  let found = new Map<number, string | null>();
  let next = 0;
  /** The trouble that was told last. */
  let told: string | undefined;

  /** False as long as nobody can be asked. */
  async function ask(): Promise<boolean> {
    const open = await listOpen();
    if (open === undefined) return false;
    const known = records.read();
    const numbers = new Set(open.map(({ number }) => number));
    const changed = open.filter(({ number, headCommit }) => known.get(number) !== headCommit);
    const ended = [...known.keys()].filter((number) => !numbers.has(number));
    found = new Map([
      ...changed.map(({ number, headCommit }) => [number, headCommit] as const),
      ...ended.map((number) => [number, null] as const),
    ]);
    if (found.size === 0) return true;
    const list = [...found.keys()].map((number) => `#${number}`).join(', ');
    log.write('info', `changed without a delivery that told of it: ${list}`, { event: 'untold', count: found.size });
    return true;
  }

  function trouble(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    if (told !== error.code) {
      const text = `open pull requests are not looked for: ${error.message} [${error.code}]; tried again by itself`;
      log.write('warning', text, { event: 'trouble', step: 'pull-requests', code: error.code });
    }
    told = error.code;
  }

  return {
    found: () => found,
    look: async () => {
      if (elapsed() < next) return next - elapsed();
      try {
        if (!(await ask())) return interval;
        told = undefined;
      } catch (error) {
        trouble(error);
      }
      next = elapsed() + interval;
      return found.size > 0 ? 0 : interval;
    },
    settle: ({ number, head }) => {
      try {
        const heads = new Map(records.read());
        if (head === null) heads.delete(number);
        else heads.set(number, head);
        records.write(heads);
        found.delete(number);
        return true;
      } catch (error) {
        trouble(error);
        return false;
      }
    },
  };
}
