import type { FindingCollector } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';
import { isTraining } from './spec-kinds.ts';

/**
 * The locations of a training job against each other. Warnings: SageMaker takes them all.
 *
 * `job-output-in-input`: the job writes below what it reads, so that the next one trains on models and checkpoints.
 * `validation-is-training`: the same data train the model and judge it.
 */
export function checkTrainingLocations({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec)) return;
  const { training_data: data, validation_data: validation, job_output_location: output } = spec.attributes;
  const at = { written, stage: workload.identity.stage, severity: 'warning' as const };
  // Manifests are objects, and name what is read one by one.
  if (spec.attributes.s3_data_type === 'S3Prefix' && (output === data || output.startsWith(`${data}/`))) {
    collector.report({
      ...at,
      code: 'job-output-in-input',
      attribute: 'job_output_location',
      message: 'the job writes below `training_data`: the next one would train on its models, too',
      hint: 'choose a prefix outside of `training_data`',
    });
  }
  if (validation !== data) return;
  collector.report({
    ...at,
    code: 'validation-is-training',
    attribute: 'validation_data',
    message: '`validation_data` is the same as `training_data`: the model is judged by what it has learnt by heart',
    hint: 'set other data aside for it, or leave it out',
  });
}
