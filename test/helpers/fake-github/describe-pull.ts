import type { PullRequestShape } from './shapes.ts';
import type { GitHubState, Pull } from './state.ts';

/** A pull request as GitHub answers for one. */
export function describePull({ repository, repositoryId }: GitHubState, pull: Pull): PullRequestShape {
  const own = { id: repositoryId, full_name: repository, fork: false };
  const head = pull.fork === undefined ? own : pull.fork === null ? null : { id: 2, full_name: pull.fork, fork: true };
  return {
    number: pull.number,
    title: pull.title,
    state: pull.state,
    merged: pull.merged,
    draft: false,
    merge_commit_sha: null,
    html_url: `https://github.example/${repository}/pull/${pull.number}`,
    user: { login: pull.author, id: 99, type: 'User' },
    head: { label: `x:${pull.headRef}`, ref: pull.headRef, sha: pull.headSha, repo: head },
    base: { label: `x:${pull.baseRef}`, ref: pull.baseRef, sha: pull.baseSha, repo: own },
  };
}
