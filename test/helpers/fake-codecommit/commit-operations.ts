import type {
  CreateBranchInput,
  CreateCommitInput,
  CreateCommitOutput,
  CreatePullRequestInput,
  GetBlobInput,
  GetBranchInput,
  GetCommentsForComparedCommitInput,
  GetCommitInput,
  GetDifferencesInput,
  GetFileInput,
  ListPullRequestsInput,
  PostCommentForComparedCommitInput,
} from '@aws-sdk/client-codecommit';
import type { CodeCommitState } from './state.ts';
import { ServiceError } from './service-error.ts';

interface Asked<Input> {
  readonly state: CodeCommitState;
  readonly caller: string;
  readonly input: Input;
}

/** On the wire bytes are Base64 texts. */
type Wire<T> = { readonly [K in keyof T]: T[K] extends Uint8Array | undefined ? string : T[K] };

/**
 * CodeCommit's operations for branches, files and pull requests that a program opens; errors as its API reference names
 * them.
 */
export const COMMIT_OPERATIONS: Readonly<Record<string, (call: Asked<never>) => unknown>> = {
  GetBranch: ({ state, input }: Asked<GetBranchInput>) => {
    const commitId = state.git.branches.get(input.branchName ?? '');
    if (commitId === undefined) throw new ServiceError('BranchDoesNotExistException', `no ${input.branchName ?? ''}`);
    return { branch: { branchName: input.branchName, commitId } };
  },
  CreateBranch: ({ state, input }: Asked<CreateBranchInput>) => {
    const { branchName = '', commitId = '' } = input;
    if (state.git.branches.has(branchName)) throw new ServiceError('BranchNameExistsException', branchName);
    if (!state.git.commits.has(commitId)) throw new ServiceError('CommitDoesNotExistException', commitId);
    state.git.branches.set(branchName, commitId);
    return {};
  },
  GetFile: ({ state, input }: Asked<GetFileInput>) => {
    const commit = commitOf(state, input.commitSpecifier);
    const file = commit.files.get(input.filePath ?? '');
    if (file === undefined) throw new ServiceError('FileDoesNotExistException', input.filePath ?? '');
    return {
      commitId: commit.id,
      blobId: file.blobId,
      filePath: input.filePath,
      fileMode: file.mode === '120000' ? 'SYMLINK' : 'NORMAL',
      fileSize: file.bytes.byteLength,
      fileContent: file.bytes.toString('base64'),
    };
  },
  /** Without `beforeCommitSpecifier` everything that is there is added. */
  GetDifferences: ({ state, input }: Asked<GetDifferencesInput>) => {
    const all = [...commitOf(state, input.afterCommitSpecifier).files].map(([path, { blobId, mode }]) => ({
      changeType: 'A',
      afterBlob: { path, blobId, mode },
    }));
    const start = Number(input.NextToken ?? 0);
    const differences = all.slice(start, start + state.pageSize);
    const end = start + differences.length;
    return { differences, ...(end < all.length && { NextToken: String(end) }) };
  },
  GetBlob: ({ state, input }: Asked<GetBlobInput>) => {
    const bytes = state.git.blob(input.blobId ?? '');
    if (bytes === undefined) throw new ServiceError('BlobIdDoesNotExistException', input.blobId ?? '');
    return { content: bytes.toString('base64') };
  },
  CreateCommit: ({ state, input }: Asked<CreateCommitInput>): CreateCommitOutput => {
    const { branchName = '', parentCommitId, putFiles = [], authorName = '', email = '', commitMessage } = input;
    const tip = state.git.branches.get(branchName);
    if (tip === undefined) throw new ServiceError('BranchDoesNotExistException', branchName);
    if (parentCommitId !== tip) throw new ServiceError('ParentCommitIdOutdatedException', `the tip is ${tip}`);
    const files = putFiles.map((file) => {
      const { filePath = '', fileContent } = file as unknown as Wire<typeof file>;
      return [filePath, Buffer.from(fileContent ?? '', 'base64')] as const;
    });
    const before = state.git.tip(branchName).files;
    if (files.every(([path, bytes]) => before.get(path)?.bytes.equals(bytes) === true)) {
      throw new ServiceError('NoChangeException', 'the commit changes nothing');
    }
    const author = { name: authorName, email };
    const commit = state.git.write(branchName, Object.fromEntries(files), { message: commitMessage, author });
    return { commitId: commit.id, treeId: commit.id, filesAdded: [] };
  },
  GetCommit: ({ state, input }: Asked<GetCommitInput>) => {
    const { id, parent, author, message } = commitOf(state, input.commitId);
    return { commit: { commitId: id, parents: parent === undefined ? [] : [parent], author, message } };
  },
  GetCommentsForComparedCommit: ({ state, input }: Asked<GetCommentsForComparedCommitInput>) => {
    const comments = state.commitComments.filter(({ commit }) => commit === input.afterCommitId);
    return {
      commentsForComparedCommitData: comments.map(({ body }) => ({ comments: [{ commentId: body, content: body }] })),
    };
  },
  PostCommentForComparedCommit: ({ state, input }: Asked<PostCommentForComparedCommitInput>) => {
    const { afterCommitId = '', beforeCommitId, content = '' } = input;
    const { parent } = commitOf(state, afterCommitId);
    if (parent !== undefined && beforeCommitId === undefined) {
      throw new ServiceError('BeforeCommitIdAndAfterCommitIdAreSameException', 'the parent is missing');
    }
    if (content.length > 10_240) throw new ServiceError('CommentContentSizeLimitExceededException', 'too long');
    state.commitComments.push({ commit: afterCommitId, body: content });
    return { comment: { commentId: String(state.commitComments.length), content } };
  },
  CreatePullRequest: ({ state, caller, input }: Asked<CreatePullRequestInput>) => {
    const { sourceReference = '', destinationReference = '' } = input.targets?.[0] ?? {};
    const [source, destination] = [
      state.git.branches.get(sourceReference),
      state.git.branches.get(destinationReference),
    ];
    if (source === undefined || destination === undefined) {
      throw new ServiceError('ReferenceDoesNotExistException', sourceReference);
    }
    const pull = state.openPull({
      title: input.title ?? '',
      authorArn: caller,
      sourceCommit: source,
      sourceBranch: sourceReference,
      destinationCommit: destination,
      destinationBranch: destinationReference,
    });
    return { pullRequest: { pullRequestId: pull.id, pullRequestStatus: 'OPEN', title: pull.title } };
  },
  ListPullRequests: ({ state, input }: Asked<ListPullRequestsInput>) => {
    const open = [...state.pulls.values()].filter(({ status }) => status === 'OPEN').map(({ id }) => id);
    const start = Number(input.nextToken ?? 0);
    const end = start + Math.min(state.pageSize, input.maxResults ?? 100);
    return {
      pullRequestIds: open.reverse().slice(start, end),
      ...(end < open.length ? { nextToken: String(end) } : {}),
    };
  },
};

function commitOf(state: CodeCommitState, specifier: string | undefined) {
  const id = state.git.branches.get(specifier ?? '') ?? specifier ?? '';
  const commit = state.git.commits.get(id);
  if (commit === undefined) throw new ServiceError('CommitDoesNotExistException', `commit ${id} does not exist`);
  return commit;
}
