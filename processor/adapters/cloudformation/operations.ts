import { parseOperationToken, type StackOperation } from '../../model/operation.ts';
import { isInProgress, toStackStatus } from '../../model/stack-status.ts';
import type { StackEvent } from '../../model/stack.ts';

/**
 * Past operations of one stack, newest first, read from its events (oldest first): each operation of ours carries a
 * token that names the commit. Operations that others started have tokens that say nothing; they are left out.
 */
export function toOperations(stackName: string, events: readonly StackEvent[]): readonly StackOperation[] {
  const byToken = new Map<string, StackEvent[]>();
  for (const event of events) {
    if (event.token === undefined || event.resourceType !== 'AWS::CloudFormation::Stack') continue;
    if (event.logicalId !== stackName) continue;
    byToken.set(event.token, [...(byToken.get(event.token) ?? []), event]);
  }
  const operations: StackOperation[] = [];
  for (const [token, steps] of byToken) {
    const parts = parseOperationToken(token);
    const first = steps[0];
    const last = steps.at(-1);
    if (parts === undefined || first === undefined || last === undefined) continue;
    const status = toStackStatus(last.status);
    const reason = steps.findLast((step) => step.reason !== undefined && step.status.includes('ROLLBACK'))?.reason;
    operations.push({
      stackName,
      kind: parts.kind,
      token,
      ...(parts.commit === undefined ? {} : { commit: parts.commit }),
      startedAt: first.time,
      ...(isInProgress(status) ? {} : { finishedAt: last.time }),
      status,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return operations.reverse();
}
