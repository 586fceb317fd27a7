import { GetCommentsForPullRequestCommand, type CodeCommitClient, type Location } from '@aws-sdk/client-codecommit';

/** One comment that is still there. */
export interface CodeCommitComment {
  readonly id: string;
  readonly content: string;
  readonly authorArn: string;
  /** A line of a file; absent for the pull request as a whole. */
  readonly location?: Location;
}

/** Comments of all pages, in the order of the host. */
export async function listPullRequestComments(
  client: CodeCommitClient,
  pullRequestId: string,
): Promise<readonly CodeCommitComment[]> {
  const found: CodeCommitComment[] = [];
  let nextToken: string | undefined;
  do {
    // Only the id: with a repository CodeCommit asks for both commits too, and gives the comments of these alone.
    const page = await client.send(new GetCommentsForPullRequestCommand({ pullRequestId, nextToken }));
    for (const { location, comments = [] } of page.commentsForPullRequestData ?? []) {
      for (const { commentId, content = '', authorArn = '', deleted } of comments) {
        if (commentId !== undefined && deleted !== true) found.push({ id: commentId, content, authorArn, location });
      }
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** True for the same user, or for any session of the same role: builds have session names of their own. */
export function isAuthor(callerArn: string, authorArn: string): boolean {
  return callerArn !== '' && withoutSession(callerArn) === withoutSession(authorArn);
}

function withoutSession(arn: string): string {
  return arn.replace(/^(arn:[^:]*:sts::\d*:assumed-role\/.+)\/[^/]*$/, '$1');
}
