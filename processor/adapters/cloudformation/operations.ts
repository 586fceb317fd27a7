import { parseOperationToken, type StackOperation } from '../../model/operation.ts';
import { describeCause, findRootEvent } from '../../model/root-event.ts';
import { isHealthy, isInProgress, toStackStatus } from '../../model/stack-status.ts';
import type { StackEvent, StackStatus } from '../../model/stack.ts';

/**
 * Past operations of one stack, newest first, read from its events (oldest first): each operation of ours carries a
 * token that names the commit. Operations that others started have tokens that say nothing; they are left out.
 */
export function toOperations(stackName: string, events: readonly StackEvent[]): readonly StackOperation[] {
  const operations: StackOperation[] = [];
  for (const [token, told] of groupByToken(events)) {
    const steps = told.filter((event) => isOfStack(event, stackName));
    const parts = parseOperationToken(token);
    const first = steps[0];
    const last = steps.at(-1);
    if (parts === undefined || first === undefined || last === undefined) continue;
    const status = toStackStatus(last.status);
    const reason = isAsAsked(parts.kind, status) ? undefined : reasonOf(stackName, told);
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

function groupByToken(events: readonly StackEvent[]): ReadonlyMap<string, readonly StackEvent[]> {
  const groups = new Map<string, StackEvent[]>();
  for (const event of events) {
    if (event.token === undefined) continue;
    const group = groups.get(event.token);
    if (group === undefined) groups.set(event.token, [event]);
    else group.push(event);
  }
  return groups;
}

function isOfStack({ resourceType, logicalId }: StackEvent, stackName: string): boolean {
  return resourceType === 'AWS::CloudFormation::Stack' && logicalId === stackName;
}

/** What failed on the way, such as a deletion that CloudFormation then tried again, is no cause of such an end. */
function isAsAsked(kind: StackOperation['kind'], status: StackStatus): boolean {
  switch (kind) {
    case 'create':
    case 'update':
      return isHealthy(status) || status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
    case 'delete':
      return status === 'DELETE_COMPLETE';
    case 'rollback':
      return status === 'ROLLBACK_COMPLETE' || status.startsWith('UPDATE_ROLLBACK_COMPLETE');
    default:
      return kind satisfies never;
  }
}

/** The root of the failure; without one what the first step back says, which a hook or a person may have asked for. */
function reasonOf(stackName: string, told: readonly StackEvent[]): string | undefined {
  const root = findRootEvent(stackName, told);
  if (root !== undefined) return describeCause(root);
  const back = told.find((event) => isOfStack(event, stackName) && event.status.includes('ROLLBACK') && says(event));
  return back?.reason;
}

function says({ reason }: StackEvent): boolean {
  return reason !== undefined && reason !== 'User Initiated';
}
