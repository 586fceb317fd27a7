import { shorten } from '../model/escape-text.ts';
import type { Change } from '../model/plan.ts';
import { codeSpan, htmlCode, inertSentence } from '../render/plan/plan-markdown-text.ts';
import { showPair } from '../render/plan/plan-pair.ts';
import { countTypes, describeResources } from '../render/plan/plan-resources.ts';
import { describeRights, MOST_CREATED } from '../render/plan/plan-rights.ts';
import { ACTION_MARKS, describeBlock, labelOf, PIPELINE_TITLES } from '../render/plan/plan-words.ts';
import { counted, type BlockItem } from './fit-blocks.ts';
import type { ChangeGroup } from './group-changes.ts';
import type { ReviewDialect } from './review.ts';

/** Characters of one sentence, of one value, of a value in a summary line. */
const LONGEST_SENTENCE = 400;
const LONGEST_VALUE = 160;
const LONGEST_SUMMARY_VALUE = 40;
/** Attributes in the summary line, rows of a table. */
const SUMMARY_ATTRIBUTES = 2;
const MOST_ROWS = 40;
/** Rights of one resource; those that widen stand first. */
const MOST_RIGHTS = 6;

/** A sentence of ours with values inside, none of which can leave it; long ones are cut. Spaces make no block of it. */
export function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return inertSentence(quoteIds(line.length <= LONGEST_SENTENCE ? line : `${line.slice(0, LONGEST_SENTENCE)}…`));
}

/** Words that a host may take for a commit become code, too. */
function quoteIds(text: string): string {
  return text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/\S*\b[\da-f]{7,40}\b\S*/gi, '`$&`')))
    .join('`');
}

/** `in `dev`, `prod``. */
export function describeStages(stages: readonly string[]): string {
  return `in ${stages.map(codeSpan).join(', ')}`;
}

