import { FILE_ENDINGS } from '../shared/file-endings.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';

/**
 * `bucket-is-file` (warning): the data to score are a whole bucket that is called like a file, `demand.csv`. Other
 * inputs are keys in the assets bucket, so that the bucket is easily forgotten here. It is a valid name of a bucket.
 *
 * `bucket-forgotten` (warning): the data to score lie in a bucket that is called like the folder of the predictions.
 */
export function checkForgottenBucket(resolved: ResolvedWorkload, collector: FindingCollector): void {
  const { written, workload } = resolved;
  const { spec } = workload;
  if (!isBatch(spec)) return;
  const { batch_inference_data: input } = spec.attributes;
  const start = 's3://'.length;
  if (input.includes('/', start)) {
    checkFolder(resolved, spec.attributes, collector);
    return;
  }
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

/** A plain word is no bucket that anybody has, where it is the folder beside which the predictions go. */
function checkFolder(
  { written, workload }: ResolvedWorkload,
  {
    batch_inference_data: input,
    batch_job_output_location: output,
  }: Readonly<Record<'batch_inference_data' | 'batch_job_output_location', string>>,
  collector: FindingCollector,
): void {
  const { stage } = workload.identity;
  const value = written.attributes['batch_inference_data'];
  if (typeof value !== 'string' || value.startsWith('s3:')) return;
  const [word = ''] = input.slice('s3://'.length).split('/');
  const [bucket = '', folder] = output.slice('s3://'.length).split('/');
  if (folder !== word || bucket === word || !/^[a-z]+$/.test(word)) return;
  collector.report({
    code: 'bucket-forgotten',
    severity: 'warning',
    written,
    attribute: 'batch_inference_data',
    stage,
    message: `\`batch_inference_data\` begins with a bucket, and \`${word}\` is the folder of the predictions in the bucket \`${bucket}\``,
    hint: `did you mean \`${bucket}/${value}\`? Ignore this if there is a bucket called \`${word}\``,
  });
}
