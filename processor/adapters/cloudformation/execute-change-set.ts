import { ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { UserError } from '../../model/errors.ts';
import type { ReadyChangeSet } from '../../ports/stack-target.ts';
import { describeChangeSet, type ChangeSetCalls } from './change-set-calls.ts';
import { unlessMissing } from './missing.ts';

/**
 * Executes a change set, once. When CloudFormation refuses, the change set itself tells why: it is already being
 * executed (an earlier attempt came through and only its answer was lost: that is success), or another run was faster
 * (UserError `change-set-not-found` or `stack-busy`).
 */
export async function executeChangeSet(
  changeSet: ReadyChangeSet,
  options: ChangeSetCalls & { readonly token: string },
): Promise<void> {
  const { changeSetId, stackId } = changeSet;
  try {
    const input = { ChangeSetName: changeSetId, StackName: stackId, ClientRequestToken: options.token };
    await options.client.send(new ExecuteChangeSetCommand(input));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isRefused = /^(InvalidChangeSetStatus|ChangeSetNotFound|ValidationError|TokenAlreadyExists)/.test(error.name);
    if (!isRefused) throw error;
    const found = await unlessMissing(describeChangeSet(changeSet, options));
    // Nobody else executes it: its name is the token of this run.
    if (found?.ExecutionStatus?.startsWith('EXECUTE_') === true) return;
    if (found?.ExecutionStatus === 'AVAILABLE') throw busy(error);
    throw new UserError('change-set-not-found', `change set ${changeSetId} cannot be executed: ${error.message}`, {
      instructions: ['another run has changed the stack or discarded the change set: plan again'],
      cause: error,
    });
  }
}

function busy(cause: Error): UserError {
  return new UserError('stack-busy', `the change set cannot be executed now: ${cause.message}`, {
    instructions: ['wait for the operation to end, then run the same command again'],
    cause,
  });
}
