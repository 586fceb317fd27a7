import type { Change, PlanSummary } from './plan.ts';

/** How many changes there are of each action. */
export function countActions(changes: readonly Pick<Change, 'action'>[]): PlanSummary {
  const summary = { create: 0, update: 0, replace: 0, delete: 0, none: 0 };
  for (const { action } of changes) summary[action] += 1;
  return summary;
}
