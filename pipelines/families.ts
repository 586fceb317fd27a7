import type { PipelineType } from './spec.ts';

/** Names of the Lambda bundles; each is built from the `*.lambda.ts` file of the same name. */
export const LAMBDA_SOURCES = {
  'start-job': 'shared/start-job.lambda.ts',
  'run-on-deploy': 'shared/run-on-deploy.lambda.ts',
  'check-job': 'shared/check-job.lambda.ts',
  'notify-job-state': 'shared/notify-job-state.lambda.ts',
  'invoke-endpoint': 'realtime/invoke-endpoint.lambda.ts',
  'start-scheduled-transform': 'batch/start-scheduled-transform.lambda.ts',
  'write-analysis-config': 'monitor/write-analysis-config.lambda.ts',
  'follow-endpoint': 'monitor/follow-endpoint.lambda.ts',
} as const;

export type LambdaName = keyof typeof LAMBDA_SOURCES;

/** Where the code of a pipeline type is: what its digest covers. Paths are relative to this folder. */
export interface Family {
  /** The module that builds the stack. */
  readonly stack: string;
  /** Every Lambda bundle that any of its stacks may use. */
  readonly lambdas: readonly LambdaName[];
}

const TRAINING: Family = {
  stack: 'training/training-stack.ts',
  lambdas: ['start-job', 'run-on-deploy', 'notify-job-state'],
};
const REALTIME: Family = { stack: 'realtime/realtime-stack.ts', lambdas: ['invoke-endpoint'] };
const BATCH: Family = {
  stack: 'batch/batch-stack.ts',
  lambdas: ['start-job', 'run-on-deploy', 'notify-job-state', 'start-scheduled-transform'],
};
const IMAGE_BUILDER: Family = { stack: 'image-builder/image-builder-stack.ts', lambdas: ['notify-job-state'] };
const MONITOR: Family = {
  stack: 'monitor/monitor-stack.ts',
  lambdas: ['start-job', 'run-on-deploy', 'check-job', 'notify-job-state', 'write-analysis-config', 'follow-endpoint'],
};

/** The family of each pipeline type. */
export const FAMILIES: Readonly<Record<PipelineType, Family>> = {
  model_training_builtin: TRAINING,
  model_tuner_builtin: TRAINING,
  model_autopilot_training: TRAINING,
  byom_realtime_builtin: REALTIME,
  byom_realtime_custom: REALTIME,
  byom_batch_builtin: BATCH,
  byom_batch_custom: BATCH,
  byom_data_quality_monitor: MONITOR,
  byom_model_quality_monitor: MONITOR,
  byom_model_bias_monitor: MONITOR,
  byom_model_explainability_monitor: MONITOR,
  byom_image_builder: IMAGE_BUILDER,
};
