import { UserError } from '../../model/errors.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import { nextDelay } from '../../watch/next-delay.ts';
import type { Log } from '../shared/log.ts';
import type { Nap } from '../watch/nap.ts';
import { finishQuietly } from './finish-quietly.ts';
import { collectReviews, type ReviewTask } from './review-tasks.ts';
import type { UntoldReviews } from './untold-reviews.ts';

/** A pull request that is to be looked at. Its head is asked for anew: the deliveries may have come in any order. */
export interface ReviewRequest {
  readonly number: number;
}

/** Keeps the comment and the status of a pull request up to date. Throws UserError when that may work later. */
export type ReviewPullRequest = (request: ReviewRequest) => Promise<void>;

export interface ReviewLaneOptions {
  readonly store: DeliveryStore;
  readonly review: ReviewPullRequest;
  /** Finds what no delivery told of. */
  readonly untold: UntoldReviews;
  readonly log: Log;
  readonly nap: Nap;
  readonly isStopped: () => boolean;
  readonly random: () => number;
}

/** So often a review is tried that fails; the next delivery about the pull request begins anew. */
const ATTEMPTS = 5;

/** Half of the longest pause after the first failure, in milliseconds. */
const FIRST_PAUSE = 10_000;

/**
 * Reviews what deliveries are about, and what no delivery told of, one pull request after the other, beside whatever is
 * being deployed. However many deliveries came about a pull request, one review answers them all.
 */
export async function runReviewLane(options: ReviewLaneOptions): Promise<void> {
  const { store, log, nap, untold, isStopped } = options;
  const failures = new Map<number, number>();
  while (!isStopped()) {
    const tasks = collectReviews(await store.pending(), untold.found());
    const [task] = [...tasks].sort((a, b) => (failures.get(a.number) ?? 0) - (failures.get(b.number) ?? 0));
    if (task === undefined) {
      await nap.pause(await untold.look());
      continue;
    }
    const { number } = task;
    const error = await attempt(task, options);
    const failed = error === undefined ? 0 : (failures.get(number) ?? 0) + 1;
    const isDone = failed === 0 || failed >= ATTEMPTS;
    const isWritten = isDone && untold.settle(task) && (await finishQuietly(store, task.deliveries, log));
    if (isDone) failures.delete(number);
    else failures.set(number, failed);
    if (error === undefined) {
      log.write('info', `pull request ${number} was reviewed`, { event: 'reviewed', pullRequest: number });
    } else {
      tell(log, { number, error, isLast: isDone });
    }
    if (!isWritten && !isStopped()) {
      await nap.pause(nextDelay({ interval: FIRST_PAUSE, failures: Math.max(1, failed), random: options.random() }));
    }
  }
}

function tell(
  log: Log,
  { number, error, isLast }: { readonly number: number; readonly error: UserError; readonly isLast: boolean },
): void {
  const then = isLast ? 'it is not tried again before it changes' : 'it is tried again by itself';
  log.write('warning', `pull request ${number} could not be reviewed: ${error.message} [${error.code}]; ${then}`, {
    event: 'review-failed',
    pullRequest: number,
    code: error.code,
  });
}

async function attempt({ number }: ReviewTask, { review, log }: ReviewLaneOptions): Promise<UserError | undefined> {
  try {
    await review({ number });
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.write('error', `internal error: ${text}`, { event: 'fault', pullRequest: number });
    return new UserError('review-failed', 'a fault of mlops ended the review');
  }
}
