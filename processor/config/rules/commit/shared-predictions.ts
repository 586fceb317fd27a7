import type { Finding } from '../../../model/finding.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { landsInInput } from '../inference/lands-in-input.ts';
import { copyOf } from '../shared/copy-of.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { isBatch, referenceOf } from '../shared/spec-kinds.ts';

/**
 * `shared-output` (warning): two batch transforms of one stage score the same data and write to the same place, so that
 * each prediction of one takes the place of the other's. Other data make other names, and are often meant.
 */
export function checkSharedPredictions({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const byPlace = new Map<string, ResolvedWorkload>();
  const pairs = new Map<WrittenWorkload, Set<WrittenWorkload>>();
  for (const entry of resolved) {
    const { written, workload } = entry;
    const { spec } = workload;
    const { stage } = workload.identity;
    // Where something is faulty, that comes first.
    if (!isBatch(spec) || written.doubt !== undefined) continue;
    const { batch_inference_data: input, batch_job_output_location: output } = spec.attributes;
    // Within its own input it is to be another place anyway.
    if (landsInInput(spec.attributes)) continue;
    const place = `${stage}\n${input}\n${output}`;
    const first = byPlace.get(place);
    if (first === undefined) byPlace.set(place, entry);
    if (first === undefined || first.written === written || isSameIdentity(first, entry)) continue;
    // Two that meet in every stage are one mistake, wherever they write to.
    const pair = pairs.get(written) ?? new Set();
    if (pair.has(first.written)) continue;
    pairs.set(written, pair.add(first.written));
    const { copy, original } = copyOf(first, entry);
    collector.report({
      code: 'shared-output',
      severity: 'warning',
      written: copy.written,
      attribute: 'batch_job_output_location',
      stage,
      message: `\`${referenceOf(original.workload.spec)}\` scores the same data into this place: the predictions of the two overwrite each other`,
      hint: 'write another location here, or remove one of the two workloads',
      related: [
        {
          written: original.written,
          attribute: 'batch_job_output_location',
          stage,
          message: 'written here, too',
        },
      ],
    });
  }
  return collector.findings;
}

/** A duplicate is a finding of its own. */
function isSameIdentity({ workload: one }: ResolvedWorkload, { workload: other }: ResolvedWorkload): boolean {
  return referenceOf(one.spec).toLowerCase() === referenceOf(other.spec).toLowerCase();
}
