import type { Change, Plan, StagePlan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';
import { codeSpan, htmlCode, inertSentence } from './plan-markdown-text.ts';
import { listRefusals, type HeldGroup } from './plan-refusals.ts';
import { countTypes, describeResources } from './plan-resources.ts';
import { describeRights, MOST_CREATED, widenedRights } from './plan-rights.ts';
import { showValue } from './plan-values.ts';
import {
  ACTION_MARKS,
  capitalize,
  describeBlock,
  describeCommit,
  describeStage,
  describeSummary,
  labelOf,
  NO_WORKLOADS,
  PIPELINE_TITLES,
} from './plan-words.ts';

/** GitHub understands folds; CodeCommit shows HTML as text. */
export type MarkdownDialect = 'github' | 'codecommit';

export interface PlanMarkdownOptions {
  readonly dialect: MarkdownDialect;
}

const LONGEST_VALUE = 300;
/** Reasons at the top, and changes of one reason; each is told where it stands, too. */
const MOST_GROUPS = 10;
const MOST_NAMED = 5;
/** Of one resource; those that widen stand first. */
const MOST_RIGHTS = 12;

/** The plan for a review. Nothing in a config can leave its place: see `codeSpan`. */
export function renderPlanMarkdown(plan: Plan, options: PlanMarkdownOptions): string {
  const head = [
    `## Plan: ${describeSummary(plan)}`,
    `${inertSentence(describeCommit(plan.commit))} · plan ${codeSpan(shortHash(plan.digest))}`,
  ];
  return `${[...head, ...renderBlocked(plan), ...plan.stages.flatMap((stage) => renderStage(stage, options))].join('\n\n')}\n`;
}

/** Above everything else: who merges or approves has to see it first. */
function renderBlocked(plan: Plan): readonly string[] {
  const refusals = listRefusals(plan);
  if (refusals === undefined) return [];
  const { outcome, groups, next } = refusals;
  const shown = groups.slice(0, MOST_GROUPS);
  const left = groups.slice(MOST_GROUPS).reduce((count, { items }) => count + items.length, 0);
  const lines = [...shown.map(renderGroup), ...(left === 0 ? [] : [`and ${left} more`])];
  return [
    '### Blocked',
    `**${inertSentence(capitalize(outcome))}.**`,
    lines.map((line) => `- ${line}`).join('\n'),
    `${next.map((step) => inertSentence(capitalize(step))).join('. ')}.`,
  ];
}

function renderGroup({ action, blocked, items }: HeldGroup): string {
  const names = items
    .slice(0, MOST_NAMED)
    .map(
      ({ change, stage }) => `${nameOf(change)} (${PIPELINE_TITLES[change.pipelineType]}) in stage ${codeSpan(stage)}`,
    );
  const more = items.length > MOST_NAMED ? ` and ${items.length - MOST_NAMED} more` : '';
  return `**${action}** ${names.join(', ')}${more}: **${describeBlock(blocked)}**: ${inertSentence(blocked.reason)}`;
}

function renderStage(stage: StagePlan, options: PlanMarkdownOptions): readonly string[] {
  const place = [`account ${codeSpan(stage.account)}`, codeSpan(stage.region), ...describeStage(stage)].join(', ');
  const pending = stage.changes.filter((change) => change.action !== 'none');
  const same = stage.changes.length - pending.length;
  return [
    `### Stage ${codeSpan(stage.stage)}`,
    place,
    ...(pending.length === 0 ? [] : [renderOverview(pending)]),
    ...pending.flatMap((change) => renderChange(change, options)),
    ...(same === 0 ? [] : [`${same} unchanged`]),
    ...(stage.changes.length === 0 ? [NO_WORKLOADS] : []),
  ];
}

function renderOverview(changes: readonly Change[]): string {
  const rows = changes.map((change) => {
    const blocked = change.blocked === undefined ? '' : ` **${describeBlock(change.blocked)}**`;
    const cells = [
      codeSpan(ACTION_MARKS[change.action]),
      nameOf(change),
      PIPELINE_TITLES[change.pipelineType],
      `${change.action}${blocked}`,
      [...change.sideEffects.map(inertSentence), ...widenedRights(change).map(inertSentence).map(stress)].join('; '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| | workload | type | action | effects |', '|---|---|---|---|---|', ...rows].join('\n');
}

function renderChange(change: Change, options: PlanMarkdownOptions): readonly string[] {
  const body = [
    list('Stack', [codeSpan(change.stack)]),
    list('Config file', change.configPath === undefined ? [] : [codeSpan(change.configPath)]),
    list('Why', change.reasons.map(inertSentence)),
    list('Side effects', change.sideEffects.map(inertSentence)),
    change.blocked === undefined
      ? ''
      : list(capitalize(describeBlock(change.blocked)), [inertSentence(change.blocked.reason)]),
    list('After', change.dependsOn.map(codeSpan)),
    renderConfig(change),
    ...renderRights(change),
    renderResources(change),
  ].filter((part) => part !== '');
  const title = `${ACTION_MARKS[change.action]} ${change.action}`;
  const type = PIPELINE_TITLES[change.pipelineType];
  if (options.dialect === 'codecommit') return [`#### ${codeSpan(title)} ${nameOf(change)} (${type})`, ...body];
  const open = change.action === 'replace' || change.action === 'delete' || change.blocked !== undefined;
  // A summary element is HTML: no Markdown is read in it, so the name must be safe as HTML.
  const summary = `<summary>${title} ${htmlCode(labelOf(change))} ${type}</summary>`;
  return [`<details${open ? ' open' : ''}>${summary}`, ...body, '</details>'];
}

function list(label: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return items.length === 1
    ? `**${label}:** ${items.join('')}`
    : [`**${label}:**`, '', ...items.map((item) => `- ${item}`)].join('\n');
}

function renderConfig(change: Change): string {
  if (change.config.length === 0) return '';
  const rows = change.config.map((item) => {
    const [before, after] = [cellOf(item.before), cellOf(item.after)];
    return `| ${codeSpan(item.path)} | ${before} | ${after} |`;
  });
  return ['| attribute | before | after |', '|---|---|---|', ...rows].join('\n');
}

function cellOf(value: unknown): string {
  return value === undefined ? '' : codeSpan(showValue(value, LONGEST_VALUE));
}

/** What a created role is for and may do, in numbers; of all others each right that comes or goes. */
function renderRights(change: Change): readonly string[] {
  const blocks = describeRights(change, { most: MOST_RIGHTS, spellsCreated: false });
  if (change.action === 'create') {
    const items = blocks.map(({ logicalId, what }) => `${codeSpan(logicalId)} ${inertSentence(what)}`);
    const left = items.length - MOST_CREATED;
    const more = left > 0 ? [`and ${left} more with fewer rights`] : [];
    return [list('Rights', [...items.slice(0, MOST_CREATED), ...more])];
  }
  return blocks.map(({ logicalId, what, lines, more }) =>
    [
      `**Rights of ${codeSpan(logicalId)} ${what}:**`,
      '',
      ...lines.map(
        ({ mark, text, widens }) => `- ${widens ? stress(codeSpan(`${mark} ${text}`)) : codeSpan(`${mark} ${text}`)}`,
      ),
      ...(more === 0 ? [] : [`- and ${more} more`]),
    ].join('\n'),
  );
}

function stress(markdown: string): string {
  return `**${markdown}**`;
}

function renderResources(change: Change): string {
  if (change.resources.length === 0) return '';
  if (change.action === 'create' || change.action === 'delete') return inertSentence(countTypes(change.resources));
  const rows = describeResources(change.resources).map(
    (line) =>
      `| ${codeSpan(line.mark)} | ${codeSpan(line.logicalId)} | ${codeSpan(line.type)} | ${inertSentence(line.what)} |`,
  );
  return ['| | resource | type | what happens |', '|---|---|---|---|', ...rows].join('\n');
}

function nameOf(change: Change): string {
  return codeSpan(labelOf(change));
}
