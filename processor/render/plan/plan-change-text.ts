import { isWaiting } from '../../model/blocked.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { Change } from '../../model/plan.ts';
import type { Colors } from './plan-colors.ts';
import { describeConfigLines } from './plan-config-text.ts';
import { breakParts, breakWords } from './plan-lines.ts';
import { countTypes, describeResources } from './plan-resources.ts';
import { describeRights, MOST_CREATED } from './plan-rights.ts';
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
  const place = [change.stack, ...(change.configPath === undefined ? [] : [change.configPath])].map(escapeText);
  const lines = [
    head,
    ...breakParts(place, ' · ', view.breaksSentences ? view.width - 4 : Infinity).map((line) =>
      colors.dim(`    ${line}`),
    ),
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
    ...renderBlock(change, view),
  ];
  return lines.join('\n');
}

function paragraph(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function renderBlock({ blocked }: Change, view: ChangeView): readonly string[] {
  if (blocked === undefined) return [];
  const { bad } = view.colors;
  return isWaiting(blocked.guard)
    ? paragraph('waits', sentence(blocked.reason, view).map(bad))
    : paragraph('blocked', sentence(`by ${blocked.guard}: ${blocked.reason}`, view).map(bad));
}

/** One sentence of ours in lines that fit beside the label; what follows the first stands two further in. */
function sentence(text: string, view: ChangeView, indent = 0): readonly string[] {
  const margin = ' '.repeat(indent);
  return broken(visible(text), view, { indent, hanging: '  ' }).map((line) => `${margin}${line}`);
}

/** In lines that fit beside the label and an indent, on a terminal. */
function broken(
  text: string,
  view: ChangeView,
  { indent = 0, hanging }: { readonly indent?: number; readonly hanging: string },
): readonly string[] {
  return view.breaksSentences ? breakWords(text, roomOf(view) - indent, hanging) : [text];
}

function roomOf({ width }: ChangeView): number {
  return width - LABEL_WIDTH - 4;
}

function renderConfig(change: Change, view: ChangeView): readonly string[] {
  const room = view.verbose ? Infinity : roomOf(view);
  return fold(describeConfigLines(change.config, { colors: view.colors, room }), view, 'attribute');
}

function renderResources(change: Change, view: ChangeView): readonly string[] {
  if (change.resources.length === 0) return [];
  if (!view.verbose && (change.action === 'create' || change.action === 'delete'))
    return breakParts(countTypes(change.resources).split(', '), ', ', roomOf(view));
  const described = describeResources(change.resources);
  const column = Math.min(40, Math.max(...described.map((line) => line.logicalId.length)));
  const lines = described.map((line) => {
    const paint = line.mark === '±' ? view.colors.action.replace : line.mark === '-' ? view.colors.bad : plain;
    const type = view.verbose ? `  ${view.colors.dim(line.type)}` : '';
    const [first = '', ...rest] = broken(line.what, view, { indent: column + 4, hanging: '' });
    const head = `${paint(line.mark)} ${line.logicalId.padEnd(column)}  ${first}`;
    const below = rest.map((more) => ' '.repeat(column + 4) + more);
    return [...[head, ...below].slice(0, -1), `${below.at(-1) ?? head}${type}`];
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

/** The lines of each item, so many items as are read at a glance. */
function fold(items: readonly (readonly string[])[], view: ChangeView, noun: string): readonly string[] {
  if (view.verbose || items.length <= MOST_LINES + 1) return items.flat();
  const more = items.length - MOST_LINES;
  return [...items.slice(0, MOST_LINES).flat(), view.colors.dim(`… and ${more} more ${noun}s (--verbose shows them)`)];
}

function plain(text: string): string {
  return text;
}
