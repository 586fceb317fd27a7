import type { History } from '../../adapters/git/open-history.ts';
import { UserError } from '../../model/errors.ts';
import { shortHash } from '../../model/short-hash.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodeHost, PullRequest, Verdict } from '../../ports/code-host.ts';
import { annotationsOf } from '../../review/annotations.ts';
import { composeComment } from '../../review/compose-comment.ts';
import { composeElsewhere, composeFailure, composeFinal } from '../../review/compose-final.ts';
import { MARKER_LENGTH } from '../../review/marker.ts';
import type { Review } from '../../review/review.ts';
import { sourceLinks } from '../../review/source-links.ts';
import { judge } from '../../review/verdict.ts';
import { announceReview } from '../announce/announce-review.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { deliverComment, findComment, type Delivery } from './deliver-comment.ts';
import { makeReview } from './make-review.ts';
import { openCodeHost } from './open-code-host.ts';
import { requireCommit } from './require-commit.ts';
import type { ReviewOrigin } from './review-origin.ts';
import { findSource } from './review-source.ts';

export interface ReviewPullRequestOptions {
  readonly common: CommonOptions;
  readonly history: History;
  readonly clock: Clock;
  readonly origin: ReviewOrigin;
  readonly pullRequestId: string;
  readonly dryRun: boolean;
}

interface Run extends ReviewPullRequestOptions {
  readonly world: World;
  readonly host: CodeHost;
  readonly pullRequest: PullRequest;
  readonly watchedBranch: string;
  /** Milliseconds since 1970: before anything was looked at. */
  readonly order: number;
}

/** Reviews one pull request as it is now at its host. */
export async function reviewPullRequest(world: World, options: ReviewPullRequestOptions): Promise<ExitCode> {
  const { clock, origin, pullRequestId, history } = options;
  const order = Date.parse(clock.now());
  const { source, settings } = await findSource(world, options);
  const host = await openCodeHost(source, { world, clock, settings });
  const pullRequest = await host.readPullRequest(pullRequestId);
  const run: Run = { ...options, world, host, pullRequest, order, watchedBranch: source.branch };
  if (pullRequest.state !== 'open') return finish(run, pullRequest.state);
  if (pullRequest.baseBranch !== source.branch) return leaveAlone(run);
  const { head } = origin;
  if (head !== undefined && (await history.resolve([head])) !== pullRequest.headCommit) {
    say(run, `${shortHash(head)} is no longer the head (${shortHash(pullRequest.headCommit)}): nothing is written`);
    return EXIT.success;
  }
  return reviewOpen(run);
}

/** Closed or merged: the comment says so and keeps the last review; where there is none, none is begun. */
async function finish(run: Run, state: 'closed' | 'merged'): Promise<ExitCode> {
  const { host, pullRequest } = run;
  const last = await findComment(host, pullRequest);
  if (last === undefined || last.marker.state === state) {
    say(run, `the pull request is ${state}: nothing is left to say`);
    return EXIT.success;
  }
  const text = composeFinal({
    dialect: host.dialect,
    state,
    baseBranch: pullRequest.baseBranch,
    ...(last.isIntact && { last: last.text.trimEnd() }),
    limit: host.commentLimit - MARKER_LENGTH,
  });
  await deliver(run, { text, create: false });
  return EXIT.success;
}

/**
 * Into a branch that is not deployed. The status stays open on purpose: it belongs to the commit, and a success here
 * would count when the pull request is turned to the watched branch.
 */
async function leaveAlone(run: Run): Promise<ExitCode> {
  const { pullRequest, watchedBranch } = run;
  say(
    run,
    `the pull request goes into ${pullRequest.baseBranch}; only ${watchedBranch} is deployed: it is not reviewed`,
  );
  const text = composeElsewhere({ baseBranch: pullRequest.baseBranch, watchedBranch });
  await deliver(run, { text, create: false });
  await setVerdict(run, { state: 'pending', description: 'not reviewed: goes into a branch that is not deployed' });
  return EXIT.success;
}

