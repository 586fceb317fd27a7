import type { Outcome } from '../../model/outcome.ts';
import { isInProgress } from '../../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../model/stack.ts';
import type { ChangeRun } from '../change-run.ts';
import { hasOwnMove } from './has-own-move.ts';
import { isWanted } from './is-wanted.ts';
import { waitForStack } from './wait-for-stack.ts';

export type Unmoved =
  | { readonly verdict: 'go'; readonly deployed: DeployedStack | undefined }
  | { readonly verdict: 'ended'; readonly outcome: Outcome };

/**
 * Looks at the stack once more before the first write. An operation that still runs (ours, from a run that was killed,
 * or somebody else's) is waited for. A stack that already is what the plan wants is done; one that an earlier run of
 * the same plan left behind is gone on with; any other that is not what the plan saw is refused: an approved plan is
 * the applied plan, or nothing is applied.
 */
export async function checkUnmoved(run: ChangeRun): Promise<Unmoved> {
  const { change, target, context, stage } = run;
  let deployed = await target.describeStack(change.stack);
  const wasRunning = change.deployed !== undefined && isInProgress(change.deployed.status);
  let waited = false;
  if (deployed !== undefined && isInProgress(deployed.status)) {
    const { status } = deployed;
    context.onEvent({ kind: 'change-waits', stage: stage.stage, stack: change.stack, status });
    const end = await waitForStack(run, deployed.stackId);
    if (end.end === 'detached') return ended({ result: 'skipped', reason: end.reason });
    deployed = await target.describeStack(change.stack);
    waited = true;
  }
  if (deployed?.status === 'DELETE_COMPLETE') deployed = undefined;

  if (change.action === 'delete') {
    if (deployed === undefined) return ended({ result: 'unchanged', reason: 'the stack is gone already' });
  } else if (isWanted(change, deployed)) {
    return ended({ result: 'unchanged', reason: 'it is what this plan makes of it already' });
  }
  const moved = describeMove(run, deployed, wasRunning || waited);
  if (moved === undefined) return { verdict: 'go', deployed };
  const isOwn = await hasOwnMove(change, { planDigest: run.plan.digest, now: deployed, target });
  if (!isOwn) return ended({ result: 'refused', guard: 'stale-plan', reason: moved });
  const step = `goes on where an earlier run of this plan ended (${deployed?.status ?? 'deleted'})`;
  context.onEvent({ kind: 'step', stage: stage.stage, stack: change.stack, step });
  return { verdict: 'go', deployed };
}

function ended(outcome: Outcome): Unmoved {
  return { verdict: 'ended', outcome };
}

/** A status may differ only when the plan, or we, saw an operation running that has ended since. */
function describeMove(
  run: ChangeRun,
  deployed: DeployedStack | undefined,
  statusMayDiffer: boolean,
): string | undefined {
  const planned = run.change.deployed;
  if (planned === undefined) {
    return deployed === undefined
      ? undefined
      : `a stack ${deployed.stackName} exists now (${deployed.status}); plan again`;
  }
  if (deployed === undefined) {
    return statusMayDiffer ? undefined : 'the stack was deleted after the plan was made; plan again';
  }
  if (deployed.stackId !== planned.stackId) return 'the stack was created anew after the plan was made; plan again';
  if (!statusMayDiffer && deployed.status !== planned.status) {
    return `its status was ${planned.status} when the plan was made and is ${deployed.status} now; plan again`;
  }
  const fingerprint = deployed.outputs[FINGERPRINT_OUTPUT];
  if (fingerprint === run.change.deployedFingerprint || hasBecomeWhatWasSeen(run, deployed)) return undefined;
  return 'its configuration was changed after the plan was made; plan again';
}

/**
 * A creation that the plan saw running has ended, and nothing came after it. The plan compared with its template; its
 * outputs, with the fingerprint, are there only now.
 */
function hasBecomeWhatWasSeen({ change }: ChangeRun, deployed: DeployedStack): boolean {
  return (
    change.deployed?.status === 'CREATE_IN_PROGRESS' &&
    change.deployedFingerprint === undefined &&
    deployed.status === 'CREATE_COMPLETE'
  );
}
