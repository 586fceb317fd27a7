import { UserError } from '../../processor/model/errors.ts';
import type { BranchTip, GitRemote, Relation } from '../../processor/ports/git-remote.ts';
import type { WatchRecord, WatchRecords } from '../../processor/ports/watch-records.ts';
import type { WatchRules } from '../../processor/watch/decide.ts';
import type { Deployed, LookContext } from '../../processor/watch/look-once.ts';
import type { WatchEvent } from '../../processor/watch/watch-event.ts';

/** Thrown in place of a kill: nothing after it happens. */
export class Killed extends Error {}

/** Where a run may be killed. */
export type KillPoint = 'before-begin' | 'after-begin' | 'half-applied' | 'applied';

/**
 * A remote, a record and something deployed, all in memory. Commits are texts of 40 digits; each has at most one
 * parent.
 */
export class WatchWorld {
  readonly events: WatchEvent[] = [];
  /** Commits whose deployment changed anything, in order. */
  readonly effects: string[] = [];
  /** The commit that is deployed; with `+` behind it only in part. */
  deployed: string | undefined;
  tip: BranchTip = { kind: 'gone', branches: [], sameCommit: [] };
  unreachable: Error | undefined;
  /** How the next deployments end; then all are applied. */
  ends: Deployed[] = [];
  kill: KillPoint | undefined;
  /** Thrown in place of the next writing of the record. */
  unwritable: Error | undefined;
  /** Commits that the copy of the remote was told to keep, whatever becomes of the branch. */
  readonly kept: string[] = [];
  readonly #parents = new Map<string, string | undefined>();
  #record: WatchRecord | undefined;

  readonly records: WatchRecords = {
    read: () => this.#record,
    write: (record) => {
      const { unwritable } = this;
      this.unwritable = undefined;
      if (unwritable !== undefined) throw unwritable;
      // As a file would keep it.
      this.#record = JSON.parse(JSON.stringify(record)) as WatchRecord;
    },
  };

  readonly remote: GitRemote = {
    folder: '/nowhere',
    fetchTip: () => (this.unreachable === undefined ? Promise.resolve(this.tip) : Promise.reject(this.unreachable)),
    relate: (commit, other) => Promise.resolve(this.#relate(commit, other)),
    fetchPullRequest: () => Promise.resolve(),
    keep: (commit) => {
      this.kept.push(commit);
      return Promise.resolve();
    },
  };

  /** Makes the next commit and lets the branch point to it. */
  push(parent: string | undefined = this.tipCommit): string {
    const commit = String(this.#parents.size + 1).padStart(40, '0');
    this.#parents.set(commit, parent);
    this.point(commit);
    return commit;
  }

  /** Lets the branch point to a commit that is there. */
  point(commit: string): void {
    this.tip = { kind: 'commit', commit };
  }

  /** What the copy never saw. */
  forget(commit: string): void {
    this.#parents.delete(commit);
  }

  get tipCommit(): string | undefined {
    return this.tip.kind === 'commit' ? this.tip.commit : undefined;
  }

  context(rules: Partial<WatchRules> = {}): LookContext {
    return {
      remote: this.remote,
      records: this.records,
      watched: { remote: '/srv/models.git', branch: 'main' },
      rules: { allowRollback: false, retry: false, ...rules },
      now: () => '2026-03-02T09:30:00Z',
      onEvent: (event) => this.events.push(event),
      deploy: async ({ commit, onBegin }) => {
        const end = this.ends.shift() ?? { end: 'applied', message: '1 deployed' };
        this.#killAt('before-begin');
        if (end.end === 'rejected' || end.end === 'later') return end;
        await onBegin();
        this.#killAt('after-begin');
        if (this.deployed !== commit) {
          if (!this.kept.includes(commit)) throw new Error('a commit is applied that may be lost');
          this.deployed = `${commit}+`;
          this.#killAt('half-applied');
          if (end.end === 'failed' || end.end === 'stopped') return end;
          this.deployed = commit;
          this.effects.push(commit);
        }
        this.#killAt('applied');
        return end;
      },
    };
  }

  #killAt(point: KillPoint): void {
    if (this.kill !== point) return;
    this.kill = undefined;
    throw new Killed(point);
  }

  #relate(commit: string, other: string): Relation {
    if (commit === other) return 'same';
    if (!this.#parents.has(other)) return 'unknown';
    if (this.#ancestors(commit).includes(other)) return 'newer';
    return this.#ancestors(other).includes(commit) ? 'older' : 'apart';
  }

  #ancestors(commit: string): readonly string[] {
    const found: string[] = [];
    for (let next = this.#parents.get(commit); next !== undefined; next = this.#parents.get(next)) found.push(next);
    return found;
  }
}

export function unavailable(): UserError {
  return new UserError('remote-unavailable', 'the remote cannot be reached');
}
