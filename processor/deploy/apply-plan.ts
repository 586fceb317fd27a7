import type { AppliedChange, RunReport } from '../model/outcome.ts';
import type { Plan, StagePlan } from '../model/plan.ts';
import type { ApplyContext } from './apply-context.ts';
import { applyStage } from './apply-stage.ts';
import { createHalt } from './halt.ts';
import { summarize } from './summarize.ts';

/**
 * Executes exactly what the plan says and nothing else: stages in order; in a stage, every change as soon as what it
 * depends on is done, at most `concurrency` at a time. A failure stops its dependants, in this stage, and the same
 * workload in later stages; everything else goes on, unless the surroundings fail (no credentials, no network): then
 * nothing new is started. Expected ends are outcomes in the report; only a bug, or a first stage that cannot be locked,
 * throws, and not before everything in flight has ended.
 */
export async function applyPlan(plan: Plan, context: ApplyContext): Promise<RunReport> {
  const stages: { stage: StagePlan; changes: readonly AppliedChange[] }[] = [];
  const halt = createHalt();
  for (const stage of plan.stages) {
    const earlier = stages.flatMap((done) => done.changes);
    stages.push({ stage, changes: await applyStage({ stage, plan, earlier, context, halt }) });
  }
  return summarize(
    plan,
    stages.map(({ stage, changes }) => ({ ...stage, changes })),
  );
}
