import type { Comment, CommentsForPullRequest, PullRequest, PullRequestTarget } from '@aws-sdk/client-codecommit';
import { GitTree } from '../fake-git/git-tree.ts';

interface Principal {
  readonly arn: string;
  /** Operations that its policies deny. */
  readonly denied: readonly string[];
}

/** A pull request as tests write it. */
export interface Pull {
  readonly id: string;
  title: string;
  authorArn: string;
  status: 'OPEN' | 'CLOSED';
  merged: boolean;
  sourceCommit: string;
  sourceBranch: string;
  destinationCommit: string;
  destinationBranch: string;
  revisionId: string;
  /** ARNs of those who approve the revision. */
  readonly approvals: Set<string>;
}

export interface StoredComment {
  readonly pull: string;
  readonly group: Omit<CommentsForPullRequest, 'comments'>;
  readonly comment: Comment & { commentId: string; content: string; deleted: boolean };
}

/** What CodeCommit remembers. */
export class CodeCommitState {
  readonly repository: string;
  readonly git = new GitTree();
  readonly commitComments: { readonly commit: string; readonly body: string }[] = [];
  readonly principals = new Map<string, Principal>();
  readonly pulls = new Map<string, Pull>();
  readonly comments: StoredComment[] = [];
  /** Most groups of comments on one page. */
  pageSize = 100;
  #next = 0;

  constructor(repository: string) {
    this.repository = repository;
  }

  addPrincipal(accessKeyId: string, arn: string, denied: readonly string[] = []): void {
    this.principals.set(accessKeyId, { arn, denied });
  }

  /** Credentials of a role's session. */
  assume(roleArn: string, session: string): { readonly accessKeyId: string; readonly arn: string } {
    const [, , , , account = '', resource = ''] = roleArn.split(':');
    const arn = `arn:aws:sts::${account}:assumed-role/${resource.replace(/^role\//, '')}/${session}`;
    const accessKeyId = `ASSUMED${this.nextId()}`;
    this.addPrincipal(accessKeyId, arn);
    return { accessKeyId, arn };
  }

  nextId(): string {
    this.#next += 1;
    return String(this.#next);
  }

  openPull(change: Pick<Pull, 'sourceCommit' | 'destinationCommit'> & Partial<Pull>): Pull {
    const pull: Pull = {
      id: String(this.pulls.size + 12),
      title: 'Change a config',
      authorArn: 'arn:aws:iam::111111111111:user/ada',
      status: 'OPEN',
      merged: false,
      sourceBranch: 'change',
      destinationBranch: 'main',
      revisionId: 'r'.repeat(32),
      approvals: new Set(),
      ...change,
    };
    this.pulls.set(pull.id, pull);
    return pull;
  }

  /** Comments that are there now: on the whole pull request, or at lines. */
  textsOf(id: string, where: 'whole' | 'lines' = 'whole'): readonly string[] {
    return this.comments
      .filter(({ pull, group, comment }) => {
        return pull === id && !comment.deleted && (group.location === undefined) === (where === 'whole');
      })
      .map(({ comment }) => comment.content);
  }

  describe(pull: Pull): PullRequest {
    const target: PullRequestTarget = {
      repositoryName: this.repository,
      sourceReference: `refs/heads/${pull.sourceBranch}`,
      destinationReference: `refs/heads/${pull.destinationBranch}`,
      sourceCommit: pull.sourceCommit,
      destinationCommit: pull.destinationCommit,
      mergeBase: pull.destinationCommit,
      mergeMetadata: { isMerged: pull.merged },
    };
    return {
      pullRequestId: pull.id,
      title: pull.title,
      pullRequestStatus: pull.status,
      authorArn: pull.authorArn,
      pullRequestTargets: [target],
      revisionId: pull.revisionId,
    };
  }
}
