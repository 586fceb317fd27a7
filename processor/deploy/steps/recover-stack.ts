import { formatOperationToken, type OperationKind } from '../../model/operation.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { DeployedStack } from '../../model/stack.ts';
import { classifyStatus } from '../../plan/classify-status.ts';
import type { ChangeRun } from '../change-run.ts';
import { explainFailure } from '../explain-failure.ts';
import { waitForStack } from './wait-for-stack.ts';

/** `ready`: the stack can be updated, or created when there is none. */
export type Recovery =
  { readonly result: 'ready'; readonly deployed: DeployedStack | undefined } | Extract<Outcome, { result: 'failed' }>;

/**
 * Brings a stack that an earlier failure left behind into a state from which it can be deployed, as the status table
 * of the plan says: deletes one that never came up, rolls one back that stopped half-way. Healthy stacks pass through.
 */
export async function recoverStack(run: ChangeRun, found: DeployedStack | undefined): Promise<Recovery> {
  if (found === undefined) return { result: 'ready', deployed: undefined };
  const treatment = classifyStatus(found.status, 'update');
  switch (treatment) {
    case 'update':
    case 'none':
      return { result: 'ready', deployed: found };
    case 'create':
      return { result: 'ready', deployed: undefined };
    case 'recreate':
      return recover(run, { stack: found, kind: 'delete' });
    case 'rollback-first':
    case 'continue-rollback':
      return recover(run, { stack: found, kind: 'rollback' });
    case 'delete':
    case 'wait':
    case 'blocked':
      return {
        result: 'failed',
        rootCause: `the stack is ${found.status} and cannot be deployed from there`,
        events: [],
        seconds: 0,
      };
    default:
      return treatment satisfies never;
  }
}

async function recover(
  run: ChangeRun,
  operation: { readonly stack: DeployedStack; readonly kind: Extract<OperationKind, 'delete' | 'rollback'> },
): Promise<Recovery> {
  const { target, context, plan, stage, change } = run;
  const { stack, kind } = operation;
  const said = kind === 'delete' ? 'deletes the stack that never came up' : 'rolls the stack back first';
  context.onEvent({ kind: 'step', stage: stage.stage, stack: change.stack, step: `${said} (${stack.status})` });
  const token = formatOperationToken({ kind, commit: plan.commit, planDigest: plan.digest, runId: context.runId });
  if (kind === 'delete') await target.deleteStack(stack.stackId, token);
  else if (stack.status === 'UPDATE_ROLLBACK_FAILED') await target.continueUpdateRollback(stack.stackId, token);
  else await target.rollbackStack(stack.stackId, token);

  const end = await waitForStack(run, stack.stackId, token);
  switch (end.end) {
    case 'gone':
      return { result: 'ready', deployed: undefined };
    case 'detached':
      return {
        result: 'failed',
        rootCause: end.reason,
        hint: 'run again: it continues',
        events: end.events,
        seconds: 0,
      };
    case 'settled': {
      if (classifyStatus(end.stack.status, 'update') === 'update') return { result: 'ready', deployed: end.stack };
      return { result: 'failed', ...explainFailure(end.stack, end.events), seconds: 0 };
    }
    default:
      return end satisfies never;
  }
}
