import type {
  Change,
  ResourceTargetDefinition,
  Stack,
  StackEvent as SdkEvent,
  Tag,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '../../model/plan.ts';
import { toStackStatus } from '../../model/stack-status.ts';
import type { DeployedStack, StackEvent } from '../../model/stack.ts';

/** A stack as DescribeStacks tells it. */
export function convertStack(stack: Stack): DeployedStack {
  return {
    stackName: stack.StackName ?? '',
    stackId: stack.StackId ?? stack.StackName ?? '',
    status: toStackStatus(stack.StackStatus),
    ...given('statusReason', stack.StackStatusReason),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? '']),
    ),
    tags: toTags(stack.Tags),
    ...(stack.CreationTime === undefined ? {} : { createdAt: stack.CreationTime.toISOString() }),
    ...(stack.LastUpdatedTime === undefined ? {} : { updatedAt: stack.LastUpdatedTime.toISOString() }),
    terminationProtection: stack.EnableTerminationProtection === true,
  };
}

/** One event of DescribeStackEvents. */
export function convertEvent(event: SdkEvent): StackEvent {
  return {
    eventId: event.EventId ?? '',
    time: (event.Timestamp ?? new Date(0)).toISOString(),
    logicalId: event.LogicalResourceId ?? '',
    resourceType: event.ResourceType ?? '',
    ...given('physicalId', event.PhysicalResourceId),
    status: event.ResourceStatus ?? '',
    ...given('reason', event.ResourceStatusReason),
    ...given('token', event.ClientRequestToken),
  };
}

/** One resource of a change set; undefined for entries that are no resources (hooks) or are not touched. */
export function convertChange(change: Change): ResourceChange | undefined {
  const resource = change.ResourceChange;
  const action = resource === undefined ? undefined : convertAction(resource.Action);
  if (resource === undefined || action === undefined) return undefined;
  const targets = (resource.Details ?? []).flatMap(({ Target }) => Target ?? []);
  const properties = namesOf(targets);
  const forcedBy = namesOf(targets.filter(({ RequiresRecreation }) => RequiresRecreation === 'Always'));
  const cause = (resource.Details ?? []).find((detail) => detail.CausingEntity !== undefined)?.CausingEntity;
  return {
    logicalId: resource.LogicalResourceId ?? '',
    type: resource.ResourceType ?? '',
    action,
    replacement: convertReplacement(resource.Replacement),
    ...(properties.length === 0 ? {} : { properties }),
    ...(forcedBy.length === 0 ? {} : { forcedBy }),
    ...(cause === undefined ? {} : { cascadedFrom: cause.split('.')[0] ?? cause }),
  };
}

function namesOf(targets: readonly ResourceTargetDefinition[]): readonly string[] {
  return [...new Set(targets.flatMap(({ Name }) => Name ?? []))];
}

/** Our tags in CloudFormation's form, in a stable order. */
export function toSdkTags(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}

/** Tags in our form. */
export function toTags(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}

/** A member that is only there when it says something; some answers hold empty elements. */
function given<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Record<Key, string>);
}

function convertAction(action: string | undefined): ResourceChange['action'] | undefined {
  switch (action) {
    case 'Add':
    case 'Import':
      return 'create';
    case 'Modify':
    case 'Dynamic':
    case 'SyncWithActual':
      return 'update';
    case 'Remove':
      return 'delete';
    default:
      return undefined;
  }
}

function convertReplacement(replacement: string | undefined): ResourceChange['replacement'] {
  if (replacement === 'True') return 'yes';
  return replacement === 'Conditional' ? 'conditional' : 'no';
}
