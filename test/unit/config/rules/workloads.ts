type Attributes = Readonly<Record<string, unknown>>;

/** Valid workloads of each kind; `overrides` of undefined leave an attribute out. */
export function training(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'model_training_builtin',
    model_name: 'churn',
    training_data: 'churn/train.csv',
    job_output_location: 'churn/output',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    algo_hyperparameters: { num_round: 100 },
    instance_type: 'ml.m5.large',
    ...overrides,
  });
}

export function tuner(overrides: Attributes = {}): Attributes {
  return training({
    pipeline_type: 'model_tuner_builtin',
    validation_data: 'churn/validation.csv',
    tuner_configs: { objective_metric_name: 'validation:auc', max_jobs: 4, max_parallel_jobs: 2 },
    hyperparameters_ranges: { eta: ['continuous', [0.1, 0.5]] },
    ...overrides,
  });
}

export function autopilot(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'model_autopilot_training',
    model_name: 'churn',
    training_data: 'churn/train.csv',
    job_output_location: 'churn/output',
    target_attribute: 'churned',
    ...overrides,
  });
}

export function realtime(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'byom_realtime_builtin',
    model_name: 'churn',
    inference_instance: 'ml.m5.large',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: 'churn/model.tar.gz',
    data_capture_location: 'team-data/capture',
    endpoint_name: 'churn-live',
    ...overrides,
  });
}

export function realtimeCustom(overrides: Attributes = {}): Attributes {
  return realtime({
    pipeline_type: 'byom_realtime_custom',
    model_framework: undefined,
    model_framework_version: undefined,
    custom_image_uri: '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images:v1',
    ...overrides,
  });
}

export function batch(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'byom_batch_builtin',
    model_name: 'churn',
    inference_instance: 'ml.m5.large',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: 'churn/model.tar.gz',
    batch_inference_data: 'team-data/score/input',
    batch_job_output_location: 'team-data/score/output',
    ...overrides,
  });
}

export function dataQuality(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'byom_data_quality_monitor',
    model_name: 'churn',
    endpoint_name: 'churn-live',
    baseline_data: 'churn/baseline.csv',
    baseline_job_output_location: 'team-data/baseline',
    data_capture_location: 'team-data/capture',
    monitoring_output_location: 'team-data/reports',
    schedule_expression: 'cron(0 6 ? * * *)',
    monitor_max_runtime_seconds: 1800,
    instance_type: 'ml.m5.large',
    instance_volume_size: 20,
    ...overrides,
  });
}

export function modelQuality(overrides: Attributes = {}): Attributes {
  return dataQuality({
    pipeline_type: 'byom_model_quality_monitor',
    problem_type: 'Regression',
    baseline_inference_attribute: 'prediction',
    baseline_ground_truth_attribute: 'label',
    monitor_inference_attribute: '0',
    monitor_ground_truth_input: 'team-data/truth',
    ...overrides,
  });
}

export function bias(overrides: Attributes = {}): Attributes {
  return dataQuality({
    pipeline_type: 'byom_model_bias_monitor',
    problem_type: 'BinaryClassification',
    monitor_ground_truth_input: 'team-data/truth',
    bias_config: { label_values_or_threshold: [1], facet_name: 'age', facet_values_or_threshold: [40] },
    model_predicted_label_config: { probability: 0, probability_threshold: 0.8 },
    ...overrides,
  });
}

export function explainability(overrides: Attributes = {}): Attributes {
  return dataQuality({
    pipeline_type: 'byom_model_explainability_monitor',
    problem_type: 'Regression',
    monitor_inference_attribute: '0',
    shap_config: { num_samples: 100, agg_method: 'mean_abs' },
    ...overrides,
  });
}

export function imageBuilder(overrides: Attributes = {}): Attributes {
  return without({
    pipeline_type: 'byom_image_builder',
    custom_algorithm_docker: 'images/churn.zip',
    ecr_repo_name: 'team-images',
    image_tag: 'v1',
    ...overrides,
  });
}

function without(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
