/**
 * Where pull requests live: GitHub or CodeCommit. Every method asks over the network and throws UserError
 * (`host-unavailable`, `host-access-denied`, `host-rate-limited`, `no-pull-request`) when that cannot be done.
 */
export interface CodeHost {
  /** Which Markdown and which size limits apply. */
  readonly dialect: 'github' | 'codecommit';
  /** Most characters of one comment that the host takes. */
  readonly commentLimit: number;

  readPullRequest(id: string): Promise<PullRequest>;

  /** All open pull requests into a branch, of all pages; for whoever looks for those that nobody told of. */
  listOpen(branch: string): Promise<readonly PullRequest[]>;

  /** Of all pages, oldest first. */
  listComments(pullRequest: PullRequest): Promise<readonly HostComment[]>;

  createComment(pullRequest: PullRequest, body: string): Promise<HostComment>;

  /** Throws UserError `comment-gone` when somebody deleted it, `comment-of-another` when it is not ours to change. */
  updateComment(comment: HostComment, body: string): Promise<void>;

  /** Takes one of our comments away; one that is gone already is no error. */
  deleteComment(comment: HostComment): Promise<void>;

  /** Commit status on GitHub, approval or its withdrawal on CodeCommit. */
  setVerdict(pullRequest: PullRequest, verdict: Verdict): Promise<void>;

  /** Says something at lines of the head; what was said there before and no longer holds is taken back. */
  annotate(pullRequest: PullRequest, annotations: readonly Annotation[]): Promise<void>;
}

export interface PullRequest {
  /** Number on GitHub, id on CodeCommit. */
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  /** Full commit ids. */
  readonly headCommit: string;
  readonly baseCommit: string;
  readonly headBranch: string;
  readonly baseBranch: string;
  /** From a repository other than the watched one; true as well when that repository is gone. */
  readonly fromFork: boolean;
  readonly author: string;
  /** Page for people. */
  readonly url: string;
  /** What CodeCommit's approvals refer to. */
  readonly revisionId?: string;
}

export interface HostComment {
  readonly id: string;
  readonly body: string;
  /** Written with the credentials in use. */
  readonly isOurs: boolean;
}

export interface Verdict {
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** One line; hosts cut it at 140 characters. */
  readonly description: string;
  readonly url?: string;
}

export interface Annotation {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly message: string;
}
