import type { Outcome } from '../../model/outcome.ts';
import { isHealthy } from '../../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../model/stack.ts';
import type { ReadyChangeSet } from '../../ports/stack-target.ts';
import type { ChangeRun } from '../change-run.ts';
import { explainFailure } from '../explain-failure.ts';
import { wasFaster } from './yield-to-other.ts';
import { waitForStack } from './wait-for-stack.ts';

/** Looks at a stack that came up until its outputs must be the new ones: reads may be behind. */
const LOOKS = 5;

/**
 * Executes a change set, watches the stack to its end and checks that it carries the fingerprint that was deployed.
 * Throws what the target throws when another run was faster; the change set does not stay behind.
 */
export async function executeChangeSet(
  run: ChangeRun,
  operation: { readonly changeSet: ReadyChangeSet; readonly token: string },
): Promise<Extract<Outcome, { result: 'deployed' | 'failed' }>> {
  const { changeSet, token } = operation;
  try {
    await run.target.executeChangeSet(changeSet, token);
  } catch (error) {
    // Tidying up must not hide why the change set was refused.
    if (wasFaster(error)) await run.target.discardChangeSet(changeSet).catch(() => undefined);
    throw error;
  }
  const end = await waitForStack(run, changeSet.stackId, token);
  switch (end.end) {
    case 'gone':
      return failed('the stack was deleted while it was deployed', { events: end.events });
    case 'detached':
      return failed(end.reason, { events: end.events, hint: 'run again: it continues' });
    case 'settled': {
      if (!isHealthy(end.stack.status)) {
        return { result: 'failed', ...explainFailure(end.stack, end.events), seconds: 0 };
      }
      const stack = await lookForFingerprint(run, end.stack);
      if (stack !== undefined) return { result: 'deployed', outputs: stack.outputs, seconds: 0 };
      const rootCause = `the stack is ${end.stack.status} but does not carry the fingerprint that was deployed`;
      return failed(rootCause, { events: [], hint: 'somebody else changed it meanwhile; plan again' });
    }
    default:
      return end satisfies never;
  }
}

async function lookForFingerprint(run: ChangeRun, settled: DeployedStack): Promise<DeployedStack | undefined> {
  const { target, context, change } = run;
  let stack: DeployedStack | undefined = settled;
  for (let look = 1; look <= LOOKS; look += 1) {
    if (stack !== undefined && stack.outputs[FINGERPRINT_OUTPUT] === change.desiredFingerprint) return stack;
    await context.clock.sleep(context.pollInterval);
    stack = await target.describeStack(settled.stackId);
  }
  return undefined;
}

function failed(
  rootCause: string,
  more: Pick<Extract<Outcome, { result: 'failed' }>, 'events' | 'hint'>,
): Extract<Outcome, { result: 'failed' }> {
  return { result: 'failed', rootCause, seconds: 0, ...more };
}
