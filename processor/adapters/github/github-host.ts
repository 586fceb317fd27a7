import { UserError } from '../../model/errors.ts';
import type { CodeHost, HostComment, Verdict } from '../../ports/code-host.ts';
import { annotateHead } from './annotate-head.ts';
import { readComment, readPullRequestBody, unreadable } from './convert.ts';
import { apiPath, type GitHubClient } from './github-client.ts';
import { readIdentity, type Identity } from './identity.ts';

/** Context of the commit status: the name that branch protection asks for. */
const STATUS_CONTEXT = 'mlops/plan';

/** Issue and pull-request comments: 65,536 characters, answered with 422 above. */
const COMMENT_LIMIT = 65_536;
const LONGEST_DESCRIPTION = 140;

const COMMENT_RIGHT = 'Pull requests: write (or Issues: write)';

/** A repository on GitHub, `owner/name`. Comments of a pull request are those of the issue of the same number. */
export function createGitHubHost(client: GitHubClient, repository: string): CodeHost {
  const [owner = '', name = ''] = repository.split('/');
  const root = apiPath`/repos/${owner}/${name}`;
  let identity: Promise<Identity> | undefined;

  function whoAmI(): Promise<Identity> {
    return (identity ??= readIdentity(client));
  }

  return {
    dialect: 'github',
    commentLimit: COMMENT_LIMIT,
    readPullRequest: async (id) => {
      if (!/^\d{1,10}$/.test(id)) throw noPullRequest(id, repository);
      const path = root + apiPath`/pulls/${id}`;
      const right = 'Pull requests: read';
      const answer = await client.request({ method: 'GET', path, expected: [404], right });
      if (answer.status === 404) throw noPullRequest(id, repository);
      return readPullRequestBody(answer.body) ?? unreadable(client, path);
    },
    listOpen: async (branch) => {
      const path = `${root}/pulls`;
      const query = { state: 'open', base: branch };
      const items = await client.list({ path, query, right: 'Pull requests: read' });
      return items.map((item) => readPullRequestBody(item) ?? unreadable(client, path));
    },
    listComments: async ({ id }) => {
      const path = root + apiPath`/issues/${id}/comments`;
      const [items, me] = await Promise.all([client.list({ path, right: 'Pull requests: read' }), whoAmI()]);
      return items.map((item) => readComment(item, me) ?? unreadable(client, path));
    },
    createComment: async ({ id }, body) => {
      const path = root + apiPath`/issues/${id}/comments`;
      const answer = await client.request({ method: 'POST', path, body: { body }, right: COMMENT_RIGHT });
      return readComment(answer.body, await whoAmI()) ?? unreadable(client, path);
    },
    updateComment: async (comment, body) => {
      if (!comment.isOurs) throw commentOfAnother(comment);
      const path = root + apiPath`/issues/comments/${comment.id}`;
      const expected = [404];
      const answer = await client.request({ method: 'PATCH', path, body: { body }, expected, right: COMMENT_RIGHT });
      if (answer.status === 404) throw commentGone(comment);
    },
    deleteComment: async (comment) => {
      if (!comment.isOurs) throw commentOfAnother(comment);
      const path = root + apiPath`/issues/comments/${comment.id}`;
      await client.request({ method: 'DELETE', path, expected: [404], right: COMMENT_RIGHT });
    },
    setVerdict: async (pullRequest, verdict) => {
      const path = root + apiPath`/statuses/${pullRequest.headCommit}`;
      await client.request({ method: 'POST', path, body: statusOf(verdict), right: 'Commit statuses: write' });
    },
    annotate: async (pullRequest, annotations) => {
      if (!(await whoAmI()).isApp) return;
      await annotateHead(client, { root, pullRequest, annotations });
    },
  };
}

function statusOf({ state, description, url }: Verdict): Readonly<Record<string, string>> {
  const shown =
    description.length > LONGEST_DESCRIPTION ? `${description.slice(0, LONGEST_DESCRIPTION - 1)}…` : description;
  return { state, description: shown, context: STATUS_CONTEXT, ...(url === undefined ? {} : { target_url: url }) };
}

function noPullRequest(id: string, repository: string): UserError {
  return new UserError(
    'no-pull-request',
    `${repository} has no pull request ${JSON.stringify(id)} that the token sees`,
    {
      instructions: [
        'check --pull-request and source.repository of the settings',
        'give the token access to the repository: Pull requests: read',
      ],
    },
  );
}

function commentGone({ id }: HostComment): UserError {
  return new UserError('comment-gone', `comment ${id} was deleted meanwhile`);
}

function commentOfAnother({ id }: HostComment): UserError {
  return new UserError('comment-of-another', `comment ${id} was written by somebody else`);
}
