import { countActions } from '../model/count-actions.ts';
import type { Action } from '../model/plan.ts';
import { shortHash } from '../model/short-hash.ts';
import { codeSpan, inertSentence } from '../render/plan/plan-markdown-text.ts';
import { listRefusals } from '../render/plan/plan-refusals.ts';
import { capitalize } from '../render/plan/plan-words.ts';
import { counted } from './fit-blocks.ts';
import type { Review, ReviewedStage } from './review.ts';
import { describeActions, judge } from './verdict.ts';
import { shortPath } from './short-path.ts';

/** Rows of the overview; a thousand stages would be a comment of their own. */
const MOST_STAGES = 20;
const MOST_PATHS = 10;

/** The top of the comment: the verdict, what was compared with what, one line for each stage. */
export function composeHead(review: Review): string {
  const verdict = judge(review);
  const [head, base] = [codeSpan(shortHash(review.headCommit)), codeSpan(shortHash(review.baseCommit))];
  const what = `${counted(review.files, ['file', 'files'])} with ${counted(review.workloads, ['workload', 'workloads'])}`;
  return [
    `## ${verdict.sign} MLOps: ${verdict.summary}`,
    `${head} into ${codeSpan(review.baseBranch)} (${base}), ${what}, ${describeComparison(review)}`,
    ...describeNotes(review),
    ...(review.stages === undefined ? [] : [renderStages(review, review.stages)]),
  ].join('\n\n');
}

function describeComparison({ comparison, stages, baseBranch }: Review): string {
  if (stages === undefined) return '**not planned** because of the errors below';
  if (comparison.with === 'deployed') return 'compared with what is deployed';
  return `compared with ${codeSpan(baseBranch)}, **not with what is deployed**`;
}

function describeNotes({ comparison, bothChanged, stages = [] }: Review): readonly string[] {
  const notes: string[] = [];
  const refusals = listRefusals({ stages: stages.map(({ stage, own }) => ({ stage, changes: own })) });
  if (refusals !== undefined) {
    const sentences = [refusals.outcome, ...refusals.next].map((text) => `${inertSentence(capitalize(text))}.`);
    notes.push(`> ⛔ ${sentences.join(' ')}`);
  }
  if (comparison.with === 'base') {
    notes.push(
      comparison.because === 'fork'
        ? '> ✋ The head comes from a fork: no AWS credentials were used. A maintainer has to approve the build.'
        : '> ℹ️ No AWS credentials were at hand: the comparison takes the base for deployed.',
    );
  }
  if (bothChanged.length > 0) {
    const shown = bothChanged
      .slice(0, MOST_PATHS)
      .map((path) => codeSpan(shortPath(path)))
      .join(', ');
    const more = bothChanged.length > MOST_PATHS ? ` and ${bothChanged.length - MOST_PATHS} more` : '';
    notes.push(
      `> ⚠️ Changed on both sides, shown as the head has it: ${shown}${more}. Merge or rebase to see the result.`,
    );
  }
  return notes;
}

function renderStages(review: Review, stages: readonly ReviewedStage[]): string {
  const shown = stages.slice(0, MOST_STAGES);
  const left = stages.length - shown.length;
  const more = left === 0 ? [] : [`… and ${counted(left, ['stage', 'stages'])} more`];
  const body = review.dialect === 'github' ? renderTable(review, shown) : shown.map(renderLine).join('\n');
  return [body, ...more].join('\n\n');
}

function renderLine(stage: ReviewedStage): string {
  const parts = [
    ...(stage.own.length === 0 ? [] : [describeActions(stage.own)]),
    ...(stage.pending.length === 0 ? [] : [`${stage.pending.length} pending already`]),
    `${stage.unchanged.length} unchanged`,
  ];
  return `- ${nameOf(stage)}: ${parts.join(', ')}`;
}

/** Columns only for what occurs. */
function renderTable({ baseBranch }: Review, stages: readonly ReviewedStage[]): string {
  const counts = stages.map((stage) => ({ stage, own: countActions(stage.own) }));
  const order: readonly Action[] = ['create', 'update', 'replace', 'delete'];
  const actions = order.filter((action) => counts.some(({ own }) => own[action] > 0));
  const hasPending = stages.some((stage) => stage.pending.length > 0);
  const titles = [...actions, ...(hasPending ? [`pending on ${codeSpan(baseBranch)}`] : []), 'unchanged'];
  const rows = counts.map(({ stage, own }) => {
    const cells = [
      ...actions.map((action) => (own[action] === 0 ? '' : own[action])),
      ...(hasPending ? [stage.pending.length] : []),
      stage.unchanged.length,
    ];
    return `| ${nameOf(stage)} | ${cells.join(' | ')} |`;
  });
  const ruler = `|---|${titles.map(() => '--:').join('|')}|`;
  return [`| stage | ${titles.join(' | ')} |`, ruler, ...rows].join('\n');
}

function nameOf({ stage, approval }: ReviewedStage): string {
  return `${codeSpan(stage)}${approval ? ' (after approval)' : ''}`;
}
