import { codeSpan } from '../render/plan-markdown-text.ts';
import { widenedRights } from '../render/plan-rights.ts';
import { describeBlock, labelOf, PIPELINE_TITLES } from '../render/plan-words.ts';
import { describeStages, sentence } from './change-text.ts';
import type { BlockItem } from './fit-blocks.ts';
import type { ChangeGroup } from './group-changes.ts';

/** Effects that one line tells; the details tell all. */
const MOST_EFFECTS = 4;

/** From so many changes on that set off the like, they are told by their number and a few of them. */
const MANY_ALIKE = 12;
const MOST_EXAMPLES = 3;

/**
 * What a reviewer has to look at before anything else, a line each, in the order of the changes. Creations and updates
 * whose effects differ in names alone are told together where there are many: a thousand lines of one kind hide the one
 * of another. Whatever is refused, replaced or deleted is told by name.
 */
export function attentionItems(groups: readonly ChangeGroup[]): readonly BlockItem[] {
  const notable = groups.filter(isNotable);
  const kinds = new Map<string, ChangeGroup[]>();
  for (const group of notable) {
    const kind = kindOf(group);
    const alike = kinds.get(kind);
    if (alike === undefined) kinds.set(kind, [group]);
    else alike.push(group);
  }
  return notable.flatMap((group) => {
    const alike = kinds.get(kindOf(group)) ?? [];
    if (!isRoutine(group) || alike.length < MANY_ALIKE) return [attentionItem(group)];
    return group === alike[0]
      ? [countItem(group, alike.length), ...alike.slice(0, MOST_EXAMPLES).map(attentionItem)]
      : [];
  });
}

function countItem({ change, stages }: ChangeGroup, count: number): BlockItem {
  const type = PIPELINE_TITLES[change.pipelineType];
  const where = describeStages(stages);
  return { brief: `- ${signOf(change)} **${change.action}** ${count} workloads (${type}) ${where}, each like these:` };
}

/** It sets something off, and takes nothing away from anybody. */
function isRoutine({ change }: ChangeGroup): boolean {
  return change.blocked === undefined && (change.action === 'create' || change.action === 'update');
}

/** What changes have in common whose lines differ in names alone. */
function kindOf({ change, stages }: ChangeGroup): string {
  const effects = change.sideEffects.map((effect) => effect.replace(/`[^`]*`/g, '``'));
  const rights = widenedRights(change);
  return JSON.stringify([change.action, change.pipelineType, change.blocked ?? null, stages, effects, rights]);
}

/** Whether a reviewer has to look at it before anything else. */
function isNotable({ change, hasEffects }: ChangeGroup): boolean {
  return (
    hasEffects ||
    widenedRights(change).length > 0 ||
    change.blocked !== undefined ||
    change.action === 'replace' ||
    change.action === 'delete'
  );
}

/** What a change sets off, in one line: who is refused, who loses what, what starts and costs. */
function attentionItem({ change, stages }: ChangeGroup): BlockItem {
  const { blocked, action, sideEffects } = change;
  const refusal = blocked === undefined ? [] : [`${describeBlock(blocked)}: ${sentence(blocked.reason)}`];
  const effects = sideEffects.slice(0, MOST_EFFECTS).map(sentence);
  const more = sideEffects.length - effects.length;
  const rights = widenedRights(change).map((words) => `**${sentence(words)}**`);
  const what = [...refusal, ...effects, ...(more > 0 ? [`${more} more`] : []), ...rights].join('; ');
  const title = `${codeSpan(labelOf(change))} (${PIPELINE_TITLES[change.pipelineType]})`;
  const tail = what === '' ? '' : `: ${what}`;
  return { brief: `- ${signOf(change)} **${action}** ${title} ${describeStages(stages)}${tail}` };
}

function signOf({ blocked, action }: ChangeGroup['change']): string {
  if (blocked !== undefined) return blocked.guard === 'prune' ? '✋' : '⛔';
  switch (action) {
    case 'replace':
      return '🔁';
    case 'delete':
      return '🗑️';
    case 'create':
    case 'update':
    case 'none':
      return '⚡';
    default:
      return action satisfies never;
  }
}
