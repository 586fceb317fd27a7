/**
 * The watched repository as its host offers it over the network, for those who have no clone: a few files are read and
 * one is written. Every method throws UserError `host-unavailable`, `host-access-denied` or `host-rate-limited` when
 * the host cannot or will not.
 */
export interface CommitWriter {
  /** Full id of the newest commit. Throws UserError `no-branch`. */
  readTip(branch: string): Promise<string>;

  /** A regular file of a commit; undefined when there is none. Throws UserError `unreadable-file` for anything else. */
  readFile(commit: string, path: string): Promise<CommittedFile | undefined>;

  /**
   * The regular files of a commit of that name in any folder, by path. Not complete for a repository that is larger
   * than the host lists.
   */
  listFiles(commit: string, name: string): Promise<FileList>;

  /** Bytes of files, in the order asked for. */
  readBlobs(files: readonly ListedFile[]): Promise<readonly Uint8Array[]>;

  /**
   * Commits one file on a branch. Throws UserError `commit-conflict` when the branch or the file is no longer what the
   * caller saw (then nothing was committed: look again), `branch-protected` when the host lets nobody push there.
   */
  putFile(file: FileToPut): Promise<WrittenCommit>;

  /** True when it was made, false when a branch of that name is there. */
  createBranch(name: string, commit: string): Promise<boolean>;

  /** The open pull request from one branch to another. */
  findPullRequest(branches: { readonly from: string; readonly to: string }): Promise<OpenedPullRequest | undefined>;

  /** Undefined when there is nothing to merge. */
  openPullRequest(request: PullRequestToOpen): Promise<OpenedPullRequest | undefined>;

  /** Undefined when there is no pull request of that id. */
  readPullRequestState(id: string): Promise<'open' | 'closed' | 'merged' | undefined>;
}

export interface CommittedFile {
  readonly blobId: string;
  readonly bytes: Uint8Array;
}

export interface ListedFile {
  readonly path: string;
  readonly blobId: string;
}

export interface FileList {
  readonly files: readonly ListedFile[];
  readonly complete: boolean;
}

export interface FileToPut {
  readonly branch: string;
  /** Newest commit of the branch, as the caller saw it. */
  readonly parent: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What stands there now; undefined for a new file. */
  readonly replaces?: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

export interface WrittenCommit {
  readonly commit: string;
}

export interface PullRequestToOpen {
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly description: string;
}

export interface OpenedPullRequest {
  /** Number on GitHub, id on CodeCommit. */
  readonly id: string;
  /** Page for people. */
  readonly url: string;
}
