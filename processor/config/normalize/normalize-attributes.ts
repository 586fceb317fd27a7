import { MAX_AWAITED_RUNTIME_SECONDS } from '../../../pipelines/shared/awaited-runtime.ts';
import type {
  AutopilotAttributes,
  BatchAttributes,
  DataQualityMonitorAttributes,
  Hyperparameters,
  ImageBuilderAttributes,
  RealtimeAttributes,
  TrainingAttributes,
  TunerAttributes,
} from '../../../pipelines/spec.ts';
import type { AttributeReader, NumberList } from './attribute-reader.ts';

/*
 * Every attribute of a type is a member of its object, undefined where it is absent, and stands in one literal: such
 * objects are made and looked into several times faster than ones put together from parts.
 */

/** `problem_type` of Autopilot and of the monitors. */
export const PROBLEM_TYPES = ['Regression', 'BinaryClassification', 'MulticlassClassification'] as const;

export function normalizeTraining(read: AttributeReader): TrainingAttributes {
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    model_name: read.text('model_name'),
    training_data: read.location('training_data'),
    validation_data: read.optionalLocation('validation_data'),
    job_output_location: read.location('job_output_location'),
    model_framework: read.text('model_framework'),
    model_framework_version: read.textOfNumber('model_framework_version'),
    python_version: read.optionalText('python_version'),
    algo_hyperparameters: hyperparametersOf(read),
    job_name: read.optionalText('job_name'),
    instance_type: read.text('instance_type'),
    instance_count: read.number('instance_count'),
    instance_volume_size: read.number('instance_volume_size'),
    max_runtime_per_job: read.number('max_runtime_per_job'),
    use_spot_instances: read.boolean('use_spot_instances'),
    max_wait_time_spot_instances: read.number('max_wait_time_spot_instances'),
    encrypt_inner_traffic: read.boolean('encrypt_inner_traffic'),
    content_type: read.text('content_type'),
    s3_data_type: read.choice('s3_data_type', ['S3Prefix', 'ManifestFile', 'AugmentedManifestFile']),
    data_distribution: read.choice('data_distribution', ['FullyReplicated', 'ShardedByS3Key']),
    compression_type: read.optionalChoice('compression_type', ['Gzip']),
    data_input_mode: read.choice('data_input_mode', ['File', 'Pipe', 'FastFile']),
    data_record_wrapping: read.optionalChoice('data_record_wrapping', ['RecordIO']),
    attribute_names: read.optionalTexts('attribute_names'),
    environment: read.optionalObject('environment'),
    vpc_config: read.optionalObject('vpc_config'),
  };
}

/**
 * A list goes to SageMaker as text in the way of Python's `str`, which the orchestrator and the SageMaker Python
 * SDK apply: `[[0, 1], [2, 3]]`.
 */
function hyperparametersOf(read: AttributeReader): Hyperparameters {
  const written = read.object('algo_hyperparameters');
  if (!Object.values(written).some((value) => typeof value === 'object')) return written as Hyperparameters;
  return Object.fromEntries(
    Object.entries(written).map(
      ([name, value]) => [name, typeof value === 'object' ? listAsText(value) : value] as const,
    ),
  );
}

function listAsText(list: NumberList): string {
  return `[${list.map((item) => (typeof item === 'object' ? listAsText(item) : String(item))).join(', ')}]`;
}

export function normalizeTuner(read: AttributeReader): TunerAttributes {
  return Object.assign(normalizeTraining(read), {
    tuner_configs: read.object('tuner_configs'),
    hyperparameters_ranges: read.object('hyperparameters_ranges'),
  });
}

export function normalizeAutopilot(read: AttributeReader): AutopilotAttributes {
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    model_name: read.text('model_name'),
    training_data: read.location('training_data'),
    job_output_location: read.location('job_output_location'),
    target_attribute: read.text('target_attribute'),
    job_name: read.optionalText('job_name'),
    problem_type: read.optionalChoice('problem_type', PROBLEM_TYPES),
    job_objective: read.optionalChoice('job_objective', ['Accuracy', 'MSE', 'F1', 'F1macro', 'AUC']),
    compression_type: read.optionalChoice('compression_type', ['Gzip']),
    job_max_candidates: read.number('job_max_candidates'),
    encrypt_inner_traffic: read.boolean('encrypt_inner_traffic'),
    max_runtime_per_job: read.number('max_runtime_per_job'),
    total_max_runtime: read.number('total_max_runtime'),
    generate_definition_only: read.boolean('generate_definition_only'),
    vpc_config: read.optionalObject('vpc_config'),
  };
}

