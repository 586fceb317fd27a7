import type { StackEvent, StackStatus } from '../../model/stack.ts';
import type { EngineContext } from './engine-context.ts';
import type { LocalResource, StackRecord } from './stack-record.ts';

/** CloudFormation keeps events for 90 days; here the last so many stay. */
const EVENTS_KEPT = 1000;

/** Gives the stack a status and says so in its events. */
export function enterStatus(
  record: StackRecord,
  to: { readonly status: StackStatus; readonly reason?: string },
  context: EngineContext,
): StackRecord {
  const { stackName, stackId } = record.head;
  const event: StackEvent = {
    eventId: context.newId(),
    time: context.now,
    logicalId: stackName,
    resourceType: 'AWS::CloudFormation::Stack',
    physicalId: stackId,
    status: to.status,
    reason: to.reason,
    token: record.detail.operation?.token,
  };
  const reason = to.reason === 'User Initiated' ? undefined : to.reason;
  const head = {
    ...record.head,
    status: to.status,
    statusReason: reason,
    updatedAt: context.now,
    pendingChangeSets: undefined,
  };
  return append({ ...record, head }, [event]);
}

/** One thing that happened to a resource. */
export interface ResourceNews {
  readonly logicalId: string;
  readonly resource: LocalResource;
  readonly status: string;
  readonly reason?: string;
}

/** Says in the stack's events what happened to a resource. */
export function tellResource(record: StackRecord, news: readonly ResourceNews[], context: EngineContext): StackRecord {
  const events = news.map(({ logicalId, resource, status, reason }): StackEvent => ({
    eventId: `${logicalId}-${status}-${context.newId()}`,
    time: context.now,
    logicalId,
    resourceType: resource.type,
    physicalId: resource.physicalId,
    status,
    reason,
    token: record.detail.operation?.token,
  }));
  return append(record, events);
}

function append(record: StackRecord, events: readonly StackEvent[]): StackRecord {
  const all = [...record.detail.events, ...events].slice(-EVENTS_KEPT);
  return { ...record, detail: { ...record.detail, events: all } };
}
