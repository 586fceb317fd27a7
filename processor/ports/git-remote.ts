/**
 * A branch of a remote repository, and a copy of its commits on this machine. Methods that ask the remote throw
 * UserError `remote-unavailable`, `remote-access-denied`, `no-such-remote`.
 */
export interface GitRemote {
  /** Folder of the copy: a bare repository, to be read by commit id. */
  readonly folder: string;

  /** Asks where the branch points, and brings its commits here. */
  fetchTip(): Promise<BranchTip>;

  /** Brings the head of a pull request here, where the host keeps it as GitHub does. Also throws `no-pull-request`. */
  fetchPullRequest(number: number): Promise<void>;

  /** How `commit` stands to `other`. Asks only the copy. */
  relate(commit: string, other: string): Promise<Relation>;

  /** Keeps a commit in the copy, whatever becomes of the branch; the one kept before is let go. */
  keep(commit: string): Promise<void>;
}

export type BranchTip =
  | { readonly kind: 'commit'; readonly commit: string }
  /**
   * There is no such branch (any more). `branches` lists those that there are, `sameCommit` those at its last commit.
   */
  | { readonly kind: 'gone'; readonly branches: readonly string[]; readonly sameCommit: readonly string[] };

/**
 * `newer`: the other one is an ancestor of it. `older`: it is an ancestor of the other. `apart`: neither; history was
 * rewritten. `unknown`: the copy lacks the other one.
 */
export type Relation = 'same' | 'newer' | 'older' | 'apart' | 'unknown';
