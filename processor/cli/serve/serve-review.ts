import { createSystemClock } from '../../adapters/system-clock.ts';
import { openGitHubHost } from '../review/open-code-host.ts';
import { reviewCommand } from '../review/review-command.ts';
import type { Log } from '../shared/log.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import type { Watcher } from '../watch/open-watcher.ts';
import type { ReviewPullRequest, ReviewRequest } from './review-lane.ts';
import type { OpenHead } from './untold-reviews.ts';

/** Reviews of pull requests on GitHub, beside a watcher. */
export interface ServedReviews {
  readonly review: ReviewPullRequest;
  /** Open pull requests into the watched branch; undefined as long as nobody said which repository it is. */
  readonly listOpen: () => Promise<readonly OpenHead[] | undefined>;
}

/**
 * What `mlops review --pull-request` does, on the copy of the remote: for that it brings the branch and the head of the
 * pull request there, as GitHub offers it. Undefined without a token: then pull requests are not reviewed here.
 */
export function serveReview(
  world: World,
  parts: { readonly common: CommonOptions; readonly watcher: Watcher; readonly log: Log },
): ServedReviews | undefined {
  const { common, watcher, log } = parts;
  if ((world.env['MLOPS_GITHUB_TOKEN'] ?? '') === '') return undefined;
  const { remote, records } = watcher.context;

  async function listOpen(): Promise<readonly OpenHead[] | undefined> {
    const repository = records.read()?.hosted?.repository;
    if (repository === undefined) return undefined;
    const host = await openGitHubHost(repository, { env: world.env, clock: createSystemClock() });
    const open = await host.listOpen(watcher.branch);
    return open.map(({ id, headCommit }) => ({ number: Number(id), headCommit }));
  }

  async function review({ number }: ReviewRequest): Promise<void> {
    const tip = await remote.fetchTip();
    await remote.fetchPullRequest(number);
    const repository = records.read()?.hosted?.repository;
    const inner: World = {
      argv: world.argv,
      // The base may lag behind its host for a moment; where it comes from is known here, and not asked of it.
      env: {
        ...world.env,
        MLOPS_SOURCE_PROVIDER: 'github',
        MLOPS_REPOSITORY: repository,
        MLOPS_BRANCH: watcher.branch,
        MLOPS_PULL_REQUEST: undefined,
        // Nobody approves heads before they come here.
        MLOPS_FORK_APPROVED: undefined,
      },
      cwd: world.cwd,
      get stdin() {
        return world.stdin;
      },
      stdout: log.screen,
      stderr: log.screen,
      onInterrupt: world.onInterrupt,
    };
    await reviewCommand(inner, {
      ...common,
      repo: remote.folder,
      ref: undefined,
      format: 'markdown',
      pullRequest: String(number),
      base: tip.kind === 'commit' ? tip.commit : undefined,
      head: undefined,
      approvedFork: false,
      dryRun: false,
    });
  }

  return { review, listOpen };
}
