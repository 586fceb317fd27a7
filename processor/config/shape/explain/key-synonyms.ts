import { appendTo } from '../../../model/append-to.ts';
/** What several words may stand for, a line each: the name that is allowed, then what it is called elsewhere. */
const NAMES = `
  accept: accept_type
  accept: output_content_type
  account: account_id aws_account aws_account_id account_number
  agg_method: aggregation_method aggregation
  alarms: auto_rollback_alarms auto_rollback_configuration alarm_names rollback_alarms
  algo_hyperparameters: static_hyper_parameters params
  allowed_accounts: trusted_accounts
  approval: require_approval requires_approval needs_approval manual_approval
  assemble_with: assemble
  assets_bucket: bucket bucket_name assets artifact_bucket existing_s3_bucket
  autoscaling: scaling scaling_policy
  baseline: shap_baseline shap_baseline_config
  baseline_data: training_data baseline baseline_dataset_uri baselining_data
  baseline_ground_truth_attribute: ground_truth_attribute label_attribute
  baseline_inference_attribute: inference_attribute
  baseline_job_output_location: baselining_output baseline_output baseline_results baseline_s3_uri baseline_output_path
  baseline_max_runtime_seconds: baseline_max_runtime_in_seconds
  baseline_probability_attribute: probability_attribute
  batch_inference_data: batch_input batch_input_data input input_data input_path transform_input data s3_uri data_source
  batch_job_output_location: batch_inference_output batch_inference_output_location batch_output batch_output_location batch_output_data output output_location output_path s3_output_path transform_output output_s3_uri
  batch_strategy: strategy
  bias_config: data_bias_config
  branch: branch_name ref
  connection_arn: codestar_connection_arn code_connection_arn connection_id
  content_type: input_content_type mime_type
  custom_algorithm_docker: docker dockerfile docker_file docker_zip docker_image build_context
  custom_image_uri: image image_uri container_image container_uri ecr_image training_image primary_container
  data_capture_location: data_capture data_capture_uri data_capture_s3_uri data_capture_path data_capture_bucket destination_s3_uri capture_location capture_s3_uri data_capture_config
  data_capture_percentage: sampling_percentage initial_sampling_percentage capture_percentage
  data_distribution: s3_data_distribution_type distribution
  data_input_mode: training_input_mode input_mode
  data_record_wrapping: record_wrapper_type record_wrapping
  depends_on: needs requires dependencies
  deployment: deployment_config deployment_policy blue_green_update_policy rolling_update_policy
  early_stopping_type: training_job_early_stopping_type
  ecr_repo_name: ecr_repository repository_name repo_name repository ecr_repo
  ecr_repository: ecr_repo_name ecr_repo repository_name
  emails: notification_email
  encrypt_inner_traffic: enable_inter_container_traffic_encryption encrypt_inter_container_traffic
  endpoint_name: endpoint endpoint_arn
  environment: environment_variables env_vars container_environment
  facet_name: facet facets name_or_index sensitive_feature
  facet_values_or_threshold: value_or_threshold facet_values facet_threshold
  features_attribute: features
  generate_definition_only: generate_candidate_definitions_only
  group_name: group_variable group
  hyperparameters_ranges: ranges parameter_ranges hyper_parameter_ranges hyperparameter_tuning_ranges
  image_tag: tag version image_version
  inference_instance: instance_type transform_instance_type endpoint_instance_type inference_instance_type serving_instance
  instance_count: initial_instance_count training_instance_count train_instance_count
  instance_type: inference_instance training_instance_type train_instance_type training_instance processing_instance_type
  instance_volume_size: train_volume_size volume_size volume_size_in_gb volume_size_gb volume_in_gb disk_size ebs_size
  invocations_per_instance: target_value
  job_max_candidates: max_candidates
  job_name: training_job_name hyper_parameter_tuning_job_name tuning_job_name auto_ml_job_name base_job_name
  job_objective: objective auto_ml_job_objective objective_metric
  job_output_location: output output_location output_path s3_output_path output_s3_uri output_data_config model_output
  kms_key_arn: kms_key_id kms_key kms output_kms_key volume_kms_key volume_kms_key_id encryption_key kms_arn
  label_values_or_threshold: label_threshold positive_label
  max_concurrency: concurrency max_concurrent_invocations
  max_instances: max_capacity max_instance_count
  max_jobs: max_number_of_training_jobs max_training_jobs number_of_jobs
  max_parallel_jobs: max_parallel_training_jobs parallel_jobs
  max_payload_in_mb: max_payload payload_size
  max_runtime_per_job: max_run max_runtime_in_seconds max_runtime_seconds timeout max_runtime_per_training_job_in_seconds
  max_wait_time_spot_instances: max_wait max_wait_time_in_seconds max_wait_time
  memory_size_in_mb: memory memory_size memory_in_mb
  min_instances: min_capacity min_instance_count
  model_artifact_location: model_data model_data_url model_data_source model_artifacts model_uri model_path model_url
  model_framework: framework framework_name algorithm algorithm_name algorithm_specification
  model_framework_version: version framework_version algorithm_version
  model_name: model
  model_package_name: model_package_arn model_package model_version_arn
  monitor_ground_truth_input: ground_truth ground_truth_s3_input ground_truth_s3_uri ground_truth_location
  monitor_inference_attribute: inference_attribute predictions
  monitor_max_runtime_seconds: max_runtime_in_seconds max_runtime_seconds max_run timeout
  monitor_probability_attribute: probability_attribute
  monitoring_output_location: output output_location output_path output_s3_uri s3_output_path monitoring_outputs reports
  monitoring_output_location: monitoring_output_config
  num_clusters: number_of_clusters
  num_samples: number_of_samples sample_count
  objective_metric_name: metric metric_name objective hyper_parameter_tuning_job_objective
  objective_type: type
  problem_type: ml_problem_type
  probability_threshold: threshold
  probability_threshold_attribute: probability_threshold threshold
  protected: deletion_protection termination_protection
  provider: type
  provisioned_concurrency: provisioned
  python_version: py_version python
  region: aws_region
  repository: url repository_url
  role_arn: deploy_role_arn deployment_role_arn assume_role_arn assume_role
  s3_data_type: s3_input_type
  save_local_shap_values: save_local
  schedule_expression: cron_expression schedule_cron_expression cron schedule_config
  scale_in_cooldown_seconds: scale_in_cooldown
  scale_out_cooldown_seconds: scale_out_cooldown
  serverless: serverless_config serverless_inference_config
  shap_config: explainability_config clarify_shap_config
  stack_prefix: prefix
  stages: stage stage_name environments envs
  name: stage stage_name
  step_percentage: canary_size linear_step_size maximum_batch_size step_size
  strategy: type traffic_routing_type traffic_routing_config
  subnets: subnet_ids
  tags: labels
  target: deploy_target deployment_target backend
  target_attribute: target_column target label label_column target_attribute_name
  total_max_runtime: total_job_runtime_in_seconds max_auto_ml_job_runtime_in_seconds total_runtime
  training_data: input input_data inputs training_data_location train train_data_location input_data_config training_set
  tuner_configs: hyper_parameter_tuning_job_config tuning_config tuner
  use_spot_instances: enable_managed_spot_training use_spot spot managed_spot
  validation_data: val_data valid_data validation validation_set test_data
  vpc_config: vpc network_config networking
  wait_seconds: wait_interval_in_seconds wait_interval interval
  workloads: pipelines configs models
`;

/** Squashed to lower-case letters and digits: `MaxRuntimeInSeconds` and `max_runtime_in_seconds` are one name. */
export function squash(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, '').toLowerCase();
}

function read(): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const line of NAMES.trim().split('\n')) {
    const [name = '', others = ''] = line.split(':').map((part) => part.trim());
    for (const other of others.split(' ')) appendTo(map, squash(other), name);
  }
  return map;
}

/** Made when a key is unknown for the first time. */
let synonyms: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The allowed key that SageMaker's API and SDK, CloudFormation, another pipeline type or a shorter memory call by
 * another name; undefined when none is known.
 */
export function synonymOf(key: string, allowed: readonly string[]): string | undefined {
  synonyms ??= read();
  return synonyms.get(squash(key))?.find((name) => allowed.includes(name));
}
