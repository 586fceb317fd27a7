import { UserError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import { isInProgress } from '../../model/stack-status.ts';
import type { DeployedStack } from '../../model/stack.ts';
import type { ChangeRun } from '../change-run.ts';
import { isWanted } from './is-wanted.ts';
import { waitForStack } from './wait-for-stack.ts';

/** What targets throw when the stack was changed between our look and our write. */
const OVERTAKEN = ['stack-busy', 'change-set-not-found', 'stack-moved', 'wrong-stack-status', 'stack-not-found'];

/** Reads may be behind what made the target refuse us; after so many looks they are not. */
const LOOKS = 5;

/** True when the target refused a write because another run was faster. */
export function wasFaster(error: unknown): error is UserError {
  return error instanceof UserError && OVERTAKEN.includes(error.code);
}

/**
 * Another run was faster: waits for what it does to the stack. If that is what this plan wanted too, all is well;
 * otherwise the plan is stale.
 */
export async function yieldToOther(run: ChangeRun, why: string): Promise<Outcome> {
  const { change, target, context, stage } = run;
  const step = 'waits for another run that changes the same stack';
  context.onEvent({ kind: 'step', stage: stage.stage, stack: change.stack, step });
  for (let look = 0; look < LOOKS; look += 1) {
    if (look > 0) await context.clock.sleep(context.pollInterval);
    let deployed = await target.describeStack(change.stack);
    if (deployed !== undefined && isInProgress(deployed.status)) {
      const end = await waitForStack(run, deployed.stackId);
      if (end.end === 'detached') return { result: 'skipped', reason: end.reason };
      deployed = await target.describeStack(change.stack);
    }
    if (isReached(run, deployed)) return { result: 'unchanged', reason: 'another run did the same meanwhile' };
  }
  const reason = `another run changed the stack at the same moment: ${why}; plan again`;
  return { result: 'refused', guard: 'stale-plan', reason };
}

function isReached(run: ChangeRun, deployed: DeployedStack | undefined): boolean {
  if (run.change.action !== 'delete') return isWanted(run.change, deployed);
  return deployed === undefined || deployed.status === 'DELETE_COMPLETE';
}
