import type { StackRecord } from '../../../processor/adapters/local/stack-record.ts';
import type { ResourceChange } from '../../../processor/model/plan.ts';
import type { StackEvent } from '../../../processor/model/stack.ts';

/** A stack as DescribeStacks tells it. */
export function stackOf({ head }: StackRecord): object {
  return {
    StackName: head.stackName,
    StackId: head.stackId,
    StackStatus: head.status,
    StackStatusReason: head.statusReason,
    Outputs: Object.entries(head.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    Tags: Object.entries(head.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: head.terminationProtection,
  };
}

/** An event as DescribeStackEvents tells it. */
export function eventOf(event: StackEvent): object {
  return {
    EventId: event.eventId,
    Timestamp: new Date(event.time),
    LogicalResourceId: event.logicalId,
    ResourceType: event.resourceType,
    PhysicalResourceId: event.physicalId,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}

const ACTIONS = { create: 'Add', update: 'Modify', delete: 'Remove' } as const;
const REPLACEMENTS = { yes: 'True', no: 'False', conditional: 'Conditional' } as const;

/** A resource of a change set as DescribeChangeSet tells it. */
export function changeOf(change: ResourceChange): object {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: ACTIONS[change.action],
      LogicalResourceId: change.logicalId,
      ResourceType: change.type,
      Replacement: change.action === 'update' ? REPLACEMENTS[change.replacement] : undefined,
      Details: change.properties?.map((Name) => ({ Target: { Name } })),
    },
  };
}
