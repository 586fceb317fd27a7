import type { DeployedStack } from '../../model/stack.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { isMovedByPlan } from '../../plan/judge-move.ts';
import type { StackChange } from '../change-run.ts';

/**
 * Asks the events of a stack that is not what its plan saw whether an earlier run of that plan left it so: one that
 * failed, was killed, or came to its end. Then applying goes on from there. Costs a call for a stack that moved, and
 * none for others.
 */
export async function hasOwnMove(
  change: StackChange,
  facts: {
    readonly planDigest: string;
    readonly now: DeployedStack | undefined;
    readonly target: Pick<StackTarget, 'listEvents'>;
  },
): Promise<boolean> {
  const { planDigest, now, target } = facts;
  const planned = change.deployed?.stackId;
  const events = now === undefined ? [] : await target.listEvents(now.stackId);
  const plannedEvents = planned === undefined || planned === now?.stackId ? [] : await target.listEvents(planned);
  return isMovedByPlan(change, { planDigest, now, events, plannedEvents });
}
