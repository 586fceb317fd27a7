import type { WrittenWorkload } from '../../../shared/written-workload.ts';
import type { ResolvedWorkload } from '../../shared/rule.ts';
import { referenceOf } from '../../shared/spec-kinds.ts';

/** A workload as `depends_on` names it. */
export interface NamedWorkload {
  readonly reference: string;
  readonly written: WrittenWorkload;
  /** The part of its name that is wrong most probably. */
  readonly attribute: string;
  /** Places of its first and last stage in the order of the settings. */
  readonly first: number;
  readonly last: number;
}

/** All workloads by their references in lower case. */
export function namedWorkloads(
  resolved: readonly ResolvedWorkload[],
  stages: readonly string[],
): ReadonlyMap<string, NamedWorkload> {
  const known = new Map<string, NamedWorkload>();
  for (const { written, workload } of resolved) {
    const reference = referenceOf(workload.spec);
    const attribute = workload.identity.pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name';
    const key = reference.toLowerCase();
    const place = stages.indexOf(workload.identity.stage);
    const { first, last } = known.get(key) ?? { first: place, last: place };
    known.set(key, { reference, written, attribute, first: Math.min(first, place), last: Math.max(last, place) });
  }
  return known;
}
