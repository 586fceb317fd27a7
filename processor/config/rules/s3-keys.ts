import type { FindingCollector } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';

/** Attributes that are keys in the assets bucket, unless they say `s3://`. */
const KEYS = [
  'training_data',
  'validation_data',
  'job_output_location',
  'model_artifact_location',
  'baseline_data',
  'custom_algorithm_docker',
] as const;

/**
 * Keys in the assets bucket that are written as something else would take them.
 *
 * `s3-arn` (error): an ARN instead of a key. `bucket-in-key` (warning): the key starts with the name of the assets
 * bucket, so that it is looked for below the bucket twice.
 */
export function checkS3Keys({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { assetsBucket, stage } = workload.spec.environment;
  const values = workload.spec.attributes as unknown as Readonly<Record<string, unknown>>;
  const root = `s3://${assetsBucket}/`;
  for (const attribute of KEYS) {
    // Each key by itself: a faulty one says nothing about the next.
    written.doubt?.settle();
    const value = values[attribute];
    if (typeof value !== 'string' || !value.startsWith(root)) continue;
    const key = value.slice(root.length);
    const at = { written, attribute, stage };
    if (key.startsWith('arn:')) {
      const meant = key.split(':').slice(5).join(':');
      collector.report({
        ...at,
        code: 's3-arn',
        severity: 'error',
        message: `\`${attribute}\` is an ARN, and a key or an S3 URI is meant`,
        hint: meant.includes('/') ? `write \`s3://${meant}\`` : 'write `s3://bucket/key`, or the key alone',
      });
    } else if (key.startsWith(`${assetsBucket}/`)) {
      collector.report({
        ...at,
        code: 'bucket-in-key',
        severity: 'warning',
        message: `\`${attribute}\` starts with the assets bucket, so it is looked for at \`${value}\``,
        hint: `write \`${key.slice(assetsBucket.length + 1)}\`, the key without its bucket, or \`s3://${key}\``,
      });
    }
  }
}
