import { isWaiting } from '../model/blocked.ts';
import { InternalError, UserError } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Change } from '../model/plan.ts';
import type { ChangeRun } from './change-run.ts';
import { checkUnmoved } from './steps/check-unmoved.ts';
import { deleteStack } from './steps/delete-stack.ts';
import { deployStack } from './steps/deploy-stack.ts';
import { wasFaster, yieldToOther } from './steps/yield-to-other.ts';

/**
 * Brings one stack to what the plan says and tells how it ended. Errors of the surroundings become outcomes; a bug
 * (InternalError, TypeError) is thrown.
 */
export async function applyChange(run: ChangeRun): Promise<Outcome> {
  const { change, context } = run;
  if (change.action === 'none') return { result: 'unchanged' };
  if (change.blocked !== undefined) return leave(change.blocked);
  if (context.signal.aborted) {
    return { result: 'skipped', reason: 'the run was interrupted before it started', cause: 'interrupt' };
  }
  const halted = run.halt.reason();
  if (halted !== undefined) {
    return { result: 'skipped', reason: `the run stopped before it started: ${halted}`, cause: 'halt' };
  }

  const started = context.clock.elapsed();
  try {
    return await applyUnmoved(run);
  } catch (error) {
    if (!(error instanceof Error) || isBug(error)) throw error;
    run.halt.consider(error);
    return outcomeOf(error, Math.round((context.clock.elapsed() - started) / 1000));
  }
}

/** What waits, for `--prune` or for another change, is skipped, also where that other one is not part of this run. */
function leave({ guard, reason }: NonNullable<Change['blocked']>): Outcome {
  return isWaiting(guard) ? { result: 'skipped', reason } : { result: 'refused', guard, reason };
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
    if (!wasFaster(error)) throw error;
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
