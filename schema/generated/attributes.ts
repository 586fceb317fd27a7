// Generated from the schemas by scripts/generate.ts: do not edit.

/** The values of `pipeline_type`, in the order in which documents list them. */
export const PIPELINE_TYPES = [
  'model_training_builtin',
  'model_tuner_builtin',
  'model_autopilot_training',
  'byom_realtime_builtin',
  'byom_realtime_custom',
  'byom_batch_builtin',
  'byom_batch_custom',
  'byom_data_quality_monitor',
  'byom_model_quality_monitor',
  'byom_model_bias_monitor',
  'byom_model_explainability_monitor',
  'byom_image_builder',
] as const;

export type PipelineType = (typeof PIPELINE_TYPES)[number];

/** How the written value of an attribute is brought into its normal form. */
export type AttributeKind =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'assets-key'
  | 's3-location'
  | 'object'
  | 'list'
  | 'enum'
  | 'arn'
  | 'schedule';

/** One attribute of a pipeline type. */
export interface Attribute {
  readonly name: string;
  readonly kind: AttributeKind;
  /** Always required; an attribute with an old spelling is required under one of its two names. */
  readonly required: boolean;
  /** A map from stage name to value may stand in place of the value. */
  readonly perStage: boolean;
  readonly default?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  /** Bounds of a number, inclusive; they hold for its text form too. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** This is an old spelling of the attribute named here. */
  readonly aliasOf?: string;
  /** Empty text means the same as leaving the attribute out. */
  readonly emptyMeansUnset?: boolean;
}

