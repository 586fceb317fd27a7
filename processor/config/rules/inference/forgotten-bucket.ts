import { FILE_ENDINGS } from '../shared/file-endings.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';

/**
 * `bucket-is-file` (warning): the data to score are a whole bucket that is called like a file, `demand.csv`. Other
 * inputs are keys in the assets bucket, so that the bucket is easily forgotten here. It is a valid name of a bucket.
 */
export function checkForgottenBucket({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isBatch(spec)) return;
  const { batch_inference_data: input } = spec.attributes;
  const start = 's3://'.length;
  if (input.includes('/', start)) return;
  const dot = input.lastIndexOf('.');
  if (dot < start || !FILE_ENDINGS.has(input.slice(dot + 1))) return;
  const name = input.slice(start);
  collector.report({
    code: 'bucket-is-file',
    severity: 'warning',
    written,
    attribute: 'batch_inference_data',
    stage: workload.identity.stage,
    message: `\`batch_inference_data\` begins with a bucket, and \`${name}\` looks like a file: all that a bucket of that name holds would be scored`,
    hint: `write the bucket before it, as in \`my-bucket/${name}\``,
  });
}
