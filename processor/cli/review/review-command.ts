import { openHistory, type History } from '../../adapters/git/open-history.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import { composeComment } from '../../review/compose-comment.ts';
import { judge } from '../../review/verdict.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { makeReview } from './make-review.ts';
import { requireCommit } from './require-commit.ts';
import { readReviewOrigin, type ReviewFlags, type ReviewOrigin } from './review-origin.ts';
import { reviewPullRequest } from './review-pull-request.ts';

export interface ReviewOptions extends CommonOptions, ReviewFlags {
  /** Print the comment and write nothing. */
  readonly dryRun: boolean;
  /** Given by tests. */
  readonly clock?: Clock;
}

/** A preview is no comment: nothing has to be cut. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * `mlops review`: shows on a pull request what its merge would deploy, and keeps that true. Without a pull request it
 * prints the same for two commits. Fails when the review says no, or could not be brought to the host.
 */
export async function reviewCommand(world: World, options: ReviewOptions): Promise<ExitCode> {
  const origin = readReviewOrigin(world, options);
  const history = await openHistory({ root: options.repo, env: world.env });
  const clock = options.clock ?? createSystemClock();
  const parts = { common: options, history, clock };
  if (origin.pullRequest === undefined) return preview(world, origin, parts);
  return reviewPullRequest(world, { ...parts, origin, pullRequestId: origin.pullRequest, dryRun: options.dryRun });
}

async function preview(
  world: World,
  origin: ReviewOrigin,
  parts: { readonly common: CommonOptions; readonly history: History; readonly clock: Clock },
): Promise<ExitCode> {
  const { history } = parts;
  const baseBranch = origin.base ?? origin.source?.branch ?? 'main';
  const baseCommit = await requireCommit(history, baseBranch, [baseBranch, `refs/remotes/origin/${baseBranch}`]);
  const headName = origin.head ?? 'HEAD';
  const headCommit = await requireCommit(history, headName, [headName, `refs/remotes/origin/${headName}`]);
  const made = await makeReview(world, { ...parts, baseCommit, headCommit, baseBranch, isForeign: false });
  const review = { ...made, dialect: 'github' as const };
  world.stdout.write(`${composeComment(review, NO_LIMIT)}\n`);
  return judge(review).state === 'failure' ? EXIT.failure : EXIT.success;
}
