import pLimit from 'p-limit';
import { UserError } from '../model/errors.ts';
import type { AppliedChange, Outcome } from '../model/outcome.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import type { StackTarget, StackTargetLock } from '../ports/stack-target.ts';
import type { SynthesizedStack } from '../ports/synthesizer.ts';
import { applyChange } from './apply-change.ts';
import type { ApplyContext } from './apply-context.ts';
import type { Halt } from './halt.ts';
import { synthesizeChange } from './synthesize-change.ts';
import { unmetDependency } from './unmet-dependency.ts';

/** Applies the changes of one stage, each as soon as what it depends on is done, under the lock of its target. */
export async function applyStage(options: {
  readonly stage: StagePlan;
  readonly plan: Plan;
  /** The changes of the stages before, with how they ended. */
  readonly earlier: readonly AppliedChange[];
  readonly context: ApplyContext;
  readonly halt: Halt;
}): Promise<readonly AppliedChange[]> {
  const { stage, plan, earlier, context, halt } = options;
  const pending = stage.changes.filter((change) => change.action !== 'none');
  if (pending.length === 0) return stage.changes.map((change) => ({ ...change, outcome: { result: 'unchanged' } }));

  context.onEvent({ kind: 'stage-started', stage: stage.stage, changes: pending.length });
  const target = context.targetOf(stage.stage);
  const limit = pLimit(context.concurrency);
  const lock = await lockStage(target, { runId: context.runId, hasReport: earlier.length > 0 });
  if (lock instanceof UserError) return notStarted(stage, lock);
  try {
    const ends = new Map<string, Promise<Outcome>>();
    // A copy: a change waits only for those before it in the plan, so that no two can wait for each other.
    for (const change of stage.changes) ends.set(change.stack, run(change, new Map(ends)));
    // The lock is kept until the last one has ended, also when another one threw.
    await Promise.allSettled(ends.values());
    return await Promise.all(
      stage.changes.map(async (change) => ({ ...change, outcome: await outcomeOf(ends, change) })),
    );
  } finally {
    await lock.release();
  }

  async function run(change: Change, before: ReadonlyMap<string, Promise<Outcome>>): Promise<Outcome> {
    function synthesize(): Promise<SynthesizedStack> {
      return synthesizeChange(change, { plan, synthesizer: context.synthesizer });
    }
    // What is blocked itself says so, as the plan did: its own reason is the one to mend.
    const isBlocked = change.blocked !== undefined && change.blocked.guard !== 'dependency';
    const unmet = isBlocked ? undefined : await unmetDependency(change, { ends: before, earlier });
    const outcome: Outcome =
      unmet === undefined
        ? await limit(() => applyChange({ change, stage, plan, target, context, halt, synthesize }))
        : { result: 'skipped', reason: unmet };
    if (change.action !== 'none') {
      const { stack, action } = change;
      context.onEvent({ kind: 'change-finished', stage: stage.stage, stack, action, outcome });
    }
    return outcome;
  }
}

/** The error is given back, instead of thrown, when there is a report of earlier stages that must not be lost. */
async function lockStage(
  target: StackTarget,
  options: { readonly runId: string; readonly hasReport: boolean },
): Promise<StackTargetLock | UserError> {
  try {
    return await target.lock(`apply ${options.runId}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (options.hasReport) return error;
    const { code, message, instructions, exitCode } = error;
    throw new UserError(code, `${message}; nothing was changed`, { instructions, exitCode, cause: error });
  }
}

function notStarted(stage: StagePlan, error: UserError): readonly AppliedChange[] {
  const outcome: Outcome = {
    result: 'failed',
    rootCause: error.message,
    hint: error.instructions.join('; '),
    events: [],
    seconds: 0,
  };
  return stage.changes.map((change) => ({
    ...change,
    outcome: change.action === 'none' ? { result: 'unchanged' } : outcome,
  }));
}

function outcomeOf(ends: ReadonlyMap<string, Promise<Outcome>>, change: Change): Promise<Outcome> {
  return ends.get(change.stack) ?? Promise.resolve({ result: 'skipped', reason: 'it was never started' });
}
