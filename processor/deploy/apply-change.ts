import type { Outcome } from '../model/outcome.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import type { StackTarget } from '../ports/stack-target.ts';
import type { ApplyContext } from './apply-context.ts';
import { checkUnmoved } from './steps/check-unmoved.ts';
import { deleteStack } from './steps/delete-stack.ts';
import { deployStack } from './steps/deploy-stack.ts';
import { UserError } from '../model/errors.ts';

/** One change with everything around it: what the steps work on. */
export interface ChangeRun {
  readonly change: Change;
  readonly stage: StagePlan;
  readonly plan: Plan;
  readonly target: StackTarget;
  readonly context: ApplyContext;
}

/** Brings one stack to what the plan says and tells how it ended. Errors of the surroundings become failures. */
export async function applyChange(run: ChangeRun): Promise<Outcome> {
  const { change, context } = run;
  if (change.action === 'none') return { result: 'unchanged' };
  if (change.blocked?.guard === 'prune') return { result: 'skipped', reason: change.blocked.reason };
  if (change.blocked !== undefined) {
    return { result: 'refused', guard: change.blocked.guard, reason: change.blocked.reason };
  }
  if (context.signal.aborted) return { result: 'skipped', reason: 'the run was interrupted before it started' };

  context.onEvent({ kind: 'change-started', stage: run.stage.stage, stack: change.stack, action: change.action });
  const started = context.clock.elapsed();
  try {
    const checked = await checkUnmoved(run);
    if (checked.verdict === 'ended') return checked.outcome;
    return change.action === 'delete'
      ? await deleteStack(run, checked.deployed)
      : await deployStack(run, checked.deployed);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      result: 'failed',
      rootCause: error.message,
      ...(error instanceof UserError && error.instructions.length > 0 ? { hint: error.instructions.join('; ') } : {}),
      events: [],
      seconds: Math.round((context.clock.elapsed() - started) / 1000),
    };
  }
}
