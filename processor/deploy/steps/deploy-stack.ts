import { formatOperationToken } from '../../model/operation.ts';
import type { Outcome } from '../../model/outcome.ts';
import { shortHash } from '../../model/short-hash.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../model/stack.ts';
import type { ChangeRun } from '../change-run.ts';
import { explainRefusal } from '../explain-failure.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { recoverStack } from './recover-stack.ts';
import { yieldToOther } from './yield-to-other.ts';

/** Creates or updates a stack through a change set, watches it to its end, and checks that it is what was asked for. */
export async function deployStack(run: ChangeRun, found: DeployedStack | undefined): Promise<Outcome> {
  const { context, target, change } = run;
  const started = context.clock.elapsed();

  const recovered = await recoverStack(run, found);
  if (recovered.result === 'failed') return { ...recovered, seconds: seconds() };
  const { deployed } = recovered;
  const kind = deployed === undefined ? 'create' : 'update';

  step(run, 'synthesises the template');
  const stack = await run.synthesize();
  for (const asset of stack.assets) await target.publishAsset(asset);

  step(run, 'prepares the change set');
  const { commit, digest: planDigest } = run.plan;
  const token = formatOperationToken({ kind, commit, planDigest, runId: context.runId });
  const changeSet = await target.createChangeSet({
    stackName: change.stack,
    kind,
    template: stack.template,
    tags: stack.tags,
    token,
    description: describe(run),
  });
  switch (changeSet.result) {
    case 'empty': {
      const wasRolledBack = found !== undefined && found.status !== deployed?.status;
      const reason = wasRolledBack ? 'rolled back to what is wanted' : 'CloudFormation found no difference';
      return { result: 'unchanged', reason };
    }
    case 'failed': {
      const moved = await hasMoved(run, deployed);
      if (moved) return yieldToOther(run, changeSet.reason);
      return { result: 'failed', ...explainRefusal(changeSet.reason), events: [], seconds: seconds() };
    }
    case 'ready':
      break;
    default:
      return changeSet satisfies never;
  }
  if (context.signal.aborted) {
    await target.discardChangeSet(changeSet);
    return { result: 'skipped', reason: 'the run was interrupted before it changed anything' };
  }
  step(run, 'executes the change set');
  const outcome = await executeChangeSet(run, { changeSet, token });
  return { ...outcome, seconds: seconds() };

  function seconds(): number {
    return Math.round((context.clock.elapsed() - started) / 1000);
  }
}

/** A refused change set may mean that the stack is no longer what we looked at. */
async function hasMoved(run: ChangeRun, before: DeployedStack | undefined): Promise<boolean> {
  const now = await run.target.describeStack(run.change.stack);
  // What an empty stack in review says is that nothing is deployed.
  const [then, current] = [before, now].map((stack) => (stack?.status === 'REVIEW_IN_PROGRESS' ? undefined : stack));
  return (
    current?.stackId !== then?.stackId ||
    current?.status !== then?.status ||
    current?.outputs[FINGERPRINT_OUTPUT] !== then?.outputs[FINGERPRINT_OUTPUT]
  );
}

function step(run: ChangeRun, text: string): void {
  run.context.onEvent({ kind: 'step', stage: run.stage.stage, stack: run.change.stack, step: text });
}

/** At most 1,024 bytes: the limit of a change set's description. */
function describe(run: ChangeRun): string {
  const commit = run.plan.commit === null ? 'work tree' : `commit ${shortHash(run.plan.commit)}`;
  return `${run.change.action} by mlops from ${commit}, plan ${shortHash(run.plan.digest)}`;
}
