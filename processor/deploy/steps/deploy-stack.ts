import { formatOperationToken } from '../../model/operation.ts';
import { InternalError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import { isHealthy } from '../../model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../model/stack.ts';
import type { ReadyChangeSet } from '../../ports/stack-target.ts';
import type { SynthesizedStack } from '../../ports/synthesizer.ts';
import type { ChangeRun } from '../apply-change.ts';
import { explainFailure } from '../explain-failure.ts';
import { recoverStack } from './recover-stack.ts';
import { waitForStack } from './wait-for-stack.ts';

/** Creates or updates a stack through a change set, watches it to its end, and checks that it is what was asked for. */
export async function deployStack(run: ChangeRun, found: DeployedStack | undefined): Promise<Outcome> {
  const { context } = run;
  const started = context.clock.elapsed();

  const recovered = await recoverStack(run, found);
  if (recovered.result === 'failed') return { ...recovered, seconds: seconds() };
  const deployed = recovered.deployed;
  const kind = deployed === undefined ? 'create' : 'update';

  step(run, 'synthesises the template');
  const stack = await synthesize(run);
  for (const asset of stack.assets) await run.target.publishAsset(asset);

  step(run, `prepares the change set`);
  const token = formatOperationToken({
    kind,
    commit: run.plan.commit,
    planDigest: run.plan.digest,
    runId: context.runId,
  });
  const changeSet = await run.target.createChangeSet({
    stackName: run.change.stack,
    kind,
    template: stack.template,
    tags: stack.tags,
    token,
    description: describe(run),
  });
  switch (changeSet.result) {
    case 'empty':
      return { result: 'unchanged', reason: 'CloudFormation found no difference' };
    case 'failed':
      return { result: 'failed', rootCause: changeSet.reason, events: [], seconds: seconds() };
    case 'ready':
      return {
        ...(await execute(run, { changeSet, token, fingerprint: run.change.desiredFingerprint })),
        seconds: seconds(),
      };
    default:
      return changeSet satisfies never;
  }

  function seconds(): number {
    return Math.round((context.clock.elapsed() - started) / 1000);
  }
}

async function execute(
  run: ChangeRun,
  operation: { readonly changeSet: ReadyChangeSet; readonly token: string; readonly fingerprint: string | undefined },
): Promise<Extract<Outcome, { result: 'deployed' | 'failed' }>> {
  const { changeSet, token, fingerprint } = operation;
  step(run, 'executes the change set');
  await run.target.executeChangeSet(changeSet, token);
  const end = await waitForStack(run, changeSet.stackId, token);
  switch (end.end) {
    case 'gone':
      return {
        result: 'failed',
        rootCause: 'the stack was deleted while it was deployed',
        events: end.events,
        seconds: 0,
      };
    case 'detached':
      return {
        result: 'failed',
        rootCause: end.reason,
        hint: 'run again: it continues',
        events: end.events,
        seconds: 0,
      };
    case 'settled':
      break;
    default:
      return end satisfies never;
  }
  if (!isHealthy(end.stack.status)) return { result: 'failed', ...explainFailure(end.stack, end.events), seconds: 0 };
  if (end.stack.outputs[FINGERPRINT_OUTPUT] !== fingerprint) {
    const rootCause = `the stack is ${end.stack.status} but does not carry the fingerprint that was deployed`;
    return {
      result: 'failed',
      rootCause,
      hint: 'somebody else changed it meanwhile; plan again',
      events: [],
      seconds: 0,
    };
  }
  return { result: 'deployed', outputs: end.stack.outputs, seconds: 0 };
}

function step(run: ChangeRun, text: string): void {
  run.context.onEvent({ kind: 'step', stage: run.stage.stage, stack: run.change.stack, step: text });
}

async function synthesize(run: ChangeRun): Promise<SynthesizedStack> {
  const { desired, desiredFingerprint } = run.change;
  if (desired === undefined || desiredFingerprint === undefined) {
    throw new InternalError(`the plan has no workload for ${run.change.stack}`);
  }
  return run.context.synthesizer.synthesize(desired.spec, {
    fingerprint: desiredFingerprint,
    configPath: desired.configPath,
    commit: run.plan.commit,
    dependsOn: desired.dependsOn.map((dependency) => dependency.stackName),
  });
}

/** At most 1,024 bytes: the limit of a change set's description. */
function describe(run: ChangeRun): string {
  const commit = run.plan.commit === null ? 'work tree' : `commit ${run.plan.commit.slice(0, 12)}`;
  return `${run.change.action} by mlops from ${commit}, plan ${run.plan.digest.slice(0, 12)}`;
}
