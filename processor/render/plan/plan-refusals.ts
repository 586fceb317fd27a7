import { escapeText } from '../../model/escape-text.ts';
import type { Plan } from '../../model/plan.ts';
import { isRefused } from './plan-words.ts';

/** So many are named; each has its reason where it stands in the plan. */
const MOST_NAMED = 5;

/**
 * What apply will refuse, and how it will end therefore: `plan` itself ends well, having planned. Empty where nothing
 * is blocked, or what is only waits.
 */
export function describeRefusals(plan: Plan): readonly string[] {
  const refused = plan.stages.flatMap(({ stage, changes }) =>
    changes
      .filter((change) => change.action !== 'none' && isRefused(change))
      .map(({ stack, blocked }) => `${escapeText(stack)} in stage ${escapeText(stage)}, by ${blocked?.guard ?? ''}`),
  );
  if (refused.length === 0) return [];
  const count = refused.length === 1 ? 'this change' : `these ${refused.length} changes`;
  const more = refused.length - MOST_NAMED;
  return [
    `applying refuses ${count} and ends with 1, whatever becomes of the others:`,
    ...refused.slice(0, MOST_NAMED),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
