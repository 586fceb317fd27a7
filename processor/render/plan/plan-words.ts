import type { PipelineType } from '../../../pipelines/spec.ts';
import { isWaiting } from '../../model/blocked.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { Action, Change, Plan, PlanSummary, StagePlan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';

/** Of a stage, or of all: no config asks for anything, and nothing is deployed. */
export const NO_WORKLOADS = 'no workloads';

/** What people call each pipeline type. */
export const PIPELINE_TITLES: Readonly<Record<PipelineType, string>> = {
  model_training_builtin: 'training',
  model_tuner_builtin: 'hyperparameter tuning',
  model_autopilot_training: 'Autopilot training',
  byom_realtime_builtin: 'realtime inference',
  byom_realtime_custom: 'realtime inference, own image',
  byom_batch_builtin: 'batch transform',
  byom_batch_custom: 'batch transform, own image',
  byom_data_quality_monitor: 'data quality monitor',
  byom_model_quality_monitor: 'model quality monitor',
  byom_model_bias_monitor: 'model bias monitor',
  byom_model_explainability_monitor: 'model explainability monitor',
  byom_image_builder: 'image builder',
};

/** The sign in front of a change; the same in every format. */
export const ACTION_MARKS: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  none: '=',
};

/** All actions, in the order in which they are counted. */
export const ACTIONS: readonly Action[] = ['create', 'update', 'replace', 'delete', 'none'];

/** `churn` or `churn (canary)`: model and, of a second workload of that model, its name; as they were written. */
export function labelOf({ modelName, name }: Pick<Change, 'modelName' | 'name'>): string {
  return name === undefined ? modelName : `${modelName} (${name})`;
}

/** The same for a terminal, or for HTML that is still to be escaped. */
export function titleOf(change: Pick<Change, 'modelName' | 'name'>): string {
  return escapeText(labelOf(change));
}

/** Where a stage is: account, region, and what is said by `describeStage`. */
export function describePlace(stage: StagePlan): readonly string[] {
  return [`account ${escapeText(stage.account)}`, escapeText(stage.region), ...describeStage(stage)];
}

/** The target of a stage, and whether the pipeline waits for a person there. */
export function describeStage({ target, approval }: StagePlan): readonly string[] {
  return [
    target === 'local' ? 'local target' : 'AWS',
    ...(approval === true ? ['the pipeline asks for approval'] : []),
  ];
}

/** `waits`, or `blocked by <guard>`. */
export function describeBlock(blocked: NonNullable<Change['blocked']>): string {
  return isWaiting(blocked.guard) ? 'waits' : `blocked by ${blocked.guard}`;
}

/** ` (2 waiting, 1 blocked)`: how many changes an ordinary apply leaves alone; empty when it leaves none. */
export function countBlocked(changes: readonly Pick<Change, 'blocked'>[]): string {
  const held = changes.flatMap(({ blocked }) => (blocked === undefined ? [] : [blocked]));
  const waiting = held.filter(({ guard }) => isWaiting(guard)).length;
  const counts = [[waiting, 'waiting'] as const, [held.length - waiting, 'blocked'] as const];
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** `2 to create, 1 to delete (1 waiting), 12 unchanged`; actions that do not occur are left out. */
export function describeSummary(plan: {
  readonly stages: readonly Pick<StagePlan, 'changes'>[];
  readonly summary: PlanSummary;
}): string {
  const changes = plan.stages.flatMap((stage) => stage.changes);
  const parts = ACTIONS.filter((action) => plan.summary[action] > 0).map((action) => {
    const word = action === 'none' ? 'unchanged' : `to ${action}`;
    return `${plan.summary[action]} ${word}${countBlocked(changes.filter((change) => change.action === action))}`;
  });
  return parts.length === 0 ? NO_WORKLOADS : parts.join(', ');
}

/** A flag of the command line and its value, as they were typed. */
export type GivenFlag = readonly [flag: string, value: string];

/** What applying a saved plan needs beside its file: where the stacks of the local target are. */
const PLACE_FLAGS: ReadonlySet<string> = new Set(['--repo', '--state-dir']);

/** What to type next, each with what it does. Empty when there is nothing left to do. */
export function nextSteps(
  plan: Plan,
  options: {
    readonly savedAs?: string;
    readonly onlyStages?: readonly string[];
    readonly given?: readonly GivenFlag[];
  },
): readonly string[] {
  const pending = plan.stages.flatMap((stage) => stage.changes).filter((change) => change.action !== 'none');
  const free = pending.filter((change) => change.blocked === undefined);
  const waiting = pending.filter((change) => change.blocked?.guard === 'prune');
  const file = options.savedAs === undefined ? undefined : shellWord(options.savedAs);
  const only = (options.onlyStages ?? []).map((stage): GivenFlag => ['--stage', stage]);
  const given = options.given ?? [];
  const again = spellFlags([...given, ...only]);
  const steps: (readonly [command: string, effect: string])[] = [];
  if (free.length > 0) {
    const prune = free.some((change) => change.action === 'delete') ? ' --prune' : '';
    const place = spellFlags([...given.filter(([flag]) => PLACE_FLAGS.has(flag)), ...only]);
    if (file === undefined) steps.push([`mlops apply${prune}${again}`, 'plans again, asks, then executes']);
    else steps.push([`mlops apply ${file}${place}`, 'executes exactly this plan']);
  }
  if (waiting.length > 0) {
    if (file === undefined) steps.push([`mlops apply --prune${again}`, 'deletes also what no config asks for']);
    else steps.push([`mlops plan --prune --out ${file}${again}`, 'plans to delete also what no config asks for']);
  }
  const column = Math.max(...steps.map(([command]) => command.length));
  return steps.map(([command, effect]) => `${command.padEnd(column)}  ${effect}`);
}

/** `commit 0a1b2c3d4e5f`, or that there is none. */
export function describeCommit(commit: string | null): string {
  return commit === null ? 'work tree with uncommitted changes' : `commit ${escapeText(shortHash(commit))}`;
}

/** Our own sentence with values inside: characters that cannot be seen are escaped, our backticks stay. */
export function visible(text: string): string {
  return text.split('`').map(escapeText).join('`');
}

/** What places a command, and no more: where it looks, not what of it. */
export function spellPlace(given: readonly GivenFlag[] | undefined, stage: string | undefined): string {
  const place = (given ?? []).filter(([flag]) => flag !== '--stage' && flag !== '--ref');
  return spellFlags(stage === undefined ? place : [...place, ['--stage', stage]]);
}

/** Flags as they are typed, each after a space. */
export function spellFlags(flags: readonly GivenFlag[]): string {
  return flags.map(([flag, value]) => ` ${flag} ${shellWord(value)}`).join('');
}

/** The sentence as it begins a line or follows another one. */
export function capitalize(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** One word of a command line, quoted where it must be. */
export function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${escapeText(text).replaceAll("'", `'\\''`)}'`;
}
