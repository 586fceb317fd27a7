import type { AppliedChange, Outcome, RunReport } from '../../processor/model/outcome.ts';
import type { Change, Plan } from '../../processor/model/plan.ts';

/** A report of a plan, each change ended as the function says. */
export function applied(plan: Plan, endOf: (change: Change, index: number) => Outcome): RunReport {
  let index = 0;
  const stages = plan.stages.map((stage) => ({
    ...stage,
    changes: stage.changes.map((change): AppliedChange => ({ ...change, outcome: endOf(change, index++) })),
  }));
  const ends = stages.flatMap((stage) => stage.changes.map((change) => change.outcome.result));
  return { ...plan, stages, succeeded: ends.every((end) => end === 'deployed' || end === 'unchanged') };
}

/** Every kind of end, in turn; what is blocked is refused, what waits is skipped. */
export function everyEnd(change: Change, index: number): Outcome {
  if (change.action === 'none') return { result: 'unchanged' };
  if (change.blocked !== undefined) {
    const { guard, reason } = change.blocked;
    const waits = guard === 'prune' || guard === 'dependency';
    return waits ? { result: 'skipped', reason } : { result: 'refused', guard, reason };
  }
  const ends: readonly Outcome[] = [
    { result: 'deployed', seconds: 42, outputs: { EndpointName: change.modelName, MlopsFingerprint: 'f'.repeat(64) } },
    {
      result: 'failed',
      seconds: 12,
      rootCause: 'Model (AWS::SageMaker::Model): could not find `s3://team-assets/churn/model.tar.gz`',
      hint: 'the S3 object is not there',
      events: [
        {
          eventId: '1',
          time: '2026-03-02T09:31:00Z',
          logicalId: 'Model',
          resourceType: 'AWS::SageMaker::Model',
          status: 'CREATE_FAILED',
          reason: 'could not find it',
        },
      ],
    },
    { result: 'skipped', reason: 'it depends on other, which failed' },
    {
      result: 'refused',
      guard: 'stale-plan',
      reason: 'the stack was created anew after the plan was made; plan again',
    },
  ];
  return ends[index % ends.length] ?? { result: 'unchanged' };
}
