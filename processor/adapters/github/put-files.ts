import { UserError } from '../../model/errors.ts';
import { shorten } from '../../model/escape-text.ts';
import type { CommitWriter, FileToPut, PullRequestToOpen } from '../../ports/commit-writer.ts';
import type { GitHubAnswer } from './explain-answer.ts';
import { apiPath, type GitHubClient } from './github-client.ts';
import { createTreeReader } from './read-tree.ts';
import { memberAt, textAt } from './members.ts';

/** The rights that a fine-grained token needs for all this. */
const CONTENTS = 'Contents: read and write';
const PULL_REQUESTS = 'Pull requests: read and write';

/** Reads and writes single files of a repository through GitHub's REST API (contents, git, pulls). */
export function createGitHubCommitWriter(client: GitHubClient, repository: string): CommitWriter {
  const [owner = '', name = ''] = repository.split('/');
  const root = apiPath`/repos/${owner}/${name}`;
  const reader = createTreeReader(client, { owner, name, root });

  async function putFile(file: FileToPut): Promise<{ readonly commit: string }> {
    const answer = await client.request({
      method: 'PUT',
      path: `${root}/contents/${encodePath(file.path)}`,
      body: {
        message: file.message,
        content: Buffer.from(file.bytes).toString('base64'),
        branch: file.branch,
        author: file.author,
        ...(file.replaces !== undefined && { sha: file.replaces }),
      },
      // 409: the branch or the file has moved, or a rule forbids it; 422: somebody made the file meanwhile.
      expected: [409, 422],
      right: CONTENTS,
    });
    const commit = textAt(memberAt(answer.body, 'commit'), 'sha');
    if (answer.status < 400 && commit !== undefined) return { commit };
    throw notPut(file, answer);
  }

  async function createBranch(branch: string, commit: string): Promise<boolean> {
    const answer = await client.request({
      method: 'POST',
      path: `${root}/git/refs`,
      body: { ref: `refs/heads/${branch}`, sha: commit },
      expected: [422],
      right: CONTENTS,
    });
    if (answer.status < 400) return true;
    if (/already exists/i.test(textAt(answer.body, 'message') ?? '')) return false;
    throw refusedBranch(branch, answer);
  }

  async function openPullRequest(request: PullRequestToOpen) {
    const answer = await client.request({
      method: 'POST',
      path: `${root}/pulls`,
      body: { title: request.title, body: request.description, head: request.from, base: request.to },
      expected: [422],
      right: PULL_REQUESTS,
    });
    const opened = openedOf(answer.body);
    if (answer.status < 400 && opened !== undefined) return opened;
    // 422 also when one is open already, which a repeated request that overtook itself meets.
    return findPullRequest({ from: request.from, to: request.to });
  }

  async function findPullRequest({ from, to }: { readonly from: string; readonly to: string }) {
    const query = { state: 'open', head: `${owner}:${from}`, base: to };
    const answer = await client.request({ method: 'GET', path: `${root}/pulls`, query, right: PULL_REQUESTS });
    const [first] = Array.isArray(answer.body) ? (answer.body as readonly unknown[]) : [];
    return openedOf(first);
  }

  async function readPullRequestState(id: string) {
    const path = `${root}/pulls/${encodeURIComponent(id)}`;
    const { status, body } = await client.request({ method: 'GET', path, expected: [404], right: PULL_REQUESTS });
    if (status === 404) return undefined;
    if (memberAt(body, 'merged') === true) return 'merged';
    return textAt(body, 'state') === 'open' ? 'open' : 'closed';
  }

  return { ...reader, putFile, createBranch, findPullRequest, openPullRequest, readPullRequestState };
}

/** Slashes part the folders of a path; everything else in it is data. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function openedOf(body: unknown): { readonly id: string; readonly url: string } | undefined {
  const number = memberAt(body, 'number');
  const url = textAt(body, 'html_url');
  return typeof number === 'number' && url !== undefined ? { id: String(number), url } : undefined;
}

function notPut(file: FileToPut, { status, body }: GitHubAnswer): UserError {
  const said = shorten(textAt(body, 'message') ?? String(status), 300);
  if (/rule violations|protected branch|required status|pull request/i.test(said)) {
    return new UserError('branch-protected', `${file.branch} takes no commit from this token: ${said}`, {
      instructions: ['set control_plane.api to pull_request, or let the owner of the token bypass the rule'],
    });
  }
  if (status === 409 || /"?sha"? (?:wasn't supplied|does not match)|does not match|but expected/i.test(said)) {
    return new UserError('commit-conflict', `${file.path} on ${file.branch} was changed meanwhile: ${said}`, {
      instructions: ['send the request again'],
    });
  }
  return new UserError('host-unavailable', `${file.path} could not be committed to ${file.branch}: ${said}`, {
    instructions: ['what was asked is not possible as it stands; the answer of the host says why'],
  });
}

function refusedBranch(branch: string, { status, body }: GitHubAnswer): UserError {
  const said = shorten(textAt(body, 'message') ?? String(status), 300);
  return new UserError('host-unavailable', `the branch ${branch} could not be made: ${said}`, {
    instructions: ['the answer of the host says why'],
  });
}
