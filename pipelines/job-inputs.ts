import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type {
  AutopilotAttributes,
  BatchAttributes,
  DataQualityMonitorAttributes,
  ImageBuilderAttributes,
  ModelBiasMonitorAttributes,
  ModelExplainabilityMonitorAttributes,
  ModelQualityMonitorAttributes,
  PipelineSpec,
  TrainingAttributes,
  TunerAttributes,
} from './spec.ts';

/** What runs once per content: a paid job, or the build of an image. */
export type JobKind = 'training' | 'tuning' | 'autopilot' | 'transform' | 'baseline' | 'image-build';

/** Everything that decides what a job does. Its hash names the job: same inputs, same job, no second run. */
export interface JobInputs {
  readonly kind: JobKind;
  /** Keeps equal jobs of two stacks in one account apart. */
  readonly stackName: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `job`: a new value means a new job. `rest`: it changes the stack, never the job. */
type Roles<A> = Readonly<Record<keyof A, 'job' | 'rest'>>;

const COMMON = { tags: 'rest', kms_key_arn: 'job' } as const;

const TRAINING: Roles<TrainingAttributes> = {
  ...COMMON,
  model_name: 'rest',
  training_data: 'job',
  validation_data: 'job',
  job_output_location: 'job',
  model_framework: 'job',
  model_framework_version: 'job',
  python_version: 'job',
  algo_hyperparameters: 'job',
  job_name: 'job',
  instance_type: 'job',
  instance_count: 'job',
  instance_volume_size: 'job',
  max_runtime_per_job: 'job',
  use_spot_instances: 'job',
  max_wait_time_spot_instances: 'job',
  encrypt_inner_traffic: 'job',
  content_type: 'job',
  s3_data_type: 'job',
  data_distribution: 'job',
  compression_type: 'job',
  data_input_mode: 'job',
  data_record_wrapping: 'job',
  attribute_names: 'job',
  environment: 'job',
  vpc_config: 'job',
};

const TUNER: Roles<TunerAttributes> = { ...TRAINING, tuner_configs: 'job', hyperparameters_ranges: 'job' };

const AUTOPILOT: Roles<AutopilotAttributes> = {
  ...COMMON,
  model_name: 'rest',
  training_data: 'job',
  job_output_location: 'job',
  target_attribute: 'job',
  job_name: 'job',
  problem_type: 'job',
  job_objective: 'job',
  compression_type: 'job',
  job_max_candidates: 'job',
  encrypt_inner_traffic: 'job',
  max_runtime_per_job: 'job',
  total_max_runtime: 'job',
  generate_definition_only: 'job',
  vpc_config: 'job',
};

const BATCH: Roles<BatchAttributes> = {
  ...COMMON,
  model_name: 'rest',
  model_package_name: 'job',
  model_framework: 'job',
  model_framework_version: 'job',
  python_version: 'job',
  custom_image_uri: 'job',
  model_artifact_location: 'job',
  environment: 'job',
  vpc_config: 'job',
  inference_instance: 'job',
  batch_inference_data: 'job',
  batch_job_output_location: 'job',
  instance_count: 'job',
  schedule_expression: 'rest',
  content_type: 'job',
  accept: 'job',
  split_type: 'job',
  assemble_with: 'job',
  compression_type: 'job',
  batch_strategy: 'job',
  max_payload_in_mb: 'job',
};

/** The endpoint counts: it is part of the baseline's name, and Clarify's baselines call the endpoint's model. */
const DATA_QUALITY: Roles<DataQualityMonitorAttributes> = {
  ...COMMON,
  model_name: 'rest',
  engine: 'job',
  endpoint_name: 'job',
  baseline_data: 'job',
  baseline_job_output_location: 'job',
  data_capture_location: 'rest',
  monitoring_output_location: 'rest',
  schedule_expression: 'rest',
  monitor_max_runtime_seconds: 'rest',
  instance_type: 'job',
  instance_count: 'job',
  instance_volume_size: 'job',
  baseline_max_runtime_seconds: 'job',
};

const MODEL_QUALITY: Roles<ModelQualityMonitorAttributes> = {
  ...DATA_QUALITY,
  problem_type: 'job',
  baseline_inference_attribute: 'job',
  baseline_ground_truth_attribute: 'job',
  baseline_probability_attribute: 'job',
  monitor_inference_attribute: 'rest',
  monitor_ground_truth_input: 'rest',
  monitor_probability_attribute: 'rest',
  probability_threshold_attribute: 'job',
};

const MODEL_BIAS: Roles<ModelBiasMonitorAttributes> = {
  ...DATA_QUALITY,
  problem_type: 'rest',
  bias_config: 'job',
  model_predicted_label_config: 'job',
  monitor_inference_attribute: 'rest',
  monitor_ground_truth_input: 'rest',
  monitor_probability_attribute: 'rest',
  probability_threshold_attribute: 'rest',
  features_attribute: 'rest',
};

const MODEL_EXPLAINABILITY: Roles<ModelExplainabilityMonitorAttributes> = {
  ...DATA_QUALITY,
  problem_type: 'rest',
  shap_config: 'job',
  model_scores: 'job',
  monitor_inference_attribute: 'rest',
  monitor_probability_attribute: 'rest',
  probability_threshold_attribute: 'rest',
  features_attribute: 'rest',
};

const IMAGE_BUILDER: Roles<ImageBuilderAttributes> = {
  ...COMMON,
  kms_key_arn: 'rest',
  custom_algorithm_docker: 'job',
  ecr_repo_name: 'job',
  image_tag: 'job',
};

/**
 * What the job of a workload depends on; undefined for a pipeline type that runs none (realtime inference). Tags,
 * notifications and the pipeline's code are never part of it: a change of those starts nothing.
 */
export function jobInputs(spec: PipelineSpec): JobInputs | undefined {
  const kind = jobKind(spec.pipelineType);
  if (kind === undefined) return undefined;
  return { kind, stackName: spec.stackName, attributes: pickJobAttributes(spec) };
}

/** SHA-256 of the job inputs, 64 lower-case hex digits; undefined where there is no job. Names are cut from it. */
export function jobHash(spec: PipelineSpec): string | undefined {
  const inputs = jobInputs(spec);
  return inputs === undefined ? undefined : createHash('sha256').update(canonicalJson(inputs)).digest('hex');
}

/** Names of the attributes whose change starts a new job, sorted; empty where there is no job. */
export function jobAttributeNames(pipelineType: PipelineSpec['pipelineType']): readonly string[] {
  return Object.entries(rolesOf(pipelineType))
    .filter(([, role]) => role === 'job')
    .map(([name]) => name)
    .sort();
}

function pickJobAttributes(spec: PipelineSpec): Readonly<Record<string, unknown>> {
  const attributes: Readonly<Record<string, unknown>> = { ...spec.attributes };
  const picked: Record<string, unknown> = {};
  for (const name of jobAttributeNames(spec.pipelineType)) {
    if (attributes[name] !== undefined) picked[name] = attributes[name];
  }
  // SageMaker is not told of a wait for spot capacity that does not happen.
  if (picked['use_spot_instances'] === false) delete picked['max_wait_time_spot_instances'];
  if (isObject(picked['tuner_configs'])) picked['tuner_configs'] = { ...picked['tuner_configs'], tags: undefined };
  return picked;
}

function jobKind(pipelineType: PipelineSpec['pipelineType']): JobKind | undefined {
  switch (pipelineType) {
    case 'model_training_builtin':
      return 'training';
    case 'model_tuner_builtin':
      return 'tuning';
    case 'model_autopilot_training':
      return 'autopilot';
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return undefined;
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return 'transform';
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return 'baseline';
    case 'byom_image_builder':
      return 'image-build';
    default:
      return pipelineType satisfies never;
  }
}

function rolesOf(pipelineType: PipelineSpec['pipelineType']): Readonly<Record<string, 'job' | 'rest'>> {
  switch (pipelineType) {
    case 'model_training_builtin':
      return TRAINING;
    case 'model_tuner_builtin':
      return TUNER;
    case 'model_autopilot_training':
      return AUTOPILOT;
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return {};
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return BATCH;
    case 'byom_data_quality_monitor':
      return DATA_QUALITY;
    case 'byom_model_quality_monitor':
      return MODEL_QUALITY;
    case 'byom_model_bias_monitor':
      return MODEL_BIAS;
    case 'byom_model_explainability_monitor':
      return MODEL_EXPLAINABILITY;
    case 'byom_image_builder':
      return IMAGE_BUILDER;
    default:
      return pipelineType satisfies never;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
