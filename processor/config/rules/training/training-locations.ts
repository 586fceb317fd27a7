import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining } from '../shared/spec-kinds.ts';

/**
 * The locations of a training or Autopilot job against each other. Warnings: SageMaker takes them all.
 *
 * `job-output-in-input`: the job writes below what it reads, so that the next one trains on models and checkpoints.
 * `validation-is-training`: the same data train the model and judge it.
 */
export function checkTrainingLocations({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  const isAutopilot = spec.pipelineType === 'model_autopilot_training';
  if (!isAutopilot && !isTraining(spec)) return;
  const { training_data: read, job_output_location: output } = spec.attributes;
  const data = read.endsWith('/') ? read.slice(0, -1) : read;
  const isPrefix = isAutopilot || spec.attributes.s3_data_type === 'S3Prefix';
  const at = { written, stage: workload.identity.stage, severity: 'warning' as const };
  // Manifests are objects, and name what is read one by one.
  if (isPrefix && (output === data || output.startsWith(`${data}/`))) {
    collector.report({
      ...at,
      code: 'job-output-in-input',
      attribute: 'job_output_location',
      message: 'the job writes below `training_data`: the next one would train on its models, too',
      hint: 'choose a prefix outside of `training_data`',
    });
  }
  if (isAutopilot || spec.attributes.validation_data !== read) return;
  collector.report({
    ...at,
    code: 'validation-is-training',
    attribute: 'validation_data',
    message: '`validation_data` is the same as `training_data`: the model is judged by what it has learnt by heart',
    hint: 'set other data aside for it, or leave it out',
  });
}
