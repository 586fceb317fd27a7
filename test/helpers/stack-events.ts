import type { StackEvent } from '../../processor/model/stack.ts';

/** Logical id, status and reason of an event; `churn` is the stack itself. */
export type Told = readonly [logicalId: string, status: string, reason?: string];

/** Events of the stack `churn` as one operation causes them, in the order given. */
export function told(token: string, ...events: readonly Told[]): readonly StackEvent[] {
  return events.map(([logicalId, status, reason], index) => ({
    eventId: `${token}-${logicalId}-${status}-${index}`,
    time: `2026-03-01T08:00:${String(index).padStart(2, '0')}Z`,
    logicalId,
    resourceType: logicalId === 'churn' ? 'AWS::CloudFormation::Stack' : 'AWS::SageMaker::Model',
    status,
    ...(reason === undefined ? {} : { reason }),
    token,
  }));
}

/** A token of ours for an operation of that kind. */
export function tokenOf(kind: string): string {
  return `mlops-${kind}-0123456789ab-00000000feed-run1`;
}
