import type {
  DeleteCommentContentInput,
  GetCommentsForPullRequestInput,
  GetCommentsForPullRequestOutput,
  GetPullRequestInput,
  GetPullRequestOutput,
  PostCommentForPullRequestInput,
  PostCommentForPullRequestOutput,
  UpdateCommentInput,
  UpdatePullRequestApprovalStateInput,
} from '@aws-sdk/client-codecommit';
import { ServiceError } from './service-error.ts';
import type { CodeCommitState, Pull, StoredComment } from './state.ts';

/** Documented: `CommentContentSizeLimitExceededException`. */
const LONGEST_COMMENT = 10_240;

interface Call<Input> {
  readonly state: CodeCommitState;
  readonly caller: string;
  readonly input: Input;
}

export const OPERATIONS: Readonly<Record<string, (call: Call<never>) => unknown>> = {
  GetPullRequest: getPullRequest,
  GetCommentsForPullRequest: getComments,
  PostCommentForPullRequest: postComment,
  UpdateComment: updateComment,
  DeleteCommentContent: deleteComment,
  UpdatePullRequestApprovalState: updateApproval,
};

function getPullRequest({ state, input }: Call<GetPullRequestInput>): GetPullRequestOutput {
  return { pullRequest: state.describe(pullOf(state, input.pullRequestId)) };
}

function getComments({ state, input }: Call<GetCommentsForPullRequestInput>): GetCommentsForPullRequestOutput {
  // Undocumented but real: with a repository, both commits must be named as well.
  if (input.repositoryName !== undefined && input.afterCommitId === undefined) {
    throw new ServiceError('CommitIdRequiredException', 'A commit ID is required, but no commit ID was specified.');
  }
  const pull = pullOf(state, input.pullRequestId);
  const all = state.comments.filter((stored) => stored.pull === pull.id);
  const start = Number(input.nextToken ?? 0);
  const end = start + Math.min(state.pageSize, input.maxResults ?? 100);
  return {
    commentsForPullRequestData: all.slice(start, end).map(({ group, comment }) => ({
      ...group,
      comments: [comment.deleted ? { ...comment, content: undefined } : comment],
    })),
    ...(end < all.length ? { nextToken: String(end) } : {}),
  };
}

function postComment(call: Call<PostCommentForPullRequestInput>): PostCommentForPullRequestOutput {
  const { state, caller, input } = call;
  const pull = pullOf(state, input.pullRequestId);
  checkContent(input.content);
  if (input.beforeCommitId === input.afterCommitId)
    throw new ServiceError('BeforeCommitIdAndAfterCommitIdAreSameException');
  const token = input.clientRequestToken;
  const earlier =
    token === undefined ? undefined : state.comments.find((item) => item.comment.clientRequestToken === token);
  if (earlier !== undefined) {
    if (earlier.comment.content !== input.content) throw new ServiceError('IdempotencyParameterMismatchException');
    return { ...earlier.group, comment: earlier.comment };
  }
  const { repositoryName, beforeCommitId, afterCommitId, location } = input;
  if (location !== undefined && (location.filePosition ?? 0) < 1)
    throw new ServiceError('InvalidFilePositionException');
  if (location?.filePath?.startsWith('missing/') === true) throw new ServiceError('PathDoesNotExistException');
  const stored: StoredComment = {
    pull: pull.id,
    group: { pullRequestId: pull.id, repositoryName, beforeCommitId, afterCommitId, location },
    comment: {
      commentId: `comment-${state.nextId()}`,
      content: input.content ?? '',
      authorArn: caller,
      deleted: false,
      clientRequestToken: token,
    },
  };
  state.comments.push(stored);
  return { ...stored.group, comment: stored.comment };
}

function updateComment({ state, caller, input }: Call<UpdateCommentInput>) {
  const { comment } = commentOf(state, input.commentId);
  if (comment.deleted) throw new ServiceError('CommentDeletedException', 'This comment has already been deleted.');
  if (comment.authorArn !== caller) {
    throw new ServiceError(
      'CommentNotCreatedByCallerException',
      'You cannot modify or delete this comment. Only comment authors can modify or delete their comments.',
    );
  }
  checkContent(input.content);
  comment.content = input.content ?? '';
  return { comment };
}

/** Takes no account of the author: whoever may call it may delete. */
function deleteComment({ state, input }: Call<DeleteCommentContentInput>) {
  const { comment } = commentOf(state, input.commentId);
  if (comment.deleted) throw new ServiceError('CommentDeletedException', 'This comment has already been deleted.');
  comment.deleted = true;
  return { comment };
}

function updateApproval({ state, caller, input }: Call<UpdatePullRequestApprovalStateInput>) {
  const pull = pullOf(state, input.pullRequestId);
  if (pull.status === 'CLOSED') throw new ServiceError('PullRequestAlreadyClosedException');
  if (input.revisionId !== pull.revisionId) throw new ServiceError('RevisionNotCurrentException');
  if (input.approvalState === 'APPROVE') {
    if (pull.authorArn === caller) throw new ServiceError('PullRequestCannotBeApprovedByAuthorException');
    pull.approvals.add(caller);
  } else {
    pull.approvals.delete(caller);
  }
  return {};
}

function pullOf(state: CodeCommitState, id: string | undefined): Pull {
  if (id === undefined || !/^\d+$/.test(id)) throw new ServiceError('InvalidPullRequestIdException');
  const pull = state.pulls.get(id);
  if (pull === undefined) throw new ServiceError('PullRequestDoesNotExistException');
  return pull;
}

function commentOf(state: CodeCommitState, id: string | undefined): StoredComment {
  const stored = state.comments.find(({ comment }) => comment.commentId === id);
  if (stored === undefined) throw new ServiceError('CommentDoesNotExistException');
  return stored;
}

function checkContent(content: string | undefined): void {
  if (content === undefined || content === '') throw new ServiceError('CommentContentRequiredException');
  if (content.length > LONGEST_COMMENT) throw new ServiceError('CommentContentSizeLimitExceededException');
}
