import { isWaiting } from '../../model/blocked.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { Plan, StagePlan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';
import { renderChangeText, type ChangeView } from './plan-change-text.ts';
import { createColors } from './plan-colors.ts';
import { breakParts, breakWords } from './plan-lines.ts';
import { listRefusals, type HeldChange } from './plan-refusals.ts';
import {
  ACTION_MARKS,
  describeCommit,
  describeSummary,
  nextSteps,
  NO_WORKLOADS,
  PIPELINE_TITLES,
  titleOf,
  describePlace,
  visible,
  type GivenFlag,
} from './plan-words.ts';

export interface PlanTextOptions {
  readonly color: boolean;
  /** Columns of the screen; values and resource lists are cut to it unless `verbose`. Default 100. */
  readonly width?: number;
  /** Also list what stays as it is, every resource, and values at full length. */
  readonly verbose: boolean;
  /** File that the plan was saved to; the next command names it. */
  readonly savedAs?: string;
  /** Stages of the saved plan that are shown, when not all of them are. */
  readonly onlyStages?: readonly string[];
  /** Flags that the plan was asked for with; the next command repeats those that it needs. */
  readonly given?: readonly GivenFlag[];
  /** Stacks are deleted by name: no commit asks for it. */
  readonly byName?: boolean;
  /** The plan is about to be executed: say nothing of what to do next. */
  readonly applying?: boolean;
}

/** So many blocked changes are named at the end. */
const MOST_BLOCKED = 5;

/** The plan for a person at a terminal. */
export function renderPlanText(plan: Plan, options: PlanTextOptions): string {
  const colors = createColors(options.color);
  const width = Math.max(60, options.width ?? 100);
  const from = options.byName === true ? 'deletion by name' : describeCommit(plan.commit);
  const head = `${colors.bold('Plan')} ${shortHash(plan.digest)} · ${from}`;
  const breaksSentences = options.width !== undefined;
  const view = { colors, width, breaksSentences, verbose: options.verbose };
  const stages = plan.stages.map((stage) => renderStage(stage, view));
  const steps = options.applying === true ? [] : nextSteps(plan, options);
  const next = steps.map((step, index) => `${index === 0 ? 'next:' : '     '} ${step}`);
  const blocked = options.applying === true ? [] : renderBlocked(plan, view);
  const blocks = [head, ...stages, renderEnd(plan, view), ...blocked, ...(next.length === 0 ? [] : [next.join('\n')])];
  // What happens then begins apart from the plan.
  return `${blocks.join('\n\n')}\n${options.applying === true ? '\n' : ''}`;
}

function renderStage(stage: StagePlan, view: ChangeView): string {
  const { colors } = view;
  const name = `Stage ${escapeText(stage.stage)}`;
  const [first = '', ...rest] = breakParts([name, ...describePlace(stage)], ' · ', widthOf(view));
  const place = first.slice(name.length + 1);
  const head = [`${colors.bold(name)} ${colors.dim(place)}`, ...rest.map((line) => colors.dim(`  ${line}`))].join('\n');
  const changes = stage.changes
    .filter((change) => change.action !== 'none')
    .map((change) => renderChangeText(change, view));
  const same = stage.changes.filter((change) => change.action === 'none');
  const listed = same.map((change) => {
    const type = PIPELINE_TITLES[change.pipelineType];
    return colors.dim(`    ${titleOf(change)} · ${type} · ${escapeText(change.stack)}`);
  });
  const count = colors.dim(`  ${ACTION_MARKS.none} ${same.length} unchanged`);
  const unchanged = same.length === 0 ? [] : [view.verbose ? [count, ...listed].join('\n') : count];
  const blocks = [...changes, ...unchanged];
  return [head, ...(blocks.length === 0 ? [colors.dim(`  ${NO_WORKLOADS}`)] : blocks)].join('\n\n');
}

function renderEnd(plan: Plan, view: ChangeView): string {
  const { colors } = view;
  const pending = plan.stages.some((stage) => stage.changes.some((change) => change.action !== 'none'));
  const indent = '         ';
  if (pending) {
    const counts = breakParts(describeSummary(plan).split(', '), ', ', widthOf(view) - indent.length);
    return `${colors.bold('Summary:')} ${counts.join(`\n${indent}`)}`;
  }
  const count = plan.summary.none;
  return count === 0
    ? colors.good('Nothing to do: no config asks for anything, and nothing is deployed.')
    : colors.good(`Nothing to do: ${count} workload${count === 1 ? ' is' : 's are'} as committed.`);
}

/** Each has its reason where it stands in the plan; of those that wait the reason says for what. */
function renderBlocked(plan: Plan, view: ChangeView): readonly string[] {
  const refusals = listRefusals(plan);
  if (refusals === undefined) return [];
  const { items, outcome } = refusals;
  const more = items.length - MOST_BLOCKED;
  const sentences = [
    `${outcome}:`,
    ...items.slice(0, MOST_BLOCKED).map(describeHeld),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const indent = '         ';
  const lines = sentences.flatMap((line) => breakWords(line, widthOf(view) - indent.length, '  '));
  return [`${view.colors.bad('Blocked:')} ${lines.join(`\n${indent}`)}`];
}

function describeHeld({ change, stage, blocked }: HeldChange): string {
  const where = `${escapeText(change.stack)} in stage ${escapeText(stage)}`;
  return isWaiting(blocked.guard) ? `${where}: ${visible(blocked.reason)}` : `${where}, by ${blocked.guard}`;
}

/** Only a terminal breaks lines. */
function widthOf({ breaksSentences, width }: ChangeView): number {
  return breaksSentences ? width : Infinity;
}
