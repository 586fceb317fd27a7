import { DeleteCommentContentCommand, PostCommentForPullRequestCommand } from '@aws-sdk/client-codecommit';
import { createHash } from 'node:crypto';
import type { Annotation, PullRequest } from '../../ports/code-host.ts';
import type { CodeCommitConnection } from './connect-codecommit.ts';
import { isAuthor, listPullRequestComments } from './list-comments.ts';

/** Past this many, comments at lines bury the talk of people; the living comment counts them all. */
const MOST = 25;

/** A reference definition that nothing refers to: Markdown shows nothing of it. */
const MARKER = /^\[\/\/\]: # \(mlops-finding ([0-9a-f]{16})\)$/m;

/** What CodeCommit says of a place that the compared commits do not have, such as an unchanged or renamed file. */
const NO_PLACE = /^(?:PathDoesNotExist|InvalidFilePosition|InvalidFileLocation|InvalidPath)Exception$/;

/**
 * Comments at lines: one for each annotation that has none yet; those of ours that no longer hold are deleted. A
 * finding whose line moved keeps its comment: it is known by file and message. A second one of the same key, which a
 * repeated call may leave, goes with the next review.
 */
export async function annotateLines(
  connection: CodeCommitConnection,
  about: {
    readonly repository: string;
    readonly pullRequest: PullRequest;
    readonly annotations: readonly Annotation[];
  },
): Promise<void> {
  const { client, callerArn } = connection;
  const { repository, pullRequest } = about;
  const wanted = new Map(about.annotations.slice(0, MOST).map((annotation) => [keyOf(annotation), annotation]));
  for (const comment of await listPullRequestComments(client, pullRequest.id)) {
    const key = comment.location === undefined ? undefined : MARKER.exec(comment.content)?.[1];
    if (key === undefined || !isAuthor(callerArn, comment.authorArn)) continue;
    if (wanted.delete(key)) continue;
    await ignoring(/^Comment(?:Deleted|DoesNotExist)Exception$/, () =>
      client.send(new DeleteCommentContentCommand({ commentId: comment.id })),
    );
  }
  for (const [key, annotation] of wanted) {
    const location = {
      filePath: annotation.path,
      filePosition: annotation.line,
      relativeFileVersion: 'AFTER' as const,
    };
    await ignoring(NO_PLACE, () =>
      client.send(
        new PostCommentForPullRequestCommand({
          pullRequestId: pullRequest.id,
          repositoryName: repository,
          beforeCommitId: pullRequest.baseCommit,
          afterCommitId: pullRequest.headCommit,
          location,
          content: `${annotation.message}\n\n[//]: # (mlops-finding ${key})`,
        }),
      ),
    );
  }
}

function keyOf({ path, message }: Annotation): string {
  return createHash('sha256').update(`${path}\n${message}`).digest('hex').slice(0, 16);
}

async function ignoring(names: RegExp, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof Error && names.test(error.name))) throw error;
  }
}
