import { countActions } from '../model/count-actions.ts';
import type { AppliedChange, RunReport } from '../model/outcome.ts';

/**
 * One report of two runs on the same commit, the second after a new plan: what the first one did is in it, and what the
 * second one found done by it does not count as unchanged.
 */
export function continueReport(before: RunReport | undefined, after: RunReport): RunReport {
  if (before === undefined) return after;
  const stages = after.stages.map((stage) => {
    const done = new Map(
      (before.stages.find((earlier) => earlier.stage === stage.stage)?.changes ?? [])
        .filter(({ outcome }) => outcome.result === 'deployed')
        .map((change) => [change.stack, change]),
    );
    const changes = stage.changes.map((change) => doneBefore(change, done) ?? change);
    const there = new Set(stage.changes.map(({ stack }) => stack));
    // A stack that was deleted is no part of the second plan.
    return { ...stage, changes: [...changes, ...[...done.values()].filter(({ stack }) => !there.has(stack))] };
  });
  return { ...after, stages, summary: countActions(stages.flatMap(({ changes }) => changes)) };
}

function doneBefore(change: AppliedChange, done: ReadonlyMap<string, AppliedChange>): AppliedChange | undefined {
  return change.outcome.result === 'unchanged' ? done.get(change.stack) : undefined;
}
