import type { StackEvent } from './stack.ts';

/** What CloudFormation writes on resources that were only stopped because another one failed. */
const CONSEQUENCES = [/cancelled/i, /^the following resource\(s\) failed/i];

/** Statuses of the stack itself with which something new is asked of it. A rollback belongs to what it takes back. */
const BEGINNINGS = ['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'IMPORT_IN_PROGRESS'];

/** An event that tells of a failure and why. */
export type FailureEvent = StackEvent & { readonly reason: string };

/** The events that tell of a failure and why, in the order given. */
export function findFailures(events: readonly StackEvent[]): readonly FailureEvent[] {
  return events.filter(isFailure);
}

/**
 * The event that a failed operation goes back to, of its events, oldest first: the resource that failed by itself
 * before any other; else what is told of the stack. Undefined when no event tells of a failure.
 */
export function findRootEvent(stackName: string, events: readonly StackEvent[]): FailureEvent | undefined {
  const failures = findFailures(events);
  return failures.find((event) => isOwnFailure(event, stackName)) ?? failures[0];
}

/** Where a rollback that failed too got stuck: the last resource that failed by itself, unless it is the root. */
export function findStuckEvent(stackName: string, events: readonly StackEvent[]): FailureEvent | undefined {
  const root = findRootEvent(stackName, events);
  return findFailures(events).findLast((event) => event !== root && isOwnFailure(event, stackName));
}

/** `Model (AWS::SageMaker::Model): could not find model data`; the same words wherever a cause is told. */
export function describeCause(event: Pick<FailureEvent, 'logicalId' | 'resourceType' | 'reason'>): string {
  return `${event.logicalId} (${event.resourceType}): ${event.reason}`;
}

/** Of all events of a stack, oldest first, those of what was asked of it last and of the rollbacks after that. */
export function latestEvents(stackName: string, events: readonly StackEvent[]): readonly StackEvent[] {
  const begun = events.findLastIndex((event) => event.logicalId === stackName && BEGINNINGS.includes(event.status));
  return events.slice(Math.max(begun, 0));
}

function isFailure(event: StackEvent): event is FailureEvent {
  return event.status.endsWith('_FAILED') && event.reason !== undefined;
}

function isOwnFailure({ logicalId, reason }: FailureEvent, stackName: string): boolean {
  return logicalId !== stackName && !CONSEQUENCES.some((pattern) => pattern.test(reason));
}
