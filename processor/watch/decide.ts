import type { BranchTip, Relation } from '../ports/git-remote.ts';
import type { Handled, WatchRecord } from '../ports/watch-records.ts';

/** What the user allows beyond following the branch forwards. */
export interface WatchRules {
  /** A commit that lies before what was applied may be applied: a rollback by force-push. */
  readonly allowRollback: boolean;
  /** The newest commit is tried again although it failed or was rejected before. */
  readonly retry: boolean;
}

/** What is to be done about the commit that a branch points to. */
export type Decision =
  | { readonly do: 'nothing'; readonly commit: string }
  | { readonly do: 'deploy'; readonly commit: string; readonly because: DeployReason }
  /** `older`: it lies before what was applied. `unknown`: nobody can say whether it does. */
  | { readonly do: 'refuse'; readonly commit: string; readonly because: 'older' | 'unknown'; readonly applied: string }
  | { readonly do: 'wait'; readonly tip: Extract<BranchTip, { kind: 'gone' }> };

/**
 * `new`: it follows what was applied, or nothing was. `resumed`: a run on it did not end. `retried`: asked for by the
 * user. `rewritten`: history was rewritten and does not contain what was applied. `rollback`: allowed by the user.
 */
export type DeployReason = 'new' | 'resumed' | 'retried' | 'rewritten' | 'rollback';

/**
 * The branch is the truth, with one exception: it may not lead backwards unasked, because a mirror that lags behind or
 * an old backup that was put back looks exactly like a rollback that somebody wants. `relate` tells how the tip stands
 * to what was applied; it is asked only when that matters.
 */
export async function decide(
  facts: {
    readonly record: WatchRecord | undefined;
    readonly tip: BranchTip;
    readonly relate: (commit: string, other: string) => Promise<Relation>;
  },
  rules: WatchRules,
): Promise<Decision> {
  const { record, tip } = facts;
  if (tip.kind === 'gone') return { do: 'wait', tip };
  const { commit } = tip;
  if (record?.begun?.commit === commit) return { do: 'deploy', commit, because: 'resumed' };
  if (record?.handled?.commit === commit && !isOpen(record, record.handled, rules)) return { do: 'nothing', commit };
  const applied = record?.applied;
  if (applied === undefined) return { do: 'deploy', commit, because: again(record, commit) };

  const relation = await facts.relate(commit, applied);
  switch (relation) {
    case 'same':
    case 'newer':
      return { do: 'deploy', commit, because: again(record, commit) };
    case 'apart':
      return { do: 'deploy', commit, because: 'rewritten' };
    case 'older':
    case 'unknown':
      return rules.allowRollback
        ? { do: 'deploy', commit, because: 'rollback' }
        : { do: 'refuse', commit, because: relation, applied };
    default:
      return relation satisfies never;
  }
}

/** Whether a commit that was dealt with is looked at once more. */
function isOpen(record: WatchRecord, handled: Handled, rules: WatchRules): boolean {
  // Another commit was begun with after this one, and that run did not end: what is deployed may be a part of both.
  const isOvertaken = record.applied !== handled.commit;
  switch (handled.result) {
    case 'applied':
    case 'started':
      return isOvertaken;
    case 'failed':
      return isOvertaken || rules.retry;
    case 'rejected':
      return rules.retry;
    case 'older':
      return rules.allowRollback;
    default:
      return handled.result satisfies never;
  }
}

function again(record: WatchRecord | undefined, commit: string): DeployReason {
  return record?.handled?.commit === commit ? 'retried' : 'new';
}
