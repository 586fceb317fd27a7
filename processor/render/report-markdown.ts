import type { AppliedChange, RunReport } from '../model/outcome.ts';
import { shortHash } from '../model/short-hash.ts';
import { codeSpan, inertSentence } from './plan/plan-markdown-text.ts';
import { describeCommit, NO_WORKLOADS, PIPELINE_TITLES } from './plan/plan-words.ts';
import { describeEnd, describeNextSteps, describeResults, RESULT_MARKS, type CommandRun } from './report-words.ts';

/** What became of a plan, for a review or a job summary; inert, and without HTML, so that it fits every host. */
export function renderReportMarkdown(report: RunReport, run: CommandRun = {}): string {
  const head = [
    `## ${report.succeeded ? 'Applied' : 'Not applied completely'}: ${describeResults(report)}`,
    `${inertSentence(describeCommit(report.commit))} · plan ${codeSpan(shortHash(report.digest))}`,
  ];
  const stages = report.stages.flatMap(({ stage, changes }) => {
    const shown = changes.filter((change) => change.action !== 'none');
    const same = changes.length - shown.length;
    const table = ['| | workload | type | end | detail |', '|---|---|---|---|---|', ...shown.map(renderRow)].join('\n');
    return [
      `### Stage ${codeSpan(stage)}`,
      ...(shown.length === 0 ? [] : [table]),
      ...(same === 0 ? [] : [`${same} unchanged`]),
      ...(changes.length === 0 ? [NO_WORKLOADS] : []),
    ];
  });
  const next = describeNextSteps(report, run).map((step) => `- ${inertSentence(step)}`);
  return `${[...head, ...stages, ...(next.length === 0 ? [] : [next.join('\n')])].join('\n\n')}\n`;
}

function renderRow(change: AppliedChange): string {
  const name = change.name === undefined ? change.modelName : `${change.modelName} (${change.name})`;
  const cells = [
    RESULT_MARKS[change.outcome.result],
    codeSpan(name),
    PIPELINE_TITLES[change.pipelineType],
    describeEnd(change),
    detailOf(change),
  ];
  return `| ${cells.join(' | ')} |`;
}

function detailOf({ outcome }: AppliedChange): string {
  switch (outcome.result) {
    case 'deployed':
      return '';
    case 'failed':
      return [outcome.rootCause, ...(outcome.hint === undefined ? [] : [outcome.hint])].map(inertSentence).join('; ');
    case 'skipped':
    case 'refused':
    case 'unchanged':
      return inertSentence(outcome.reason ?? '');
    default:
      return outcome satisfies never;
  }
}
