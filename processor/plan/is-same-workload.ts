import type { Change } from '../model/plan.ts';

/** True of two changes, in whichever stages, of one workload of the commit. */
export function isSameWorkload(a: Change, b: Change): boolean {
  return a.modelName === b.modelName && a.pipelineType === b.pipelineType && a.name === b.name;
}