async function reviewOpen(run: Run): Promise<ExitCode> {
  const { world, host, pullRequest, origin, history, common, clock } = run;
  await attempt(run, () => setVerdict(run, { state: 'pending', description: 'is being planned' }));
  let review: Review;
  try {
    const { headCommit, baseBranch, fromFork } = pullRequest;
    await requireCommit(history, headCommit, [headCommit]);
    const made = await makeReview(world, {
      common,
      history,
      clock,
      headCommit,
      baseCommit: await findBase(run),
      baseBranch,
      isForeign: fromFork && !origin.forkApproved,
    });
    const links = sourceLinks(host.dialect, pullRequest.url);
    review = { ...made, dialect: host.dialect, ...(links && { links }) };
  } catch (error) {
    await reportFailure(run, error);
    throw error;
  }
  const verdict = judge(review);
  if (!run.dryRun) await announceReview(world, { review, pullRequest, repo: common.repo });
  const text = composeComment(review, host.commentLimit - MARKER_LENGTH);
  const failures: unknown[] = [];
  const delivery = await attempt(run, () => deliver(run, { text, create: true }), failures);
  if (delivery === 'superseded') return EXIT.success;
  await attempt(run, () => setVerdict(run, { state: verdict.state, description: verdict.summary }), failures);
  const notes = annotationsOf(review.findings.own);
  if (!run.dryRun) await attempt(run, () => host.annotate(pullRequest, notes), failures);
  say(run, `${shortHash(pullRequest.headCommit)}: ${verdict.summary}`);
  if (failures.length > 0) {
    // What could not be brought to the host is at least in the log.
    if (!run.dryRun && delivery === undefined) world.stdout.write(`${text}\n`);
    throw failures[0];
  }
  return verdict.state === 'failure' ? EXIT.failure : EXIT.success;
}

/**
 * The base branch as it is here, when it has the commit that the host names in it: hosts may name the one of the last
 * push to the pull request. Else the host's.
 */
async function findBase({ origin, history, pullRequest }: Run): Promise<string> {
  const { baseBranch, baseCommit } = pullRequest;
  if (origin.base !== undefined) return requireCommit(history, origin.base, [origin.base]);
  const here = await history.resolve([`refs/remotes/origin/${baseBranch}`, `refs/heads/${baseBranch}`]);
  if (here === undefined) return requireCommit(history, baseCommit, [baseCommit]);
  const known = await history.resolve([baseCommit]);
  if (known === undefined) return here;
  return (await history.mergeBase(here, known)) === known ? here : known;
}

/** A stale plan without a word would be taken for a fresh one. */
async function reportFailure(run: Run, error: unknown): Promise<void> {
  const isExplained = error instanceof UserError;
  const text = composeFailure({
    headCommit: run.pullRequest.headCommit,
    code: isExplained ? error.code : 'internal-error',
    message: isExplained ? error.message : 'a fault of mlops ended the review',
    instructions: isExplained ? error.instructions : [],
  });
  const delivery = await attempt(run, () => deliver(run, { text, create: true }));
  if (delivery === 'superseded') return;
  await attempt(run, () => setVerdict(run, { state: 'error', description: 'the review could not be made' }));
}

async function deliver(run: Run, comment: { readonly text: string; readonly create: boolean }): Promise<Delivery> {
  const { world, host, pullRequest, clock, order, dryRun } = run;
  if (dryRun) {
    world.stdout.write(`${comment.text}\n`);
    return 'unchanged';
  }
  const delivery = await deliverComment(host, { ...comment, clock, pullRequest, order });
  say(run, delivery === 'superseded' ? 'a later review speaks: nothing is written' : `comment ${delivery}`);
  return delivery;
}

async function setVerdict(run: Run, verdict: Verdict): Promise<void> {
  const { detailsUrl } = run.origin;
  if (run.dryRun) return;
  await run.host.setVerdict(run.pullRequest, { ...verdict, ...(detailsUrl !== undefined && { url: detailsUrl }) });
}

/** One thing that fails must not keep the others from the host. Faults of the program itself go up at once. */
async function attempt<T>(run: Run, action: () => Promise<T>, failures?: unknown[]): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    failures?.push(error);
    say(run, `warning: ${error.message} [${error.code}]`);
    return undefined;
  }
}

function say({ world, pullRequestId }: Pick<Run, 'world' | 'pullRequestId'>, text: string): void {
  world.stderr.write(`pull request ${pullRequestId}: ${text}\n`);
}
