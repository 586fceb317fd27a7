import type { RunReport } from '../../model/outcome.ts';
import { changesOf } from '../../render/report-words.ts';

/** How often one run plans a commit anew while what is deployed moves under it. */
export const MOST_PLANS = 3;

/** What is said then. */
export const PLANNING_AGAIN = 'what is deployed has moved since it was planned: planning again\n';

/**
 * Nothing went wrong but that others, or an older run, moved stacks after they had been planned. A run that was
 * approved whatever its plan is plans again then; one whose plan somebody looked at must not.
 */
export function isOvertaken(report: RunReport): boolean {
  const outcomes = changesOf(report).map(({ outcome }) => outcome);
  return (
    outcomes.some((outcome) => outcome.result === 'refused' && outcome.guard === 'stale-plan') &&
    !outcomes.some((outcome) => outcome.result === 'failed') &&
    haltOf(report) === undefined
  );
}

/** Why the run started nothing more, where it did so by itself. */
export function haltOf(report: RunReport): string | undefined {
  const halted = changesOf(report)
    .map(({ outcome }) => outcome)
    .find((outcome) => outcome.result === 'skipped' && outcome.cause === 'halt');
  return halted?.result === 'skipped' ? halted.reason : undefined;
}
