import type { AppliedChange, Outcome, RunReport } from '../model/outcome.ts';
import { NO_WORKLOADS, shellWord, spellFlags, type GivenFlag } from './plan/plan-words.ts';

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

/** What was run: the command that goes on from there needs the same flags. */
export interface CommandRun {
  /** @default apply */
  readonly command?: 'apply' | 'destroy';
  readonly planFile?: string;
  readonly prune?: boolean;
  readonly given?: readonly GivenFlag[];
}

/** What to do now, in sentences. Empty after a run that did all it was asked to do. */
export function describeNextSteps(report: RunReport, run: CommandRun = {}): readonly string[] {
  const { again, plan, prune } = commandsAfter(run);
  const changes = changesOf(report);
  const isStale = changes.some(({ outcome }) => outcome.result === 'refused' && outcome.guard === 'stale-plan');
  const waiting = changes.filter((change) => change.blocked?.guard === 'prune').length;
  const steps: string[] = [];
  if (changes.some(({ outcome }) => outcome.result === 'failed')) {
    steps.push(`mend the causes above and run \`${again}\` again: what succeeded is not repeated`);
  }
  if (isStale) {
    steps.push(`run \`${plan}\` again: what is deployed has changed since this plan was made`);
  }
  if (waiting > 0) {
    steps.push(`${waiting} ${waiting === 1 ? 'workload waits' : 'workloads wait'} for \`${prune}\` to be deleted`);
  }
  return steps;
}

/** The command to run again, the one that plans again, and the one that also deletes. */
function commandsAfter({ command = 'apply', planFile, prune, given = [] }: CommandRun) {
  if (command === 'destroy') return { again: 'mlops destroy', plan: 'mlops destroy', prune: 'mlops apply --prune' };
  const flags = spellFlags(given);
  const [plan, pruning] = [`mlops plan${flags}`, `mlops apply --prune${flags}`];
  if (planFile === undefined) return { again: prune === true ? pruning : `mlops apply${flags}`, plan, prune: pruning };
  const file = shellWord(planFile);
  return {
    again: `mlops apply ${file}${flags}`,
    plan: `${plan} --out ${file}`,
    prune: `mlops plan --prune${flags} --out ${file}`,
  };
}

/** All changes of all stages. */
export function changesOf(report: RunReport): readonly AppliedChange[] {
  return report.stages.flatMap((stage) => stage.changes);
}
