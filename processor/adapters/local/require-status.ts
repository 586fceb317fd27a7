import { UserError } from '../../model/errors.ts';
import type { DeployedStack, StackStatus } from '../../model/stack.ts';
import type { StackRecord } from './stack-record.ts';

/** Throws `termination-protection` or `stack-busy` when CloudFormation would refuse the deletion. */
export function requireDeletable(stack: DeployedStack): void {
  if (stack.terminationProtection) {
    throw new UserError('termination-protection', `stack ${stack.stackName} has termination protection`, {
      instructions: ['switch the protection off where the stack lives, if it may really go'],
    });
  }
  if (stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS') {
    throw new UserError('stack-busy', `stack ${stack.stackName} is in ${stack.status} state`, {
      instructions: ['wait for the operation to end, then run the same command again'],
    });
  }
}

/** The record, when its status is one of those allowed; otherwise throws `stack-not-found` or `wrong-stack-status`. */
export function requireStatus(
  record: StackRecord | undefined,
  stackId: string,
  allowed: readonly StackStatus[],
): StackRecord {
  if (record === undefined) {
    throw new UserError('stack-not-found', `stack ${stackId} does not exist`, { instructions: ['plan again'] });
  }
  const { stackName, status } = record.head;
  if (allowed.includes(status)) return record;
  throw new UserError('wrong-stack-status', `stack ${stackName} is in ${status}, not in ${allowed.join(' or ')}`, {
    instructions: ['plan again: the stack has moved since'],
  });
}
