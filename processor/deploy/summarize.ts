import type { AppliedChange, Outcome, RunReport } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';

/**
 * Makes the report of a run; nobody else decides whether a run succeeded. It did when no change failed or was refused
 * and no change was skipped because of another's failure. A deletion that waits for `--prune` was not asked for, so it
 * does not count against the run.
 */
export function summarize(plan: Plan, stages: RunReport['stages']): RunReport {
  const outcomes = stages.flatMap((stage) => stage.changes);
  return { ...plan, stages, succeeded: outcomes.every((change) => isGood(change.outcome) || waitsForPrune(change)) };
}

function isGood(outcome: Outcome): boolean {
  return outcome.result === 'deployed' || outcome.result === 'unchanged';
}

function waitsForPrune({ blocked }: AppliedChange): boolean {
  return blocked?.guard === 'prune';
}
