import { InternalError, UserError } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import type { StackTarget } from '../ports/stack-target.ts';
import type { SynthesizedStack } from '../ports/synthesizer.ts';
import type { ApplyContext } from './apply-context.ts';
import type { Halt } from './halt.ts';
import { checkUnmoved } from './steps/check-unmoved.ts';
import { deleteStack } from './steps/delete-stack.ts';
import { deployStack } from './steps/deploy-stack.ts';
import { isOvertaken, yieldToOther } from './steps/yield-to-other.ts';

/** Why a change was left alone by a run that was asked to stop. */
export const NOT_STARTED = 'the run was interrupted before it started';

/** How the reason begins for which a change was left alone after the surroundings of the run had failed. */
export const HALTED = 'the run stopped before it started';

/** What the steps need to know of a change: of a workload's, or of another stack that is deployed the same way. */
export type StackChange = Pick<
  Change,
  'stack' | 'action' | 'blocked' | 'deployed' | 'deployedFingerprint' | 'desiredFingerprint'
>;

/** One change with everything around it: what the steps work on. */
export interface ChangeRun {
  readonly change: StackChange;
  readonly stage: Pick<StagePlan, 'stage'>;
  readonly plan: Pick<Plan, 'commit' | 'digest'>;
  readonly target: StackTarget;
  readonly context: Pick<ApplyContext, 'clock' | 'runId' | 'pollInterval' | 'signal' | 'onEvent'>;
  readonly halt: Halt;
  /** The stack as it is to be; not asked for when it is deleted. */
  readonly synthesize: () => Promise<SynthesizedStack>;
}

/**
 * Brings one stack to what the plan says and tells how it ended. Errors of the surroundings become outcomes; a bug
 * (InternalError, TypeError) is thrown.
 */
export async function applyChange(run: ChangeRun): Promise<Outcome> {
  const { change, context } = run;
  if (change.action === 'none') return { result: 'unchanged' };
  if (change.blocked?.guard === 'prune') return { result: 'skipped', reason: change.blocked.reason };
  if (change.blocked !== undefined) {
    return { result: 'refused', guard: change.blocked.guard, reason: change.blocked.reason };
  }
  if (context.signal.aborted) return { result: 'skipped', reason: NOT_STARTED };
  const halted = run.halt.reason();
  if (halted !== undefined) return { result: 'skipped', reason: `${HALTED}: ${halted}` };

  const started = context.clock.elapsed();
  try {
    return await applyUnmoved(run);
  } catch (error) {
    if (!(error instanceof Error) || isBug(error)) throw error;
    run.halt.consider(error);
    return outcomeOf(error, Math.round((context.clock.elapsed() - started) / 1000));
  }
}

async function applyUnmoved(run: ChangeRun): Promise<Outcome> {
  try {
    const checked = await checkUnmoved(run);
    if (checked.verdict === 'ended') return checked.outcome;
    // Not before: what is as it should be, or is refused, never starts.
    const { change, stage, context } = run;
    context.onEvent({ kind: 'change-started', stage: stage.stage, stack: change.stack, action: change.action });
    return change.action === 'delete'
      ? await deleteStack(run, checked.deployed)
      : await deployStack(run, checked.deployed);
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    return yieldToOther(run, error.message);
  }
}

function outcomeOf(error: Error, seconds: number): Outcome {
  if (!(error instanceof UserError)) return { result: 'failed', rootCause: error.message, events: [], seconds };
  if (error.code === 'termination-protection') {
    return { result: 'refused', guard: 'termination-protection', reason: error.message };
  }
  const hint = error.instructions.length === 0 ? {} : { hint: error.instructions.join('; ') };
  return { result: 'failed', rootCause: error.message, ...hint, events: [], seconds };
}

function isBug(error: Error): boolean {
  return error instanceof InternalError || error instanceof TypeError || error instanceof RangeError;
}
