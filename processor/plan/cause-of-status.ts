import { describeCause, findRootEvent, findStuckEvent, latestEvents } from '../model/root-event.ts';
import { isHealthy, isInProgress } from '../model/stack-status.ts';
import type { DeployedStack, StackEvent, StackStatus } from '../model/stack.ts';

/** True when what was asked of the stack last did not come about, also where it is back at its last good state. */
export function isFailedStatus(status: StackStatus): boolean {
  return !isHealthy(status) && !isInProgress(status) && status !== 'REVIEW_IN_PROGRESS' && status !== 'DELETE_COMPLETE';
}

/**
 * Why a stack stands in a failed status, as `apply` told it, from all its events, oldest first. CloudFormation itself
 * says of many such stacks no more than that the rollback is complete. Undefined when no event tells of a failure.
 */
export function causeOfStatus(
  { stackName, status }: Pick<DeployedStack, 'stackName' | 'status'>,
  events: readonly StackEvent[],
): string | undefined {
  const latest = latestEvents(stackName, events);
  const root = findRootEvent(stackName, latest);
  if (root === undefined) return undefined;
  const stuck = status.endsWith('ROLLBACK_FAILED') ? findStuckEvent(stackName, latest) : undefined;
  return stuck === undefined
    ? describeCause(root)
    : `${describeCause(root)}; the rollback got stuck at ${describeCause(stuck)}`;
}
