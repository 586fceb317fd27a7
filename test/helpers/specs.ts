import { stackName } from '../../pipelines/names.ts';
import type {
  AutopilotAttributes,
  BatchAttributes,
  DataQualityMonitorAttributes,
  ImageBuilderAttributes,
  PipelineSpec,
  PipelineType,
  RealtimeAttributes,
  StageEnvironment,
  TrainingAttributes,
  TunerAttributes,
} from '../../pipelines/spec.ts';

/** Makes specs for tests: complete, with believable values, each attribute open to change. */

export function environment(change: Partial<StageEnvironment> = {}): StageEnvironment {
  return {
    stage: 'dev',
    account: '111111111111',
    region: 'eu-west-1',
    stackPrefix: 'mlops-pipeline',
    assetsBucket: 'team-assets',
    notifications: { emails: [] },
    ...change,
  };
}

export function training(modelName = 'churn', change: Partial<TrainingAttributes> = {}): PipelineSpec {
  return { ...frame(modelName, 'model_training_builtin'), attributes: { ...trainingAttributes(modelName), ...change } };
}

export function tuner(modelName = 'churn', change: Partial<TunerAttributes> = {}): PipelineSpec {
  const attributes: TunerAttributes = {
    ...trainingAttributes(modelName),
    tuner_configs: { objective_metric_name: 'validation:auc', max_jobs: 10, max_parallel_jobs: 2 },
    hyperparameters_ranges: { eta: ['continuous', [0.1, 0.5]] },
    ...change,
  };
  return { ...frame(modelName, 'model_tuner_builtin'), attributes };
}

export function autopilot(modelName = 'churn', change: Partial<AutopilotAttributes> = {}): PipelineSpec {
  const attributes: AutopilotAttributes = {
    model_name: modelName,
    training_data: 's3://team-assets/churn/train.csv',
    job_output_location: 's3://team-assets/churn/autopilot',
    target_attribute: 'left',
    job_max_candidates: 10,
    encrypt_inner_traffic: true,
    max_runtime_per_job: 86_400,
    total_max_runtime: 2_592_000,
    generate_definition_only: false,
    ...change,
  };
  return { ...frame(modelName, 'model_autopilot_training'), attributes };
}

export function realtime(modelName = 'churn', change: Partial<RealtimeAttributes> = {}): PipelineSpec {
  const attributes: RealtimeAttributes = {
    model_name: modelName,
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: `s3://team-assets/${modelName}/model.tar.gz`,
    inference_instance: 'ml.m5.large',
    instance_count: 1,
    data_capture_location: `s3://team-assets/${modelName}/captured`,
    data_capture_percentage: 100,
    endpoint_name: modelName,
    ...change,
  };
  return { ...frame(modelName, 'byom_realtime_builtin'), attributes };
}

export function batch(modelName = 'churn', change: Partial<BatchAttributes> = {}): PipelineSpec {
  const attributes: BatchAttributes = {
    model_name: modelName,
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: `s3://team-assets/${modelName}/model.tar.gz`,
    inference_instance: 'ml.m5.large',
    instance_count: 1,
    batch_inference_data: `s3://team-assets/${modelName}/customers.csv`,
    batch_job_output_location: `s3://team-assets/${modelName}/scores`,
    content_type: 'text/csv',
    accept: 'text/csv',
    split_type: 'Line',
    assemble_with: 'Line',
    ...change,
  };
  return { ...frame(modelName, 'byom_batch_builtin'), attributes };
}

export function monitor(modelName = 'churn', change: Partial<DataQualityMonitorAttributes> = {}): PipelineSpec {
  const attributes: DataQualityMonitorAttributes = {
    model_name: modelName,
    engine: 'sagemaker_model_monitor',
    endpoint_name: modelName,
    baseline_data: `s3://team-assets/${modelName}/baseline.csv`,
    baseline_job_output_location: `s3://team-assets/${modelName}/baseline`,
    data_capture_location: `s3://team-assets/${modelName}/captured`,
    monitoring_output_location: `s3://team-assets/${modelName}/reports`,
    schedule_expression: 'cron(0 * ? * * *)',
    monitor_max_runtime_seconds: 1_800,
    instance_type: 'ml.m5.large',
    instance_count: 1,
    instance_volume_size: 20,
    ...change,
  };
  return { ...frame(modelName, 'byom_data_quality_monitor'), attributes };
}

export function imageBuilder(tag = 'v1', change: Partial<ImageBuilderAttributes> = {}): PipelineSpec {
  const attributes: ImageBuilderAttributes = {
    custom_algorithm_docker: 's3://team-assets/images/algorithm.zip',
    ecr_repo_name: 'team/algorithm',
    image_tag: tag,
    ...change,
  };
  return { ...frame(tag, 'byom_image_builder'), attributes };
}

function trainingAttributes(modelName: string): TrainingAttributes {
  return {
    model_name: modelName,
    training_data: `s3://team-assets/${modelName}/train.csv`,
    job_output_location: `s3://team-assets/${modelName}/models`,
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    algo_hyperparameters: { eta: 0.2, num_round: 100 },
    instance_type: 'ml.m4.xlarge',
    instance_count: 1,
    instance_volume_size: 20,
    max_runtime_per_job: 86_400,
    use_spot_instances: true,
    max_wait_time_spot_instances: 172_800,
    encrypt_inner_traffic: true,
    content_type: 'csv',
    s3_data_type: 'S3Prefix',
    data_distribution: 'FullyReplicated',
    data_input_mode: 'File',
  };
}

function frame<T extends PipelineType>(modelName: string, pipelineType: T) {
  return {
    modelName,
    pipelineType,
    stackName: stackName({ stackPrefix: 'mlops-pipeline', modelName, pipelineType }),
    environment: environment(),
  };
}