const pipeline_type: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['model_training_builtin'],
};
const model_name: Attribute = { name: 'model_name', kind: 'text', required: true, perStage: false };
const training_data: Attribute = { name: 'training_data', kind: 'assets-key', required: true, perStage: true };
const job_output_location: Attribute = {
  name: 'job_output_location',
  kind: 'assets-key',
  required: true,
  perStage: true,
};
const model_framework: Attribute = { name: 'model_framework', kind: 'text', required: true, perStage: false };
const model_framework_version: Attribute = {
  name: 'model_framework_version',
  kind: 'text',
  required: true,
  perStage: true,
};
const algo_hyperparameters: Attribute = {
  name: 'algo_hyperparameters',
  kind: 'object',
  required: true,
  perStage: false,
};
const algo_hyperparamaters: Attribute = {
  name: 'algo_hyperparamaters',
  kind: 'object',
  required: false,
  perStage: false,
  aliasOf: 'algo_hyperparameters',
};
const job_name: Attribute = { name: 'job_name', kind: 'text', required: false, perStage: true };
const validation_data: Attribute = {
  name: 'validation_data',
  kind: 'assets-key',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const instance_type: Attribute = {
  name: 'instance_type',
  kind: 'text',
  required: false,
  perStage: true,
  default: 'ml.m4.xlarge',
};
const instance_count: Attribute = {
  name: 'instance_count',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 1,
  minimum: 1,
  maximum: 1000,
};
const instance_volume_size: Attribute = {
  name: 'instance_volume_size',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 20,
  minimum: 1,
  maximum: 16384,
};
const max_runtime_per_job: Attribute = {
  name: 'max_runtime_per_job',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 86400,
  minimum: 600,
  maximum: 259200,
};
const use_spot_instances: Attribute = {
  name: 'use_spot_instances',
  kind: 'boolean',
  required: false,
  perStage: true,
  default: true,
};
const max_wait_time_spot_instances: Attribute = {
  name: 'max_wait_time_spot_instances',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 172800,
  minimum: 1,
  maximum: 259200,
};
const encrypt_inner_traffic: Attribute = {
  name: 'encrypt_inner_traffic',
  kind: 'boolean',
  required: false,
  perStage: true,
  default: true,
};
const content_type: Attribute = {
  name: 'content_type',
  kind: 'text',
  required: false,
  perStage: false,
  default: 'csv',
  emptyMeansUnset: true,
};
const s3_data_type: Attribute = {
  name: 's3_data_type',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'S3Prefix',
  enum: ['S3Prefix', 'ManifestFile', 'AugmentedManifestFile'],
};
const data_distribution: Attribute = {
  name: 'data_distribution',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'FullyReplicated',
  enum: ['FullyReplicated', 'ShardedByS3Key'],
};
const compression_type: Attribute = {
  name: 'compression_type',
  kind: 'enum',
  required: false,
  perStage: false,
  default: '',
  enum: ['', 'Gzip'],
  emptyMeansUnset: true,
};
const data_input_mode: Attribute = {
  name: 'data_input_mode',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'File',
  enum: ['File', 'Pipe', 'FastFile'],
};
const data_record_wrapping: Attribute = {
  name: 'data_record_wrapping',
  kind: 'enum',
  required: false,
  perStage: false,
  default: '',
  enum: ['', 'RecordIO'],
  emptyMeansUnset: true,
};
const attribute_names: Attribute = {
  name: 'attribute_names',
  kind: 'list',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const kms_key_arn: Attribute = {
  name: 'kms_key_arn',
  kind: 'arn',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const python_version: Attribute = { name: 'python_version', kind: 'text', required: false, perStage: true };
const environment: Attribute = { name: 'environment', kind: 'object', required: false, perStage: true };
const vpc_config: Attribute = { name: 'vpc_config', kind: 'object', required: false, perStage: true };
const name: Attribute = { name: 'name', kind: 'text', required: false, perStage: false };
const stages: Attribute = { name: 'stages', kind: 'list', required: false, perStage: false };
const depends_on: Attribute = { name: 'depends_on', kind: 'list', required: false, perStage: false };
const tags: Attribute = { name: 'tags', kind: 'object', required: false, perStage: false };
const pipeline_type_2: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['model_tuner_builtin'],
};
const tuner_configs: Attribute = { name: 'tuner_configs', kind: 'object', required: true, perStage: false };
const hyperparameters_ranges: Attribute = {
  name: 'hyperparameters_ranges',
  kind: 'object',
  required: true,
  perStage: false,
};
const hyperparamaters_ranges: Attribute = {
  name: 'hyperparamaters_ranges',
  kind: 'object',
  required: false,
  perStage: false,
  aliasOf: 'hyperparameters_ranges',
};
const pipeline_type_3: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['model_autopilot_training'],
};
const target_attribute: Attribute = { name: 'target_attribute', kind: 'text', required: true, perStage: false };
const problem_type: Attribute = {
  name: 'problem_type',
  kind: 'enum',
  required: false,
  perStage: false,
  default: '',
  enum: ['', 'Regression', 'BinaryClassification', 'MulticlassClassification'],
  emptyMeansUnset: true,
};
const job_objective: Attribute = {
  name: 'job_objective',
  kind: 'enum',
  required: false,
  perStage: false,
  default: '',
  enum: ['', 'Accuracy', 'MSE', 'F1', 'F1macro', 'AUC'],
  emptyMeansUnset: true,
};
const job_max_candidates: Attribute = {
  name: 'job_max_candidates',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 10,
  minimum: 1,
  maximum: 750,
};
const total_max_runtime: Attribute = {
  name: 'total_max_runtime',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 2592000,
  minimum: 3600,
  maximum: 2592000,
};
const generate_definition_only: Attribute = {
  name: 'generate_definition_only',
  kind: 'boolean',
  required: false,
  perStage: true,
  default: false,
};
const pipeline_type_4: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_realtime_builtin'],
};
const inference_instance: Attribute = { name: 'inference_instance', kind: 'text', required: false, perStage: true };
const model_framework_2: Attribute = {
  name: 'model_framework',
  kind: 'text',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const model_framework_version_2: Attribute = {
  name: 'model_framework_version',
  kind: 'text',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const model_artifact_location: Attribute = {
  name: 'model_artifact_location',
  kind: 'assets-key',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const model_package_name: Attribute = {
  name: 'model_package_name',
  kind: 'arn',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const data_capture_location: Attribute = {
  name: 'data_capture_location',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const endpoint_name: Attribute = {
  name: 'endpoint_name',
  kind: 'text',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const data_capture_percentage: Attribute = {
  name: 'data_capture_percentage',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 100,
  minimum: 0,
  maximum: 100,
};
const autoscaling: Attribute = { name: 'autoscaling', kind: 'object', required: false, perStage: true };
const serverless: Attribute = { name: 'serverless', kind: 'object', required: false, perStage: true };
const deployment: Attribute = { name: 'deployment', kind: 'object', required: false, perStage: true };
const pipeline_type_5: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_realtime_custom'],
};
const custom_image_uri: Attribute = {
  name: 'custom_image_uri',
  kind: 'text',
  required: false,
  perStage: true,
  emptyMeansUnset: true,
};
const pipeline_type_6: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_batch_builtin'],
};
const inference_instance_2: Attribute = { name: 'inference_instance', kind: 'text', required: true, perStage: true };
const batch_inference_data: Attribute = {
  name: 'batch_inference_data',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const batch_job_output_location: Attribute = {
  name: 'batch_job_output_location',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const schedule_expression: Attribute = {
  name: 'schedule_expression',
  kind: 'schedule',
  required: false,
  perStage: true,
};
const content_type_2: Attribute = {
  name: 'content_type',
  kind: 'text',
  required: false,
  perStage: false,
  default: 'text/csv',
};
const accept: Attribute = { name: 'accept', kind: 'text', required: false, perStage: false, default: 'text/csv' };
const split_type: Attribute = {
  name: 'split_type',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'Line',
  enum: ['None', 'Line', 'RecordIO', 'TFRecord'],
};
const assemble_with: Attribute = {
  name: 'assemble_with',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'Line',
  enum: ['None', 'Line'],
};
const compression_type_2: Attribute = {
  name: 'compression_type',
  kind: 'enum',
  required: false,
  perStage: false,
  default: '',
  enum: ['', 'None', 'Gzip'],
  emptyMeansUnset: true,
};
const batch_strategy: Attribute = {
  name: 'batch_strategy',
  kind: 'enum',
  required: false,
  perStage: false,
  enum: ['MultiRecord', 'SingleRecord'],
};
const max_payload_in_mb: Attribute = {
  name: 'max_payload_in_mb',
  kind: 'integer',
  required: false,
  perStage: true,
  minimum: 0,
  maximum: 100,
};
const pipeline_type_7: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_batch_custom'],
};
const pipeline_type_8: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_data_quality_monitor'],
};
const endpoint_name_2: Attribute = { name: 'endpoint_name', kind: 'text', required: true, perStage: true };
const baseline_data: Attribute = { name: 'baseline_data', kind: 'assets-key', required: true, perStage: true };
const baseline_job_output_location: Attribute = {
  name: 'baseline_job_output_location',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const monitoring_output_location: Attribute = {
  name: 'monitoring_output_location',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const schedule_expression_2: Attribute = {
  name: 'schedule_expression',
  kind: 'schedule',
  required: true,
  perStage: true,
};
const monitor_max_runtime_seconds: Attribute = {
  name: 'monitor_max_runtime_seconds',
  kind: 'integer',
  required: true,
  perStage: true,
  minimum: 1,
  maximum: 86400,
};
const instance_type_2: Attribute = { name: 'instance_type', kind: 'text', required: true, perStage: true };
const instance_volume_size_2: Attribute = {
  name: 'instance_volume_size',
  kind: 'integer',
  required: true,
  perStage: true,
  minimum: 1,
  maximum: 16384,
};
const baseline_max_runtime_seconds: Attribute = {
  name: 'baseline_max_runtime_seconds',
  kind: 'integer',
  required: false,
  perStage: true,
  minimum: 1,
  maximum: 777600,
  emptyMeansUnset: true,
};
const engine: Attribute = {
  name: 'engine',
  kind: 'enum',
  required: false,
  perStage: false,
  default: 'sagemaker_model_monitor',
  enum: ['sagemaker_model_monitor'],
};
const instance_count_2: Attribute = {
  name: 'instance_count',
  kind: 'integer',
  required: false,
  perStage: true,
  default: 1,
  minimum: 1,
  maximum: 100,
};
const pipeline_type_9: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_model_quality_monitor'],
};
const problem_type_2: Attribute = {
  name: 'problem_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['Regression', 'BinaryClassification', 'MulticlassClassification'],
};
const baseline_inference_attribute: Attribute = {
  name: 'baseline_inference_attribute',
  kind: 'text',
  required: true,
  perStage: false,
  emptyMeansUnset: true,
};
const baseline_ground_truth_attribute: Attribute = {
  name: 'baseline_ground_truth_attribute',
  kind: 'text',
  required: true,
  perStage: false,
};
const baseline_probability_attribute: Attribute = {
  name: 'baseline_probability_attribute',
  kind: 'text',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const monitor_inference_attribute: Attribute = {
  name: 'monitor_inference_attribute',
  kind: 'text',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const monitor_ground_truth_input: Attribute = {
  name: 'monitor_ground_truth_input',
  kind: 's3-location',
  required: true,
  perStage: true,
};
const monitor_probability_attribute: Attribute = {
  name: 'monitor_probability_attribute',
  kind: 'text',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const probability_threshold_attribute: Attribute = {
  name: 'probability_threshold_attribute',
  kind: 'number',
  required: false,
  perStage: false,
  minimum: 0,
  maximum: 1,
  emptyMeansUnset: true,
};
const pipeline_type_10: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_model_bias_monitor'],
};
const bias_config: Attribute = { name: 'bias_config', kind: 'object', required: true, perStage: false };
const model_predicted_label_config: Attribute = {
  name: 'model_predicted_label_config',
  kind: 'object',
  required: false,
  perStage: false,
};
const features_attribute: Attribute = {
  name: 'features_attribute',
  kind: 'text',
  required: false,
  perStage: false,
  emptyMeansUnset: true,
};
const pipeline_type_11: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_model_explainability_monitor'],
};
const shap_config: Attribute = { name: 'shap_config', kind: 'object', required: true, perStage: false };
const model_scores: Attribute = {
  name: 'model_scores',
  kind: 'text',
  required: false,
  perStage: false,
  minimum: 0,
  maximum: 10000,
  emptyMeansUnset: true,
};
const pipeline_type_12: Attribute = {
  name: 'pipeline_type',
  kind: 'enum',
  required: true,
  perStage: false,
  enum: ['byom_image_builder'],
};
const custom_algorithm_docker: Attribute = {
  name: 'custom_algorithm_docker',
  kind: 'assets-key',
  required: true,
  perStage: true,
};
const ecr_repo_name: Attribute = { name: 'ecr_repo_name', kind: 'text', required: true, perStage: true };
const image_tag: Attribute = { name: 'image_tag', kind: 'text', required: true, perStage: false };

/** The attributes of every pipeline type, in the order of its schema. */
export const ATTRIBUTES: Readonly<Record<PipelineType, readonly Attribute[]>> = {
  model_training_builtin: [
    pipeline_type,
    model_name,
    training_data,
    job_output_location,
    model_framework,
    model_framework_version,
    algo_hyperparameters,
    algo_hyperparamaters,
    job_name,
    validation_data,
    instance_type,
    instance_count,
    instance_volume_size,
    max_runtime_per_job,
    use_spot_instances,
    max_wait_time_spot_instances,
    encrypt_inner_traffic,
    content_type,
    s3_data_type,
    data_distribution,
    compression_type,
    data_input_mode,
    data_record_wrapping,
    attribute_names,
    kms_key_arn,
    python_version,
    environment,
    vpc_config,
    name,
    stages,
    depends_on,
    tags,
  ],
  model_tuner_builtin: [
    pipeline_type_2,
    model_name,
    training_data,
    job_output_location,
    model_framework,
    model_framework_version,
    algo_hyperparameters,
    algo_hyperparamaters,
    tuner_configs,
    hyperparameters_ranges,
    hyperparamaters_ranges,
    job_name,
    validation_data,
    instance_type,
    instance_count,
    instance_volume_size,
    max_runtime_per_job,
    use_spot_instances,
    max_wait_time_spot_instances,
    encrypt_inner_traffic,
    content_type,
    s3_data_type,
    data_distribution,
    compression_type,
    data_input_mode,
    data_record_wrapping,
    attribute_names,
    kms_key_arn,
    python_version,
    environment,
    vpc_config,
    name,
    stages,
    depends_on,
    tags,
  ],
  model_autopilot_training: [
    pipeline_type_3,
    model_name,
    training_data,
    job_output_location,
    target_attribute,
    job_name,
    problem_type,
    job_objective,
    compression_type,
    job_max_candidates,
    encrypt_inner_traffic,
    max_runtime_per_job,
    total_max_runtime,
    generate_definition_only,
    kms_key_arn,
    vpc_config,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_realtime_builtin: [
    pipeline_type_4,
    model_name,
    inference_instance,
    model_framework_2,
    model_framework_version_2,
    model_artifact_location,
    model_package_name,
    data_capture_location,
    endpoint_name,
    kms_key_arn,
    python_version,
    instance_count,
    data_capture_percentage,
    environment,
    vpc_config,
    autoscaling,
    serverless,
    deployment,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_realtime_custom: [
    pipeline_type_5,
    model_name,
    inference_instance,
    custom_image_uri,
    model_artifact_location,
    model_package_name,
    data_capture_location,
    endpoint_name,
    kms_key_arn,
    instance_count,
    data_capture_percentage,
    environment,
    vpc_config,
    autoscaling,
    serverless,
    deployment,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_batch_builtin: [
    pipeline_type_6,
    model_name,
    inference_instance_2,
    model_framework_2,
    model_framework_version_2,
    model_artifact_location,
    model_package_name,
    batch_inference_data,
    batch_job_output_location,
    kms_key_arn,
    python_version,
    instance_count,
    schedule_expression,
    content_type_2,
    accept,
    split_type,
    assemble_with,
    compression_type_2,
    batch_strategy,
    max_payload_in_mb,
    environment,
    vpc_config,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_batch_custom: [
    pipeline_type_7,
    model_name,
    inference_instance_2,
    custom_image_uri,
    model_artifact_location,
    model_package_name,
    batch_inference_data,
    batch_job_output_location,
    kms_key_arn,
    instance_count,
    schedule_expression,
    content_type_2,
    accept,
    split_type,
    assemble_with,
    compression_type_2,
    batch_strategy,
    max_payload_in_mb,
    environment,
    vpc_config,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_data_quality_monitor: [
    pipeline_type_8,
    model_name,
    endpoint_name_2,
    baseline_data,
    baseline_job_output_location,
    data_capture_location,
    monitoring_output_location,
    schedule_expression_2,
    monitor_max_runtime_seconds,
    instance_type_2,
    instance_volume_size_2,
    baseline_max_runtime_seconds,
    kms_key_arn,
    engine,
    instance_count_2,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_model_quality_monitor: [
    pipeline_type_9,
    model_name,
    endpoint_name_2,
    baseline_data,
    baseline_job_output_location,
    data_capture_location,
    monitoring_output_location,
    schedule_expression_2,
    monitor_max_runtime_seconds,
    instance_type_2,
    instance_volume_size_2,
    problem_type_2,
    baseline_inference_attribute,
    baseline_ground_truth_attribute,
    baseline_probability_attribute,
    monitor_inference_attribute,
    monitor_ground_truth_input,
    monitor_probability_attribute,
    probability_threshold_attribute,
    baseline_max_runtime_seconds,
    kms_key_arn,
    engine,
    instance_count_2,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_model_bias_monitor: [
    pipeline_type_10,
    model_name,
    endpoint_name_2,
    baseline_data,
    baseline_job_output_location,
    data_capture_location,
    monitoring_output_location,
    schedule_expression_2,
    monitor_max_runtime_seconds,
    instance_type_2,
    instance_volume_size_2,
    problem_type_2,
    monitor_inference_attribute,
    monitor_ground_truth_input,
    bias_config,
    model_predicted_label_config,
    monitor_probability_attribute,
    probability_threshold_attribute,
    features_attribute,
    baseline_max_runtime_seconds,
    kms_key_arn,
    engine,
    instance_count_2,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_model_explainability_monitor: [
    pipeline_type_11,
    model_name,
    endpoint_name_2,
    baseline_data,
    baseline_job_output_location,
    data_capture_location,
    monitoring_output_location,
    schedule_expression_2,
    monitor_max_runtime_seconds,
    instance_type_2,
    instance_volume_size_2,
    problem_type_2,
    monitor_inference_attribute,
    shap_config,
    model_scores,
    features_attribute,
    monitor_probability_attribute,
    probability_threshold_attribute,
    baseline_max_runtime_seconds,
    kms_key_arn,
    engine,
    instance_count_2,
    name,
    stages,
    depends_on,
    tags,
  ],
  byom_image_builder: [
    pipeline_type_12,
    custom_algorithm_docker,
    ecr_repo_name,
    image_tag,
    name,
    stages,
    depends_on,
    tags,
  ],
};
