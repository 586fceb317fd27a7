import type { AppliedChange, Outcome, RunReport } from '../model/outcome.ts';
import { NO_WORKLOADS } from './plan-words.ts';

export type Result = Outcome['result'];

/** All results, in the order in which they are counted. */
const RESULTS: readonly Result[] = ['deployed', 'unchanged', 'failed', 'skipped', 'refused'];

/** The sign in front of a change that was applied. */
export const RESULT_MARKS: Readonly<Record<Result, string>> = {
  deployed: '✔',
  unchanged: '=',
  failed: '✖',
  skipped: '↷',
  refused: '⊘',
};

/** How many changes ended in which way. */
export function countResults(report: RunReport): Readonly<Record<Result, number>> {
  const counts = { deployed: 0, unchanged: 0, failed: 0, skipped: 0, refused: 0 };
  for (const change of changesOf(report)) counts[change.outcome.result] += 1;
  return counts;
}

/** `2 deployed, 1 deleted, 1 failed, 12 unchanged`; what does not occur is left out. */
export function describeResults(report: RunReport): string {
  const counts = countResults(report);
  const deleted = changesOf(report).filter(
    (change) => change.action === 'delete' && change.outcome.result === 'deployed',
  );
  const words = [
    [counts.deployed - deleted.length, 'deployed'],
    [deleted.length, 'deleted'],
    ...RESULTS.filter((result) => result !== 'deployed').map((result) => [counts[result], result] as const),
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return parts.length === 0 ? NO_WORKLOADS : parts.join(', ');
}

/** `created in 42 s`, `failed after 12 s`, `skipped`. */
export function describeEnd(change: AppliedChange): string {
  const { outcome } = change;
  switch (outcome.result) {
    case 'deployed':
      return `${change.action === 'none' ? 'deployed' : `${change.action}d`} in ${outcome.seconds} s`;
    case 'failed':
      return `failed after ${outcome.seconds} s`;
    case 'refused':
      return `refused by ${outcome.guard}`;
    case 'skipped':
    case 'unchanged':
      return outcome.result;
    default:
      return outcome satisfies never;
  }
}

/** What to do now, in sentences. Empty after a run that did all it was asked to do. `command`: what was run. */
export function describeNextSteps(report: RunReport, command: 'apply' | 'destroy' = 'apply'): readonly string[] {
  const changes = changesOf(report);
  const isStale = changes.some(({ outcome }) => outcome.result === 'refused' && outcome.guard === 'stale-plan');
  const waiting = changes.filter((change) => change.blocked?.guard === 'prune').length;
  const steps: string[] = [];
  if (changes.some(({ outcome }) => outcome.result === 'failed')) {
    steps.push(`mend the causes above and run \`mlops ${command}\` again: what succeeded is not repeated`);
  }
  if (isStale) {
    const again = command === 'apply' ? 'plan' : command;
    steps.push(`run \`mlops ${again}\` again: what is deployed has changed since this plan was made`);
  }
  if (waiting > 0) {
    steps.push(
      `${waiting} ${waiting === 1 ? 'workload waits' : 'workloads wait'} for \`mlops apply --prune\` to be deleted`,
    );
  }
  return steps;
}

/** All changes of all stages. */
export function changesOf(report: RunReport): readonly AppliedChange[] {
  return report.stages.flatMap((stage) => stage.changes);
}
