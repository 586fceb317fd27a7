import type { FindingCollector } from '../shared/finding-collector.ts';
import { namesIn } from '../shared/names-in.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';

/** What people call a folder of data to score, and one of predictions. */
const READ: ReadonlySet<string> = new Set(namesIn('in input inputs to-score to_score unscored'));
const WRITTEN: ReadonlySet<string> = new Set(
  namesIn('out output outputs prediction predictions score scores scored result results forecasts inferences'),
);

/**
 * `batch-locations-swapped` (warning): a batch transform that reads from a folder called like output and writes to one
 * called like input. Only where both say so: output of one transform may well be the input of another.
 */
export function checkSwappedLocations({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isBatch(spec)) return;
  const { batch_job_output_location: output, batch_inference_data: input } = spec.attributes;
  if (!READ.has(folderOf(output)) || !WRITTEN.has(folderOf(input))) return;
  const { stage } = workload.identity;
  collector.report({
    code: 'batch-locations-swapped',
    severity: 'warning',
    written,
    attribute: 'batch_job_output_location',
    stage,
    message: `predictions are written to \`${folderOf(output)}\`, and the data to score are read from \`${folderOf(input)}\``,
    hint: 'swap `batch_inference_data` and `batch_job_output_location`, unless that is meant',
    related: [{ written, attribute: 'batch_inference_data', stage, message: 'the data to score' }],
  });
}

/** The last folder of a location, in lower case: that of a file, if it names one. */
function folderOf(location: string): string {
  const end = location.endsWith('/') ? location.length - 1 : location.length;
  const start = location.lastIndexOf('/', end - 1);
  const name = location.slice(start + 1, end).toLowerCase();
  if (!name.includes('.') || start < 0) return name;
  return location.slice(location.lastIndexOf('/', start - 1) + 1, start).toLowerCase();
}
