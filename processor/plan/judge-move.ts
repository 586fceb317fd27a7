import { isTokenOfPlan } from '../model/operation.ts';
import type { Change } from '../model/plan.ts';
import { isInProgress } from '../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackEvent } from '../model/stack.ts';

/** What the events of stacks are asked for. */
export interface MoveFacts {
  readonly planDigest: string;
  /** The stack of that name as it is; undefined when there is none. */
  readonly now: DeployedStack | undefined;
  /** Its events, oldest first. */
  readonly events: readonly StackEvent[];
  /** Those of the stack that the plan saw, when that is another one or gone. */
  readonly plannedEvents: readonly StackEvent[];
}

type MovedChange = Pick<Change, 'action' | 'blocked' | 'deployed' | 'deployedFingerprint' | 'desiredFingerprint'>;

/**
 * True when it is certain that this very plan, in an earlier run, made of a stack what it is now, and nobody else since
 * the plan saw it. Each event of a stack carries the token of the operation that caused it (CloudFormation API
 * reference, StackEvent; rollbacks have that of what they roll back), and our tokens carry the digest of their plan. So
 * the newest operations must be of this plan, without a gap, back to the state that the plan saw; what others did after
 * it shows as the newest event or in the gap.
 */
export function isMovedByPlan(change: MovedChange, facts: MoveFacts): boolean {
  const { deployed: planned, action, blocked } = change;
  const { now, events, planDigest } = facts;
  if (action === 'none' || blocked !== undefined) return false;
  if (now !== undefined && !hasOwnContent(change, now)) return false;
  if (planned === undefined) return now !== undefined && isMadeByPlan(now, facts);
  if (planned.stackId === now?.stackId) {
    const own = ownOperations(now.stackId, { events, planDigest });
    return isNews(own, now) && isFrom(own, planned.status);
  }
  // A stack that never came up is deleted first, then made anew.
  const own = ownOperations(planned.stackId, { events: facts.plannedEvents, planDigest });
  const isDeleted = own.newest?.status === 'DELETE_COMPLETE' && isFrom(own, planned.status);
  return isDeleted && (now === undefined || isMadeByPlan(now, facts));
}

/** The operations of the plan at the end of a stack's history. */
interface OwnOperations {
  /** Newest of all events, when it is of the plan. */
  readonly newest: StackEvent | undefined;
  /** What happened last before; undefined when nothing did, or it is longer ago than events are kept. */
  readonly before: StackEvent | undefined;
}

function ownOperations(
  stackId: string,
  { events, planDigest }: { readonly events: readonly StackEvent[]; readonly planDigest: string },
): OwnOperations {
  // Of the stack itself: resources have their own, a nested stack too.
  const own = events.filter((event) => event.physicalId === stackId);
  const other = own.findLastIndex((event) => !isTokenOfPlan(event.token, planDigest));
  return { newest: other === own.length - 1 ? undefined : own.at(-1), before: own[other] };
}

/** The events tell of the status that the stack is in, or still were about to. */
function isNews({ newest }: OwnOperations, now: DeployedStack): boolean {
  return newest !== undefined && (newest.status === now.status || isInProgress(now.status));
}

/** A status may differ only from one that was passing when the plan saw it. */
function isFrom({ before }: OwnOperations, planned: DeployedStack['status']): boolean {
  return before === undefined || before.status === planned || isInProgress(planned);
}

/** Nothing but this plan ever happened to the stack. */
function isMadeByPlan(now: DeployedStack, { events, planDigest }: MoveFacts): boolean {
  if (now.status === 'REVIEW_IN_PROGRESS') {
    const { pendingChangeSets: names = [] } = now;
    return names.length > 0 && names.every((name) => isTokenOfPlan(name, planDigest));
  }
  const own = ownOperations(now.stackId, { events, planDigest });
  const isWhole = own.before === undefined || own.before.status === 'REVIEW_IN_PROGRESS';
  return isWhole && isNews(own, now);
}

/** Whatever the events say: content that is neither the old nor the new one is somebody else's. */
function hasOwnContent(change: MovedChange, now: DeployedStack): boolean {
  const content = now.outputs[FINGERPRINT_OUTPUT];
  return content === undefined || content === change.deployedFingerprint || content === change.desiredFingerprint;
}
