import { escapeText } from '../model/escape-text.ts';
import type { Change } from '../model/plan.ts';
import type { Colors } from './plan-colors.ts';
import { showPair } from './plan-pair.ts';
import { countTypes, describeResources } from './plan-resources.ts';
import { describeRights, MOST_CREATED } from './plan-rights.ts';
import { kindOf, showValue } from './plan-values.ts';
import { ACTION_MARKS, PIPELINE_TITLES, titleOf, visible } from './plan-words.ts';

export interface ChangeView {
  readonly colors: Colors;
  readonly width: number;
  /** Sentences are broken to fit: a terminal would break them in the middle of words, a file is searched by line. */
  readonly breaksSentences: boolean;
  readonly verbose: boolean;
}

const LABEL_WIDTH = 11;
const MOST_LINES = 8;
/** Of one resource; those that widen stand first. */
const MOST_RIGHTS = 6;

/** One change as a block of lines: headline, then labelled paragraphs; those without content are left out. */
export function renderChangeText(change: Change, view: ChangeView): string {
  const { colors } = view;
  const paint = colors.action[change.action];
  const type = PIPELINE_TITLES[change.pipelineType];
  const head = `  ${paint(ACTION_MARKS[change.action])} ${colors.bold(titleOf(change))} · ${type} · ${paint(change.action)}`;
  const path = change.configPath === undefined ? '' : ` · ${escapeText(change.configPath)}`;
  const lines = [
    head,
    colors.dim(`    ${escapeText(change.stack)}${path}`),
    ...paragraph(
      'why',
      change.reasons.flatMap((reason) => sentence(reason, view)),
    ),
    ...paragraph('config', renderConfig(change, view)),
    ...paragraph(
      'effects',
      change.sideEffects.flatMap((effect) => sentence(`! ${effect}`, view).map(colors.warn)),
    ),
    ...paragraph('rights', renderRights(change, view)),
    ...paragraph('resources', renderResources(change, view)),
    ...paragraph('after', change.dependsOn.map(escapeText)),
    ...paragraph(change.blocked?.guard === 'prune' ? 'waits' : 'blocked', renderBlock(change, view).map(colors.bad)),
  ];
  return lines.join('\n');
}

function paragraph(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function renderBlock({ blocked }: Change, view: ChangeView): readonly string[] {
  if (blocked === undefined) return [];
  return sentence(blocked.guard === 'prune' ? blocked.reason : `by ${blocked.guard}: ${blocked.reason}`, view);
}

/** One sentence of ours in lines that fit beside the label; what follows the first stands two further in. */
function sentence(text: string, view: ChangeView, indent = 0): readonly string[] {
  const whole = visible(text);
  const margin = ' '.repeat(indent);
  if (!view.breaksSentences) return [`${margin}${whole}`];
  const room = view.width - LABEL_WIDTH - 4 - indent;
  const lines: string[] = [];
  for (const word of whole.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `  ${word}`);
  }
  return lines.map((line) => `${margin}${line}`);
}

/** `+ path  value`, `- path  value`, `~ path  old → new`, the paths in one column. */
function renderConfig(change: Change, view: ChangeView): readonly string[] {
  const { colors } = view;
  const paths = change.config.map((item) => escapeText(item.path));
  const column = Math.min(40, Math.max(0, ...paths.map((path) => path.length)));
  const room = view.verbose ? Infinity : view.width - LABEL_WIDTH - column - 8;
  const lines = change.config.map((item, index) => {
    const path = (paths[index] ?? '').padEnd(column);
    switch (kindOf(item)) {
      case 'added':
        return `${colors.good('+')} ${path}  ${showValue(item.after, room)}`;
      case 'removed':
        return `${colors.bad('-')} ${path}  ${showValue(item.before, room)}`;
      default: {
        const half = Math.floor((room - 3) / 2);
        const [before, after] = showPair(item.before, item.after, half);
        return `${colors.warn('~')} ${path}  ${before} → ${after}`;
      }
    }
  });
  return fold(lines, view, 'attribute');
}

function renderResources(change: Change, view: ChangeView): readonly string[] {
  if (change.resources.length === 0) return [];
  if (!view.verbose && (change.action === 'create' || change.action === 'delete'))
    return wrap(countTypes(change.resources), view);
  const described = describeResources(change.resources);
  const column = Math.min(40, Math.max(...described.map((line) => line.logicalId.length)));
  const lines = described.map((line) => {
    const paint = line.mark === '±' ? view.colors.action.replace : line.mark === '-' ? view.colors.bad : plain;
    const type = view.verbose ? `  ${view.colors.dim(line.type)}` : '';
    return `${paint(line.mark)} ${line.logicalId.padEnd(column)}  ${line.what}${type}`;
  });
  return fold(lines, view, 'resource');
}

/** What a created role is for and may do, in numbers; of all others each right that comes or goes. */
function renderRights(change: Change, view: ChangeView): readonly string[] {
  const { colors, verbose } = view;
  const all = describeRights(change, { most: verbose ? Infinity : MOST_RIGHTS, spellsCreated: verbose });
  const blocks = all.slice(0, verbose || change.action !== 'create' ? Infinity : MOST_CREATED);
  const left = all.length - blocks.length;
  const tail = left === 0 ? [] : [colors.dim(`… and ${left} more with fewer rights (--verbose shows them)`)];
  const told = blocks.flatMap(({ logicalId, what, widens, lines, more }) => {
    const head =
      change.action === 'create' ? `+ ${logicalId} ${what}` : `${widens ? '!' : '~'} ${logicalId}: rights ${what}`;
    return [
      ...sentence(head, view).map(widens ? colors.warn : plain),
      ...lines.flatMap((line) => sentence(`${line.mark} ${line.text}`, view, 2).map(line.widens ? colors.warn : plain)),
      ...(more === 0 ? [] : [colors.dim(`  … and ${more} more (--verbose shows them)`)]),
    ];
  });
  return [...told, ...tail];
}

function fold(lines: readonly string[], view: ChangeView, noun: string): readonly string[] {
  if (view.verbose || lines.length <= MOST_LINES + 1) return lines;
  const more = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), view.colors.dim(`… and ${more} more ${noun}s (--verbose shows them)`)];
}

/** Breaks a list at its commas so that it fits beside the label. */
function wrap(text: string, view: ChangeView): readonly string[] {
  const room = view.width - LABEL_WIDTH - 4;
  const lines: string[] = [];
  for (const part of text.split(/(?<=,) /)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < room) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}

function plain(text: string): string {
  return text;
}
