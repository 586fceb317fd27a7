import type { Attribute } from '../../../schema/generated/attributes.ts';

/** Values for attributes whose form says more than their kind does. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  algo_hyperparameters: { stand_in: '1' },
  hyperparameters_ranges: { stand_in: ['integer', [1, 2]] },
  tuner_configs: { objective_metric_name: 'stand-in' },
  bias_config: { label_values_or_threshold: [1], facet_name: 'stand-in' },
  model_predicted_label_config: { label: 0 },
  shap_config: {},
  instance_type: 'ml.m5.large',
  inference_instance: 'ml.m5.large',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  custom_image_uri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/stand-in:1',
  schedule_expression: 'cron(0 0 ? * * *)',
  baseline_inference_attribute: '0',
  baseline_ground_truth_attribute: '0',
  baseline_probability_attribute: '0',
  monitor_inference_attribute: '0',
};

/**
 * A value that has the right form and means nothing. It stands in for a required attribute that is missing or faulty
 * while the rules look at the others; nothing with a stand-in is ever planned.
 */
export function standInFor(attribute: Attribute): unknown {
  const name = attribute.aliasOf ?? attribute.name;
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
  switch (attribute.kind) {
    case 'integer':
    case 'number':
      return attribute.minimum ?? 1;
    case 'boolean':
      return false;
    case 'enum':
      return attribute.enum?.find((value) => value !== '') ?? 'stand-in';
    case 'assets-key':
    case 's3-location':
      return 'stand-in-bucket/stand-in';
    case 'list':
      return [];
    case 'object':
      return {};
    case 'text':
    case 'arn':
    case 'schedule':
      return 'stand-in';
    default:
      return attribute.kind satisfies never;
  }
}
