import { countActions } from '../model/count-actions.ts';
import type { Plan } from '../model/plan.ts';

/** The plan of the named stages alone, counted anew; of all without names. Its digest stays that of the whole plan. */
export function chooseStages(plan: Plan, names: readonly string[]): Plan {
  if (names.length === 0) return plan;
  const stages = plan.stages.filter(({ stage }) => names.includes(stage));
  return { ...plan, stages, summary: countActions(stages.flatMap(({ changes }) => changes)) };
}
