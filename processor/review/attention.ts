import { isWaiting } from '../model/blocked.ts';
import { attend, isNotable } from '../render/plan/plan-attention.ts';
import { codeSpan } from '../render/plan/plan-markdown-text.ts';
import { widenedRights } from '../render/plan/plan-rights.ts';
import { describeBlock, labelOf, PIPELINE_TITLES } from '../render/plan/plan-words.ts';
import { describeStages, sentence } from './change-text.ts';
import type { BlockItem } from './fit-blocks.ts';
import type { ChangeGroup } from './group-changes.ts';

/** Effects that one line tells; the details tell all. */
const MOST_EFFECTS = 4;

/**
 * What a reviewer has to look at before anything else, a line each, in the order of the changes. Many that are alike
 * but for their names are told together.
 */
export function attentionItems(groups: readonly ChangeGroup[]): readonly BlockItem[] {
  return attend(groups.filter(({ change }) => isNotable(change))).map(({ item, count }) =>
    count === undefined ? attentionItem(item) : countItem(item, count),
  );
}

function countItem({ change, stages }: ChangeGroup, count: number): BlockItem {
  const type = PIPELINE_TITLES[change.pipelineType];
  const where = describeStages(stages);
  return { brief: `- ${signOf(change)} **${change.action}** ${count} workloads (${type}) ${where}, each like these:` };
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
  if (blocked !== undefined) return isWaiting(blocked.guard) ? '✋' : '⛔';
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
