import { GitTree } from '../fake-git/git-tree.ts';
import type { AnnotationShape, CheckRunShape, CommentShape, StatusShape, UserShape } from './shapes.ts';

/** Whose token it is and what it may. */
export interface Account {
  readonly user: UserShape;
  readonly kind: 'user' | 'app';
  /** Of GitHub's permissions those with write access. */
  readonly rights: readonly string[];
  /** The token does not see the repository at all. */
  readonly blind: boolean;
}

/** A pull request as tests write it. */
export interface Pull {
  readonly number: number;
  title: string;
  author: string;
  state: 'open' | 'closed';
  merged: boolean;
  headSha: string;
  headRef: string;
  /** `undefined`: the watched repository itself; null: it was deleted. */
  fork: string | null | undefined;
  baseSha: string;
  baseRef: string;
}

type Comment = CommentShape & { readonly number: number; readonly id: number; body: string; updated_at: string };
type Status = StatusShape & { readonly sha: string };
type CheckRun = CheckRunShape & { readonly id: number; annotations: AnnotationShape[] };

/** What the host remembers. */
export class GitHubState {
  readonly repository: string;
  readonly git = new GitTree();
  repositoryId = 4711;
  /** What the repository is called now. */
  fullName: string;
  /** Seconds since 1970, of the last push to any branch. */
  pushedAt = 1_790_000_000;
  /** Branches that take commits by pull request alone. */
  readonly protectedBranches = new Set<string>();
  /** Most entries of one tree; more are left out. */
  mostEntries = 100_000;
  readonly commitComments: { readonly commit: string; readonly body: string }[] = [];
  readonly accounts = new Map<string, Account>();
  readonly pulls = new Map<number, Pull>();
  readonly comments = new Map<number, Comment>();
  readonly statuses: Status[] = [];
  readonly checkRuns = new Map<number, CheckRun>();
  #next = 1000;

  constructor(repository: string) {
    this.repository = repository;
    this.fullName = repository;
  }

  isRepository(name: string): boolean {
    return decodeURIComponent(name).toLowerCase() === this.repository.toLowerCase();
  }

  /** A new id, greater than all before. */
  nextId(): number {
    this.#next += 1;
    return this.#next;
  }

  addToken(token: string, change: Partial<Omit<Account, 'user'>> & { readonly login: string }): UserShape {
    const { login, kind = 'user', rights = ['issues', 'statuses', 'checks'], blind = false } = change;
    const known = [...this.accounts.values()].find((account) => account.user.login === login);
    const user = known?.user ?? { login, id: this.nextId(), type: kind === 'app' ? 'Bot' : 'User' };
    this.accounts.set(token, { user, kind, rights, blind });
    return user;
  }

  openPull(change: Pick<Pull, 'headSha' | 'baseSha'> & Partial<Pull>): Pull {
    const pull: Pull = {
      number: this.pulls.size + 7,
      title: 'Change a config',
      author: 'ada',
      state: 'open',
      merged: false,
      headRef: 'change',
      fork: undefined,
      baseRef: 'main',
      ...change,
    };
    this.pulls.set(pull.number, pull);
    return pull;
  }

  /** The head or another side of a pull request changes. */
  changePull(number: number, change: Partial<Omit<Pull, 'number'>>): void {
    const pull = this.pulls.get(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number}`);
    Object.assign(pull, change);
  }

  addComment(number: number, user: UserShape, body: string): Comment {
    const id = this.nextId();
    const now = new Date().toISOString();
    const comment: Comment = {
      id,
      number,
      body,
      user,
      html_url: `https://github.example/${this.repository}/pull/${number}#issuecomment-${id}`,
      issue_url: `https://api.github.example/repos/${this.repository}/issues/${number}`,
      created_at: now,
      updated_at: now,
    };
    this.comments.set(id, comment);
    return comment;
  }
}
