import type { PipelineSpec, SpecOf } from '../../../pipelines/spec.ts';
import { ENVIRONMENT } from './specs.ts';

const MONITOR = {
  model_name: 'churn',
  engine: 'sagemaker_model_monitor',
  endpoint_name: 'churn-live',
  baseline_data: 's3://assets-bucket/churn/baseline.csv',
  baseline_job_output_location: 's3://monitor-bucket/churn/baseline',
  data_capture_location: 's3://capture-bucket/churn',
  monitoring_output_location: 's3://monitor-bucket/churn/reports',
  schedule_expression: 'cron(0 * ? * * *)',
  monitor_max_runtime_seconds: 1800,
  instance_type: 'ml.m5.large',
  instance_count: 1,
  instance_volume_size: 20,
} as const;

const FRAME = { modelName: 'churn', stackName: 'mlops-pipeline-churn-monitor', environment: ENVIRONMENT } as const;

const TRUTH = 's3://truth-bucket/churn';

export function dataQualitySpec(attributes: Partial<SpecOf<'byom_data_quality_monitor'>['attributes']> = {}) {
  return {
    ...FRAME,
    pipelineType: 'byom_data_quality_monitor',
    attributes: { ...MONITOR, ...attributes },
  } as const satisfies PipelineSpec;
}

export function modelQualitySpec(attributes: Partial<SpecOf<'byom_model_quality_monitor'>['attributes']> = {}) {
  return {
    ...FRAME,
    pipelineType: 'byom_model_quality_monitor',
    attributes: {
      ...MONITOR,
      problem_type: 'BinaryClassification',
      baseline_inference_attribute: 'predicted',
      baseline_ground_truth_attribute: 'churned',
      baseline_probability_attribute: 'probability',
      monitor_inference_attribute: '0',
      monitor_ground_truth_input: TRUTH,
      monitor_probability_attribute: '1',
      probability_threshold_attribute: 0.5,
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

export function biasSpec(attributes: Partial<SpecOf<'byom_model_bias_monitor'>['attributes']> = {}) {
  return {
    ...FRAME,
    pipelineType: 'byom_model_bias_monitor',
    attributes: {
      ...MONITOR,
      problem_type: 'BinaryClassification',
      bias_config: { label_values_or_threshold: [1], facet_name: 'f1', facet_values_or_threshold: [100] },
      model_predicted_label_config: { probability: 0, probability_threshold: 0.8 },
      monitor_ground_truth_input: TRUTH,
      monitor_probability_attribute: '0',
      probability_threshold_attribute: 0.8,
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

export function explainabilitySpec(
  attributes: Partial<SpecOf<'byom_model_explainability_monitor'>['attributes']> = {},
) {
  return {
    ...FRAME,
    pipelineType: 'byom_model_explainability_monitor',
    attributes: {
      ...MONITOR,
      problem_type: 'Regression',
      shap_config: { baseline: [[0.1, 0.2]], num_samples: 5, agg_method: 'mean_abs', use_logit: true, seed: 7 },
      monitor_inference_attribute: '0',
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}
