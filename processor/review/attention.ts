import { codeSpan } from '../render/plan-markdown-text.ts';
import { PIPELINE_TITLES } from '../render/plan-words.ts';
import { describeStages, labelOf, sentence } from './change-text.ts';
import type { BlockItem } from './fit-blocks.ts';
import type { ChangeGroup } from './group-changes.ts';

/** Effects that one line tells; the details tell all. */
const MOST_EFFECTS = 4;

/** Whether a reviewer has to look at it before anything else. */
export function isNotable({ change, hasEffects }: ChangeGroup): boolean {
  return hasEffects || change.blocked !== undefined || change.action === 'replace' || change.action === 'delete';
}

/** What a change sets off, in one line: who is refused, who loses what, what starts and costs. */
export function attentionItem({ change, stages }: ChangeGroup): BlockItem {
  const { blocked, action, sideEffects } = change;
  const refusal = blocked === undefined ? [] : [`${blocked.guard}: ${sentence(blocked.reason)}`];
  const effects = sideEffects.slice(0, MOST_EFFECTS).map(sentence);
  const more = sideEffects.length - effects.length;
  const what = [...refusal, ...effects, ...(more > 0 ? [`${more} more`] : [])].join('; ');
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
