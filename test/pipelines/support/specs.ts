import type { PipelineSpec, RealtimeAttributes, SpecOf, StageEnvironment } from '../../../pipelines/spec.ts';
import { FAMILIES, LAMBDA_SOURCES } from '../../../pipelines/families.ts';
import type { SynthesisOptions } from '../../../pipelines/synthesize.ts';

export const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555';

export const ENVIRONMENT: StageEnvironment = {
  stage: 'dev',
  account: '123456789012',
  region: 'eu-west-1',
  stackPrefix: 'mlops-pipeline',
  assetsBucket: 'assets-bucket',
  notifications: { emails: ['ml-admins@example.com'] },
};

type Part<T> = Partial<T>;

export function trainingSpec(attributes: Part<SpecOf<'model_training_builtin'>['attributes']> = {}) {
  return {
    pipelineType: 'model_training_builtin',
    modelName: 'churn',
    stackName: 'mlops-pipeline-churn-modeltraining',
    environment: ENVIRONMENT,
    attributes: {
      model_name: 'churn',
      training_data: 's3://assets-bucket/churn/train.csv',
      validation_data: 's3://assets-bucket/churn/validation.csv',
      job_output_location: 's3://assets-bucket/churn/output',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      algo_hyperparameters: { num_round: 100, eta: 0.2, flag: true, objective: 'binary:logistic' },
      instance_type: 'ml.m5.xlarge',
      instance_count: 1,
      instance_volume_size: 20,
      max_runtime_per_job: 7200,
      use_spot_instances: true,
      max_wait_time_spot_instances: 14400,
      encrypt_inner_traffic: true,
      content_type: 'csv',
      s3_data_type: 'S3Prefix',
      data_distribution: 'FullyReplicated',
      data_input_mode: 'File',
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

export function tunerSpec(attributes: Part<SpecOf<'model_tuner_builtin'>['attributes']> = {}) {
  return {
    ...trainingSpec(),
    pipelineType: 'model_tuner_builtin',
    stackName: 'mlops-pipeline-churn-tunertraining',
    attributes: {
      ...trainingSpec().attributes,
      tuner_configs: { objective_metric_name: 'validation:auc', max_jobs: 20, max_parallel_jobs: 3 },
      hyperparameters_ranges: {
        eta: ['continuous', [0, 1]],
        max_depth: ['integer', [1, 10, 'Logarithmic']],
        booster: ['categorical', ['gbtree', 'dart']],
      },
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

export function autopilotSpec(attributes: Part<SpecOf<'model_autopilot_training'>['attributes']> = {}) {
  return {
    pipelineType: 'model_autopilot_training',
    modelName: 'churn',
    stackName: 'mlops-pipeline-churn-autopilottraining',
    environment: ENVIRONMENT,
    attributes: {
      model_name: 'churn',
      training_data: 's3://assets-bucket/churn/all.csv',
      job_output_location: 's3://assets-bucket/churn/autopilot',
      target_attribute: 'churned',
      job_max_candidates: 10,
      encrypt_inner_traffic: true,
      max_runtime_per_job: 3600,
      total_max_runtime: 7200,
      generate_definition_only: false,
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

export function realtimeSpec(attributes: Part<RealtimeAttributes> = {}) {
  return {
    pipelineType: 'byom_realtime_builtin',
    modelName: 'churn',
    stackName: 'mlops-pipeline-churn-byompipelinerealtimebuiltin',
    environment: ENVIRONMENT,
    attributes: {
      model_name: 'churn',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      model_artifact_location: 's3://assets-bucket/churn/model.tar.gz',
      inference_instance: 'ml.m5.large',
      instance_count: 1,
      data_capture_location: 's3://capture-bucket/churn/capture',
      data_capture_percentage: 100,
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

/** Keys as the build names them, with the hash that tests do not want to see change. */
export const LAMBDA_CODE = Object.fromEntries(
  Object.keys(LAMBDA_SOURCES).map((name) => [name, { key: `mlops/lambda/${name}-HASH.zip` }]),
);

export const OPTIONS: SynthesisOptions = {
  provenance: {
    fingerprint: 'f'.repeat(64),
    configPath: 'models/churn/mlops-config.json',
    commit: 'c'.repeat(40),
    codeDigest: 'd'.repeat(64),
  },
  lambdaCode: LAMBDA_CODE,
};

export { FAMILIES };
