import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/** Attributes that begin with a bucket. */
const LOCATIONS = [
  'batch_inference_data',
  'batch_job_output_location',
  'data_capture_location',
  'baseline_job_output_location',
  'monitoring_output_location',
  'monitor_ground_truth_input',
] as const;

/**
 * `bucket-forgotten` (warning): a location for one stage is that of another one without its bucket. The word that is
 * then read as a bucket is a folder of the other.
 */
export function checkBucketOfStage({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { stage } = workload.identity;
  for (const attribute of LOCATIONS) {
    const map = written.attributes[attribute];
    if (typeof map !== 'object' || map === null) continue;
    const own = (map as Readonly<Record<string, unknown>>)[stage];
    if (typeof own !== 'string' || !own.includes('/') || own.startsWith('s3:')) continue;
    const bucket = Object.values(map)
      .map((other) => bucketBefore(other, own))
      .find((found) => found !== undefined);
    if (bucket === undefined) continue;
    collector.report({
      code: 'bucket-forgotten',
      severity: 'warning',
      written,
      attribute,
      stage,
      message: `\`${attribute}\` begins with a bucket, and \`${own.slice(0, own.indexOf('/'))}\` is a folder of the bucket \`${bucket}\` in another stage`,
      hint: `write the bucket of stage \`${stage}\` before it, as in \`${bucket}/${own}\``,
    });
  }
}

/** The bucket of a location that is another one with a bucket before it. */
function bucketBefore(location: unknown, own: string): string | undefined {
  if (typeof location !== 'string' || !location.endsWith(`/${own}`)) return undefined;
  const bucket = location.slice(0, -own.length - 1).replace(/^s3:\/\//, '');
  return bucket.includes('/') ? undefined : bucket;
}
