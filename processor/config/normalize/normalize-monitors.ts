import type {
  BiasConfig,
  ModelBiasMonitorAttributes,
  ModelExplainabilityMonitorAttributes,
  ModelPredictedLabelConfig,
  ModelQualityMonitorAttributes,
  ShapConfig,
} from '../../../pipelines/spec.ts';
import type { AttributeReader } from './attribute-reader.ts';
import { normalizeMonitor, PROBLEM_TYPES } from './normalize-attributes.ts';
import { normalizeLocation } from './normalize-location.ts';

// Members are assigned to the object that all monitors have: a spread of it takes twenty times as long.

export function normalizeModelQuality(read: AttributeReader): ModelQualityMonitorAttributes {
  return Object.assign(normalizeMonitor(read), {
    problem_type: read.choice('problem_type', PROBLEM_TYPES),
    baseline_inference_attribute: read.optionalText('baseline_inference_attribute'),
    baseline_ground_truth_attribute: read.text('baseline_ground_truth_attribute'),
    baseline_probability_attribute: read.optionalText('baseline_probability_attribute'),
    monitor_inference_attribute: read.optionalText('monitor_inference_attribute'),
    monitor_ground_truth_input: read.location('monitor_ground_truth_input'),
    monitor_probability_attribute: read.optionalText('monitor_probability_attribute'),
    probability_threshold_attribute: read.optionalNumber('probability_threshold_attribute'),
  });
}

export function normalizeModelBias(read: AttributeReader): ModelBiasMonitorAttributes {
  return Object.assign(normalizeMonitor(read), {
    problem_type: read.choice('problem_type', PROBLEM_TYPES),
    bias_config: biasConfig(read),
    model_predicted_label_config: predictedLabel(read),
    monitor_inference_attribute: read.optionalText('monitor_inference_attribute'),
    monitor_ground_truth_input: read.location('monitor_ground_truth_input'),
    monitor_probability_attribute: read.optionalText('monitor_probability_attribute'),
    probability_threshold_attribute: read.optionalNumber('probability_threshold_attribute'),
    features_attribute: read.optionalText('features_attribute'),
  });
}

export function normalizeModelExplainability(read: AttributeReader): ModelExplainabilityMonitorAttributes {
  return Object.assign(normalizeMonitor(read), {
    problem_type: read.choice('problem_type', PROBLEM_TYPES),
    shap_config: shapConfig(read),
    model_scores: read.optionalIndexOrText('model_scores'),
    monitor_inference_attribute: read.optionalText('monitor_inference_attribute'),
    monitor_probability_attribute: read.optionalText('monitor_probability_attribute'),
    probability_threshold_attribute: read.optionalNumber('probability_threshold_attribute'),
    features_attribute: read.optionalText('features_attribute'),
  });
}

function biasConfig(read: AttributeReader): BiasConfig {
  const { group_name, ...config } = read.object('bias_config');
  return group_name === undefined ? config : { ...config, group_name: String(group_name) };
}

function predictedLabel(read: AttributeReader): ModelPredictedLabelConfig | undefined {
  const config = read.optionalObject('model_predicted_label_config');
  if (config === undefined) return undefined;
  const { probability_threshold, ...rest } = config;
  return probability_threshold === undefined ? rest : { ...rest, probability_threshold: Number(probability_threshold) };
}

/** A baseline given as text lies in the assets bucket; booleans in its rows become the numbers that Clarify reads. */
function shapConfig(read: AttributeReader): ShapConfig {
  const { baseline, ...config } = read.object('shap_config');
  if (baseline === undefined) return config;
  if (typeof baseline === 'string') {
    const { assetsBucket: bucket } = read.stage;
    return { ...config, baseline: normalizeLocation(baseline, { bucket, keepSlash: false }) };
  }
  const rows = baseline.map((row) => row.map((cell) => (typeof cell === 'boolean' ? Number(cell) : cell)));
  return { ...config, baseline: rows };
}