/** A change as an item: one line, and everything behind a fold or below a heading. */
export function changeItem(group: ChangeGroup, dialect: ReviewDialect): BlockItem {
  const { change, stages } = group;
  const mark = codeSpan(ACTION_MARKS[change.action]);
  const attributes = describeAttributes(change);
  const type = PIPELINE_TITLES[change.pipelineType];
  const brief = `- ${mark} ${change.action} ${codeSpan(labelOf(change))} (${type}) ${describeStages(stages)}${attributes === '' ? '' : `: ${attributes}`}`;
  const details = describeDetails(change, dialect).join('\n\n');
  if (dialect === 'codecommit') return { brief, full: `${brief}\n\n${indent(details)}\n` };
  // A summary element is HTML: no Markdown is read in it, so every value must be safe as HTML.
  const label = `${ACTION_MARKS[change.action]} ${change.action} ${htmlCode(labelOf(change))} ${type} · ${stages.map(htmlCode).join(' ')}`;
  const tail = attributes === '' ? '' : ` · ${attributes.replace(/`([^`]*)`/g, (_, code: string) => htmlCode(code))}`;
  const summary = `<details><summary>${label}${tail}</summary>`;
  return { brief, full: `${summary}\n\n${details}\n\n</details>\n` };
}

/** The first attributes that change, old and new: for most updates all that a reviewer needs. */
function describeAttributes({ config }: Change): string {
  const shown = config.slice(0, SUMMARY_ATTRIBUTES).map(({ path, before, after }) => {
    const [old, now] = showPair(before ?? null, after ?? null, LONGEST_SUMMARY_VALUE);
    if (before === undefined) return `${codeSpan(path)} added: ${codeSpan(now)}`;
    return after === undefined ? `${codeSpan(path)} removed` : `${codeSpan(path)} ${codeSpan(old)} → ${codeSpan(now)}`;
  });
  const more = config.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function describeDetails(change: Change, dialect: ReviewDialect): readonly string[] {
  const { blocked, configPath, stack, dependsOn, reasons, sideEffects } = change;
  const facts = [
    ...(blocked === undefined ? [] : [`**${describeBlock(blocked)}:** ${sentence(blocked.reason)}`]),
    `**why:** ${reasons.map(sentence).join('; ')}`,
    ...sideEffects.map((effect) => `**effect:** ${sentence(effect)}`),
    ...describeMovedRights(change),
    `**stack:** ${codeSpan(stack)}${configPath === undefined ? '' : `, from ${codeSpan(configPath)}`}`,
    ...(dependsOn.length === 0 ? [] : [`**after:** ${listed(dependsOn.map(codeSpan))}`]),
  ];
  const lists = [facts.map((fact) => `- ${fact}`).join('\n'), describeConfig(change, dialect)];
  return [...lists, describeStackResources(change, dialect)].filter((part) => part !== '');
}

/** What a created role is for and may do, in numbers; of all others each right that comes or goes. */
function describeMovedRights(change: Change): readonly string[] {
  const blocks = describeRights(change, { most: MOST_RIGHTS, spellsCreated: false });
  const shown = change.action === 'create' ? blocks.slice(0, MOST_CREATED) : blocks;
  const left = blocks.length - shown.length;
  const told = shown.map(({ logicalId, what, widens, lines, more }) => {
    const head = `**rights** of ${codeSpan(logicalId)} ${widens ? `**${what}**` : sentence(what)}`;
    if (lines.length === 0) return head;
    const rest = more === 0 ? [] : [`  - and ${more} more`];
    const rights = lines.map(({ mark, text }) => `  - ${codeSpan(shorten(`${mark} ${text}`, LONGEST_SENTENCE))}`);
    return [`${head}:`, ...rights, ...rest].join('\n');
  });
  return [
    ...told,
    ...(left === 0 ? [] : [`**rights** of ${counted(left, ['more resource', 'more resources'])}, fewer than these`]),
  ];
}

function describeConfig({ config }: Change, dialect: ReviewDialect): string {
  if (config.length === 0) return '';
  const rows = config.slice(0, MOST_ROWS).map(({ path, before, after }) => {
    const [old, now] = showPair(before ?? null, after ?? null, LONGEST_VALUE);
    const cells = [codeSpan(path), before === undefined ? '' : codeSpan(old), after === undefined ? '' : codeSpan(now)];
    if (dialect === 'github') return `| ${cells.join(' | ')} |`;
    return `- ${cells[0] ?? ''}: ${cells[1] === '' ? '(none)' : (cells[1] ?? '')} → ${cells[2] === '' ? '(none)' : (cells[2] ?? '')}`;
  });
  const head = dialect === 'github' ? ['| attribute | before | after |', '|---|---|---|'] : [];
  return [...head, ...rows, ...andMore(config.length, 'attribute')].join('\n');
}

function describeStackResources({ action, resources }: Change, dialect: ReviewDialect): string {
  if (resources.length === 0) return '';
  if (action === 'create' || action === 'delete') return inertSentence(countTypes(resources));
  const lines = describeResources(resources).slice(0, MOST_ROWS);
  const rows = lines.map(({ mark, logicalId, type, what }) =>
    dialect === 'github'
      ? `| ${codeSpan(mark)} ${codeSpan(logicalId)} | ${codeSpan(type)} | ${sentence(what)} |`
      : `- ${codeSpan(mark)} ${codeSpan(logicalId)} (${codeSpan(type)}): ${sentence(what)}`,
  );
  const head = dialect === 'github' ? ['| resource | type | what happens |', '|---|---|---|'] : [];
  return [...head, ...rows, ...andMore(resources.length, 'resource')].join('\n');
}

/** The blank line ends a table. */
function andMore(count: number, noun: string): readonly string[] {
  const more = count - MOST_ROWS;
  return more > 0 ? ['', `… and ${counted(more, [noun, `${noun}s`])} more`] : [];
}

function listed(items: readonly string[]): string {
  return items.length <= 5 ? items.join(', ') : `${items.slice(0, 5).join(', ')} and ${items.length - 5} more`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
