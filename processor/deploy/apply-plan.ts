import pLimit from 'p-limit';
import type { AppliedChange, Outcome, RunReport } from '../model/outcome.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import { applyChange } from './apply-change.ts';
import type { ApplyContext } from './apply-context.ts';
import { summarize } from './summarize.ts';
import { unmetDependency } from './unmet-dependency.ts';

/**
 * Executes exactly what the plan says and nothing else: stages in order; in a stage, every change as soon as what it
 * depends on is done, at most `concurrency` at a time. A failure stops its dependants, in this stage, and the same
 * workload in later stages; everything else goes on. Expected ends are outcomes in the report; only a lost lock or a
 * bug throws.
 */
export async function applyPlan(plan: Plan, context: ApplyContext): Promise<RunReport> {
  const stages: { stage: StagePlan; changes: readonly AppliedChange[] }[] = [];
  for (const stage of plan.stages) {
    const earlier = stages.flatMap((done) => done.changes);
    stages.push({ stage, changes: await applyStage({ stage, plan, earlier, context }) });
  }
  return summarize(
    plan,
    stages.map(({ stage, changes }) => ({ ...stage, changes })),
  );
}

async function applyStage(options: {
  readonly stage: StagePlan;
  readonly plan: Plan;
  readonly earlier: readonly AppliedChange[];
  readonly context: ApplyContext;
}): Promise<readonly AppliedChange[]> {
  const { stage, plan, earlier, context } = options;
  const pending = stage.changes.filter((change) => change.action !== 'none');
  if (pending.length === 0) return stage.changes.map((change) => ({ ...change, outcome: { result: 'unchanged' } }));

  context.onEvent({ kind: 'stage-started', stage: stage.stage, changes: pending.length });
  const target = context.targetOf(stage.stage);
  const limit = pLimit(context.concurrency);
  const lock = await target.lock(`apply ${context.runId}`);
  try {
    const ends = new Map<string, Promise<Outcome>>();
    // A copy: a change waits only for those before it in the plan, so that no two can wait for each other.
    for (const change of stage.changes) ends.set(change.stack, run(change, new Map(ends)));
    return await Promise.all(
      stage.changes.map(async (change) => ({ ...change, outcome: await outcomeOf(ends, change) })),
    );
  } finally {
    await lock.release();
  }

  async function run(change: Change, before: ReadonlyMap<string, Promise<Outcome>>): Promise<Outcome> {
    const unmet = await unmetDependency(change, { ends: before, earlier });
    const outcome: Outcome =
      unmet === undefined
        ? await limit(() => applyChange({ change, stage, plan, target, context }))
        : { result: 'skipped', reason: unmet };
    if (change.action !== 'none') {
      context.onEvent({ kind: 'change-finished', stage: stage.stage, stack: change.stack, outcome });
    }
    return outcome;
  }
}

function outcomeOf(ends: ReadonlyMap<string, Promise<Outcome>>, change: Change): Promise<Outcome> {
  return ends.get(change.stack) ?? Promise.resolve({ result: 'skipped', reason: 'it was never started' });
}
