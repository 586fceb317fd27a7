import { createHash } from 'node:crypto';

import {
  GetCommentsForComparedCommitCommand,
  GetCommitCommand,
  PostCommentForComparedCommitCommand,
  type CodeCommitClient,
} from '@aws-sdk/client-codecommit';

import { MARKER, writeComment, type CommitHost } from './commit-host.ts';

/** CodeCommit quotas, "Comment length". */
const LONGEST_COMMENT = 10_240;

/**
 * Commits in CodeCommit: `codecommit:GetCommit`, `GetCommentsForComparedCommit`, `PostCommentForComparedCommit`.
 * Authors there are names, not accounts: the mail of the topic reaches them, if they subscribed with a filter.
 */
export function codeCommitCommits(client: Pick<CodeCommitClient, 'send'>, repositoryName: string): CommitHost {
  return {
    readAuthor: async (commitId) => {
      const { commit } = await client.send(new GetCommitCommand({ commitId, repositoryName }));
      const { name, email } = commit?.author ?? {};
      return name === undefined ? undefined : { name, ...(email !== undefined && { email }) };
    },
    tellAuthor: async (commitId, rejection) => {
      const { commit } = await client.send(new GetCommitCommand({ commitId, repositoryName }));
      // Every commit but the first is looked at beside its parent (API reference, `beforeCommitId`).
      const place = { repositoryName, beforeCommitId: commit?.parents?.[0], afterCommitId: commitId };
      if (await isTold(client, place)) return;
      await client.send(
        new PostCommentForComparedCommitCommand({
          ...place,
          content: writeComment(rejection, { longest: LONGEST_COMMENT }),
          clientRequestToken: createHash('sha256').update(`${repositoryName} ${commitId} rejected`).digest('hex'),
        }),
      );
    },
  };
}

async function isTold(
  client: Pick<CodeCommitClient, 'send'>,
  place: { readonly repositoryName: string; readonly beforeCommitId?: string; readonly afterCommitId: string },
): Promise<boolean> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetCommentsForComparedCommitCommand({ ...place, nextToken }));
    const comments = (page.commentsForComparedCommitData ?? []).flatMap((group) => group.comments ?? []);
    if (comments.some(({ content }) => content?.startsWith(MARKER) === true)) return true;
    ({ nextToken } = page);
  } while (nextToken !== undefined && nextToken !== '');
  return false;
}
