import { UserError } from '../../model/errors.ts';
import type { HostComment, PullRequest } from '../../ports/code-host.ts';
import type { GitHubClient } from './github-client.ts';
import type { Identity } from './identity.ts';

/** A pull request as GitHub describes it; undefined when that is not what it is. */
export function readPullRequestBody(body: unknown): PullRequest | undefined {
  if (!isObject(body)) return undefined;
  const { number, title, state, merged, html_url: url, user, head, base } = body;
  if (typeof number !== 'number' || typeof title !== 'string' || typeof url !== 'string') return undefined;
  if (!isObject(head) || !isObject(base)) return undefined;
  const [headCommit, baseCommit, headBranch, baseBranch] = [head['sha'], base['sha'], head['ref'], base['ref']];
  if (!isCommit(headCommit) || !isCommit(baseCommit)) return undefined;
  if (typeof headBranch !== 'string' || typeof baseBranch !== 'string') return undefined;
  return {
    id: String(number),
    title,
    state: merged === true ? 'merged' : state === 'closed' ? 'closed' : 'open',
    headCommit,
    baseCommit,
    headBranch,
    baseBranch,
    fromFork: repositoryId(head) === undefined || repositoryId(head) !== repositoryId(base),
    author: isObject(user) && typeof user['login'] === 'string' ? user['login'] : '',
    url,
  };
}

/** One comment. Whoever wrote it, its text is data. */
export function readComment(item: unknown, me: Identity): HostComment | undefined {
  if (!isObject(item)) return undefined;
  const { id, body, user } = item;
  if (typeof id !== 'number') return undefined;
  const isOurs = isObject(user) && user['id'] === me.userId;
  return { id: String(id), body: typeof body === 'string' ? body : '', isOurs };
}

/** Ends a call whose answer has not the form that GitHub describes. */
export function unreadable(client: GitHubClient, path: string): never {
  throw new UserError(
    'host-unavailable',
    `${new URL(client.apiUrl).host} gave an answer to ${path} that is none of GitHub`,
    {
      instructions: ['check GITHUB_API_URL and proxies on the way'],
    },
  );
}

/** The repository of one side; a fork that was deleted has none. */
function repositoryId(side: Readonly<Record<string, unknown>>): unknown {
  return isObject(side['repo']) ? side['repo']['id'] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);
}
