import { GetPullRequestCommand, ListPullRequestsCommand, type CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { PullRequest } from '../../ports/code-host.ts';
import { readPullRequestTarget } from './convert.ts';

/**
 * Open pull requests of all pages into a branch. CodeCommit lists ids alone, of every branch, so each is read
 * (`codecommit:ListPullRequests`, `GetPullRequest`; reviews need only the second).
 */
export async function listOpenPullRequests(
  client: CodeCommitClient,
  place: { readonly repository: string; readonly region: string; readonly branch: string },
): Promise<readonly PullRequest[]> {
  const { repository, branch } = place;
  const found: PullRequest[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListPullRequestsCommand({ repositoryName: repository, pullRequestStatus: 'OPEN', nextToken }),
    );
    for (const pullRequestId of page.pullRequestIds ?? []) {
      const { pullRequest } = await client.send(new GetPullRequestCommand({ pullRequestId }));
      const read = readPullRequestTarget(pullRequest, place);
      // Between the two questions it may have been closed.
      if (read?.state === 'open' && read.baseBranch === branch) found.push(read);
    }
    ({ nextToken } = page);
  } while (nextToken !== undefined && nextToken !== '');
  return found;
}
