import {
  DeleteCommentContentCommand,
  GetPullRequestCommand,
  PostCommentForPullRequestCommand,
  UpdateCommentCommand,
  UpdatePullRequestApprovalStateCommand,
} from '@aws-sdk/client-codecommit';
import { createHash } from 'node:crypto';
import { UserError } from '../../model/errors.ts';
import type { CodeHost, HostComment, Verdict } from '../../ports/code-host.ts';
import { annotateLines } from './annotate-lines.ts';
import { readPullRequestTarget } from './convert.ts';
import { isAuthor, listPullRequestComments } from './list-comments.ts';
import { listOpenPullRequests } from './list-open.ts';
import type { CodeCommitConnection } from './connect-codecommit.ts';

/** CodeCommit quotas, "Comment length". */
const COMMENT_LIMIT = 10_240;

/** A repository in CodeCommit. There is no commit status: the approval of a pull request stands for it. */
export function createCodeCommitHost(connection: CodeCommitConnection, repository: string): CodeHost {
  const { client, callerArn, region } = connection;
  return {
    dialect: 'codecommit',
    commentLimit: COMMENT_LIMIT,
    readPullRequest: async (id) => {
      try {
        const { pullRequest } = await client.send(new GetPullRequestCommand({ pullRequestId: id }));
        const read = readPullRequestTarget(pullRequest, { repository, region });
        if (read !== undefined) return read;
      } catch (error) {
        if (!isNamed(error, 'PullRequestDoesNotExistException', 'InvalidPullRequestIdException')) throw error;
      }
      throw noPullRequest(id, repository);
    },
    listOpen: (branch) => listOpenPullRequests(client, { repository, region, branch }),
    listComments: async ({ id }) => {
      const comments = await listPullRequestComments(client, id);
      return comments
        .filter(({ location }) => location === undefined)
        .map(({ id: commentId, content, authorArn }) => ({
          id: commentId,
          body: content,
          isOurs: isAuthor(callerArn, authorArn),
        }));
    },
    createComment: async (pullRequest, body) => {
      const { id, baseCommit, headCommit } = pullRequest;
      const answer = await client.send(
        new PostCommentForPullRequestCommand({
          pullRequestId: id,
          repositoryName: repository,
          beforeCommitId: baseCommit,
          afterCommitId: headCommit,
          content: body,
          // The SDK repeats a call that met a fault on its way: the token keeps it from leaving a second comment. The
          // moment is in the text's marker, so that a comment which was deleted can be written anew.
          clientRequestToken: createHash('sha256').update(`${repository} ${id} ${body}`).digest('hex'),
        }),
      );
      return { id: answer.comment?.commentId ?? '', body, isOurs: true };
    },
    updateComment: async (comment, body) => {
      if (!comment.isOurs) throw commentOfAnother(comment);
      try {
        await client.send(new UpdateCommentCommand({ commentId: comment.id, content: body }));
      } catch (error) {
        if (isNamed(error, 'CommentDeletedException', 'CommentDoesNotExistException')) throw commentGone(comment);
        if (isNamed(error, 'CommentNotCreatedByCallerException')) throw commentOfAnother(comment);
        throw error;
      }
    },
    deleteComment: async (comment) => {
      if (!comment.isOurs) throw commentOfAnother(comment);
      try {
        await client.send(new DeleteCommentContentCommand({ commentId: comment.id }));
      } catch (error) {
        if (!isNamed(error, 'CommentDeletedException', 'CommentDoesNotExistException')) throw error;
      }
    },
    setVerdict: async (pullRequest, verdict) => {
      const approvalState = approvalOf(verdict);
      const { id: pullRequestId, revisionId } = pullRequest;
      if (approvalState === undefined || revisionId === undefined) return;
      try {
        await client.send(new UpdatePullRequestApprovalStateCommand({ pullRequestId, revisionId, approvalState }));
      } catch (error) {
        // Closed or pushed to meanwhile: there is nothing to approve any more, and the next build speaks of the next.
        if (isNamed(error, 'PullRequestAlreadyClosedException', 'RevisionNotCurrentException')) return;
        if (!isNamed(error, 'PullRequestCannotBeApprovedByAuthorException')) throw error;
        throw new UserError('host-access-denied', 'CodeCommit lets nobody approve a pull request of their own', {
          instructions: ['open pull requests with other credentials than those that review them'],
          cause: error,
        });
      }
    },
    annotate: (pullRequest, annotations) => annotateLines(connection, { repository, pullRequest, annotations }),
  };
}

/** Whatever is not a plain success takes an earlier approval back; a beginning says nothing. */
function approvalOf({ state }: Verdict): 'APPROVE' | 'REVOKE' | undefined {
  switch (state) {
    case 'success':
      return 'APPROVE';
    case 'failure':
    case 'error':
      return 'REVOKE';
    case 'pending':
      return undefined;
    default:
      return state satisfies never;
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function noPullRequest(id: string, repository: string): UserError {
  return new UserError('no-pull-request', `${repository} has no pull request ${JSON.stringify(id)}`, {
    instructions: ['check --pull-request, source.repository of the settings, and the region'],
  });
}

function commentGone({ id }: HostComment): UserError {
  return new UserError('comment-gone', `comment ${id} was deleted meanwhile`);
}

function commentOfAnother({ id }: HostComment): UserError {
  return new UserError('comment-of-another', `comment ${id} was written by somebody else`);
}
