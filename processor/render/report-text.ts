import { escapeText } from '../model/escape-text.ts';
import type { AppliedChange, RunReport } from '../model/outcome.ts';
import { renderOutputs } from './outputs-text.ts';
import { createColors, type Colors } from './plan/plan-colors.ts';
import { NO_WORKLOADS, PIPELINE_TITLES, titleOf, visible } from './plan/plan-words.ts';
import {
  describeEnd,
  describeNextSteps,
  describeResults,
  RESULT_MARKS,
  type CommandRun,
  type Result,
} from './report-words.ts';

export interface ReportTextOptions extends CommandRun {
  readonly color: boolean;
  /** Also list what was left as it is, all outputs, and the events of failures. */
  readonly verbose: boolean;
}

/** What became of a plan, for a person at a terminal. */
export function renderReportText(report: RunReport, options: ReportTextOptions): string {
  const colors = createColors(options.color);
  const stages = report.stages.map(({ stage, changes }) => {
    const shown = changes.filter((change) => options.verbose || change.action !== 'none');
    const alike = options.verbose ? new Map<string, number>() : skippedAlike(shown);
    const single = shown.filter(({ outcome }) => outcome.result !== 'skipped' || !alike.has(outcome.reason));
    const lines = single.flatMap((change) => renderChange(change, { colors, verbose: options.verbose }));
    for (const [reason, count] of alike)
      lines.push(colors.warn(`  ${RESULT_MARKS.skipped} ${count} skipped: ${visible(reason)}`));
    const same = changes.length - shown.length;
    if (same > 0) lines.push(colors.dim(`  ${RESULT_MARKS.unchanged} ${same} unchanged`));
    if (lines.length === 0) lines.push(colors.dim(`  ${NO_WORKLOADS}`));
    return [colors.bold(`Stage ${escapeText(stage)}`), ...lines].join('\n');
  });
  const verdict = report.succeeded ? colors.good(colors.bold('Done:')) : colors.bad(colors.bold('Not done:'));
  const next = describeNextSteps(report, options).map((step) => `next: ${step}`);
  return `${[...stages, [`${verdict} ${describeResults(report)}`, ...next].join('\n')].join('\n\n')}\n`;
}

/** So many changes that were skipped for one reason are one line. */
const MANY_ALIKE = 4;

/** The reasons that many changes were skipped for, with how many. */
function skippedAlike(changes: readonly AppliedChange[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of changes) {
    if (outcome.result === 'skipped') counts.set(outcome.reason, (counts.get(outcome.reason) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count >= MANY_ALIKE));
}

function renderChange(
  change: AppliedChange,
  view: { readonly colors: Colors; readonly verbose: boolean },
): readonly string[] {
  const { colors } = view;
  const { outcome } = change;
  const paint = paintOf(outcome.result, colors);
  const title = `${colors.bold(titleOf(change))} · ${PIPELINE_TITLES[change.pipelineType]}`;
  const head = `  ${paint(RESULT_MARKS[outcome.result])} ${title} · ${paint(describeEnd(change))}`;
  switch (outcome.result) {
    case 'deployed':
      return [head, ...renderOutputs(outcome.outputs, view)];
    case 'failed': {
      const events = view.verbose ? outcome.events : [];
      return [
        head,
        `      cause  ${visible(outcome.rootCause)}`,
        ...(outcome.hint === undefined ? [] : [`      hint   ${visible(outcome.hint)}`]),
        ...events.map((event) =>
          colors.dim(
            `      ${event.time} ${escapeText(event.logicalId)} ${escapeText(event.status)} ${escapeText(event.reason ?? '')}`,
          ),
        ),
        colors.dim(`      ${escapeText(change.stack)}`),
      ];
    }
    case 'skipped':
    case 'refused':
      return [head, `      why    ${visible(outcome.reason)}`];
    case 'unchanged':
      return outcome.reason === undefined ? [head] : [head, `      why    ${visible(outcome.reason)}`];
    default:
      return outcome satisfies never;
  }
}

function paintOf(result: Result, colors: Colors): (text: string) => string {
  switch (result) {
    case 'deployed':
      return colors.good;
    case 'failed':
    case 'refused':
      return colors.bad;
    case 'skipped':
      return colors.warn;
    case 'unchanged':
      return colors.dim;
    default:
      return result satisfies never;
  }
}