/** A model package brings its image and artifact along: with one, the others have no effect, as in the orchestrator. */
export function normalizeRealtime(read: AttributeReader): RealtimeAttributes {
  const modelPackage = read.optionalText('model_package_name');
  const isPackaged = modelPackage !== undefined;
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    model_package_name: modelPackage,
    model_framework: isPackaged ? undefined : read.optionalText('model_framework'),
    model_framework_version: isPackaged ? undefined : read.optionalTextOfNumber('model_framework_version'),
    python_version: isPackaged ? undefined : read.optionalText('python_version'),
    custom_image_uri: isPackaged ? undefined : read.optionalText('custom_image_uri'),
    model_artifact_location: isPackaged ? undefined : read.optionalLocation('model_artifact_location'),
    environment: read.optionalObject('environment'),
    vpc_config: read.optionalObject('vpc_config'),
    model_name: read.text('model_name'),
    inference_instance: read.optionalText('inference_instance'),
    data_capture_location: read.location('data_capture_location'),
    endpoint_name: read.optionalText('endpoint_name')?.toLowerCase(),
    instance_count: read.number('instance_count'),
    data_capture_percentage: read.number('data_capture_percentage'),
    autoscaling: read.optionalObject('autoscaling'),
    serverless: read.optionalObject('serverless'),
    deployment: read.optionalObject('deployment'),
  };
}

/** A model package brings its image and artifact along: with one, the others have no effect, as in the orchestrator. */
export function normalizeBatch(read: AttributeReader): BatchAttributes {
  const modelPackage = read.optionalText('model_package_name');
  const isPackaged = modelPackage !== undefined;
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    model_package_name: modelPackage,
    model_framework: isPackaged ? undefined : read.optionalText('model_framework'),
    model_framework_version: isPackaged ? undefined : read.optionalTextOfNumber('model_framework_version'),
    python_version: isPackaged ? undefined : read.optionalText('python_version'),
    custom_image_uri: isPackaged ? undefined : read.optionalText('custom_image_uri'),
    model_artifact_location: isPackaged ? undefined : read.optionalLocation('model_artifact_location'),
    environment: read.optionalObject('environment'),
    vpc_config: read.optionalObject('vpc_config'),
    model_name: read.text('model_name'),
    inference_instance: read.text('inference_instance'),
    batch_inference_data: read.location('batch_inference_data', { keepSlash: true }),
    batch_job_output_location: read.location('batch_job_output_location'),
    instance_count: read.number('instance_count'),
    schedule_expression: read.optionalText('schedule_expression'),
    content_type: read.text('content_type'),
    accept: read.text('accept'),
    split_type: read.choice('split_type', ['None', 'Line', 'RecordIO', 'TFRecord']),
    assemble_with: read.choice('assemble_with', ['None', 'Line']),
    compression_type: uncompressed(read) ? undefined : read.optionalChoice('compression_type', ['Gzip']),
    batch_strategy: read.optionalChoice('batch_strategy', ['MultiRecord', 'SingleRecord']),
    max_payload_in_mb: read.optionalNumber('max_payload_in_mb'),
  };
}

/** Batch transform has a word for no compression, the specification leaves it out. */
function uncompressed(read: AttributeReader): boolean {
  return read.optionalText('compression_type') === 'None';
}

/** What all four monitors share; the whole of the data quality monitor. */
export function normalizeMonitor(read: AttributeReader): DataQualityMonitorAttributes {
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    model_name: read.text('model_name'),
    engine: read.choice('engine', ['sagemaker_model_monitor']),
    endpoint_name: read.text('endpoint_name').toLowerCase(),
    baseline_data: read.location('baseline_data'),
    baseline_job_output_location: read.location('baseline_job_output_location'),
    data_capture_location: read.location('data_capture_location'),
    monitoring_output_location: read.location('monitoring_output_location'),
    schedule_expression: read.text('schedule_expression'),
    monitor_max_runtime_seconds: read.number('monitor_max_runtime_seconds'),
    instance_type: read.text('instance_type'),
    instance_count: read.number('instance_count'),
    instance_volume_size: read.number('instance_volume_size'),
    baseline_max_runtime_seconds: awaited(read.optionalNumber('baseline_max_runtime_seconds')),
  };
}

export function normalizeImageBuilder(read: AttributeReader): ImageBuilderAttributes {
  return {
    tags: read.optionalObject('tags'),
    kms_key_arn: keyOf(read),
    custom_algorithm_docker: read.location('custom_algorithm_docker'),
    ecr_repo_name: read.text('ecr_repo_name'),
    image_tag: read.text('image_tag'),
  };
}

/** SageMaker takes 9 days, a stack waits for half of one: as long as it waits, which `baseline-runtime-cut` says. */
function awaited(runtime: number | undefined): number | undefined {
  return runtime === undefined ? undefined : Math.min(runtime, MAX_AWAITED_RUNTIME_SECONDS);
}

function keyOf(read: AttributeReader): string | undefined {
  return read.optionalText('kms_key_arn') ?? read.stage.kmsKeyArn;
}
