import type { Change, Plan } from '../model/plan.ts';
import { isHealthy } from '../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../model/stack.ts';

/** A stack that is no longer what the plan was made against. */
export interface MovedStack {
  readonly stage: string;
  readonly stack: string;
  readonly change: Change;
  /** Undefined: it is gone. */
  readonly now: DeployedStack | undefined;
  /** What is different, in words. */
  readonly reason: string;
}

export interface Staleness {
  /** Not empty: the plan must not be applied, unless its own earlier run left them so (`isMovedByPlan`). */
  readonly moved: readonly MovedStack[];
  /** Stacks that already are what the plan wants, whoever made them so. They do not make it stale. */
  readonly reached: readonly MovedStack[];
}

/**
 * Compares a saved plan with what is deployed now. Identity, status and fingerprint of every stack must be those that
 * the plan saw; of a stack that the plan leaves alone only identity and fingerprint count.
 */
export function checkStale(
  plan: Plan,
  deployedNow: readonly { readonly stage: string; readonly deployed: readonly DeployedStack[] }[],
): Staleness {
  const moved: MovedStack[] = [];
  const reached: MovedStack[] = [];
  for (const { stage, changes } of plan.stages) {
    const facts = deployedNow.find((now) => now.stage === stage)?.deployed ?? [];
    const byName = new Map(facts.filter(exists).map((stack) => [stack.stackName, stack]));
    for (const change of changes) {
      const now = byName.get(change.stack);
      const reason = describeMove(change, now);
      if (reason === undefined) continue;
      (isReached(change, now) ? reached : moved).push({ stage, stack: change.stack, change, now, reason });
    }
  }
  return { moved, reached };
}

function describeMove(change: Change, now: DeployedStack | undefined): string | undefined {
  const then = change.deployed;
  if (then === undefined) return now === undefined ? undefined : `it exists now (${now.status}), the plan saw none`;
  if (now === undefined) return 'it is gone';
  if (now.stackId !== then.stackId) return 'it was deleted and created again';
  if (now.outputs[FINGERPRINT_OUTPUT] !== change.deployedFingerprint) return 'its content was changed';
  if (change.action !== 'none' && now.status !== then.status) return `its status was ${then.status}, now ${now.status}`;
  return undefined;
}

function isReached(change: Change, now: DeployedStack | undefined): boolean {
  if (change.action === 'delete') return now === undefined;
  if (change.action === 'none' || change.blocked !== undefined) return false;
  return now !== undefined && isHealthy(now.status) && now.outputs[FINGERPRINT_OUTPUT] === change.desiredFingerprint;
}

function exists(stack: DeployedStack): boolean {
  return stack.status !== 'DELETE_COMPLETE';
}
