import { formatOperationToken } from '../../model/operation.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { DeployedStack } from '../../model/stack.ts';
import type { ChangeRun } from '../change-run.ts';
import { explainFailure } from '../explain-failure.ts';
import { waitForStack } from './wait-for-stack.ts';

/** Deletes a stack and waits until it is gone. Never turns termination protection off by itself. */
export async function deleteStack(run: ChangeRun, deployed: DeployedStack | undefined): Promise<Outcome> {
  if (deployed === undefined) return { result: 'unchanged', reason: 'the stack is gone already' };
  const { target, context, plan } = run;
  const started = context.clock.elapsed();
  const token = formatOperationToken({
    kind: 'delete',
    commit: plan.commit,
    planDigest: plan.digest,
    runId: context.runId,
  });
  await target.deleteStack(deployed.stackId, token);
  const end = await waitForStack(run, deployed.stackId, token);
  const seconds = Math.round((context.clock.elapsed() - started) / 1000);
  switch (end.end) {
    case 'gone':
      return { result: 'deployed', seconds, outputs: {} };
    case 'settled':
      return { result: 'failed', seconds, ...explainFailure(end.stack, end.events) };
    case 'detached':
      return { result: 'failed', seconds, rootCause: end.reason, hint: 'run again: it continues', events: end.events };
    default:
      return end satisfies never;
  }
}
