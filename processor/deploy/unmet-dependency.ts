import type { AppliedChange, Outcome } from '../model/outcome.ts';
import type { Change } from '../model/plan.ts';
import { isSameWorkload } from '../plan/is-same-workload.ts';

/**
 * Waits for everything that a change depends on, and says in words why it cannot start: a dependency of its stage
 * failed, or the same workload failed in an earlier stage. Undefined when nothing stands in the way.
 *
 * `ends` holds the running ends of the stage in the order of the plan, which puts dependencies first; a dependency that
 * is not in it (not part of this plan) is not waited for.
 */
export async function unmetDependency(
  change: Change,
  facts: { readonly ends: ReadonlyMap<string, Promise<Outcome>>; readonly earlier: readonly AppliedChange[] },
): Promise<string | undefined> {
  if (change.action === 'none') return undefined;
  // Deletions are not promoted: one that waits for --prune in dev says nothing about the same workload in prod.
  const before = facts.earlier.find(
    (other) => other.action !== 'delete' && isSameWorkload(change, other) && hasFailed(other.outcome),
  );
  if (before !== undefined && change.action !== 'delete') {
    return `the same workload ${verb(before.outcome)} in an earlier stage (${before.stack})`;
  }
  for (const stack of change.dependsOn) {
    const outcome = await facts.ends.get(stack);
    if (outcome !== undefined && hasFailed(outcome)) return `it depends on ${stack}, which ${verb(outcome)}`;
  }
  return undefined;
}

function hasFailed(outcome: Outcome): boolean {
  return outcome.result === 'failed' || outcome.result === 'skipped' || outcome.result === 'refused';
}

function verb(outcome: Outcome): string {
  switch (outcome.result) {
    case 'failed':
      return 'failed';
    case 'refused':
      return 'was refused';
    case 'skipped':
      return 'was skipped';
    case 'deployed':
    case 'unchanged':
      return 'succeeded';
    default:
      return outcome satisfies never;
  }
}
