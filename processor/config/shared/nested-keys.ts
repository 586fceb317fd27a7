import type {
  BiasConfig,
  ModelPredictedLabelConfig,
  RealtimeAttributes,
  ShapConfig,
  TunerConfigs,
  VpcConfig,
} from '../../../pipelines/spec.ts';

/** Every key of an object type, once: the compiler refuses a missing and an unknown one. */
type Keys<T> = Readonly<Record<keyof T, true>>;

const BIAS: Keys<BiasConfig> = {
  label_values_or_threshold: true,
  facet_name: true,
  facet_values_or_threshold: true,
  group_name: true,
};
const LABEL: Keys<ModelPredictedLabelConfig> = {
  label: true,
  probability: true,
  probability_threshold: true,
  label_headers: true,
};
const SHAP: Keys<ShapConfig> = {
  baseline: true,
  num_samples: true,
  agg_method: true,
  use_logit: true,
  save_local_shap_values: true,
  seed: true,
  num_clusters: true,
  features_to_explain: true,
};
const TUNER: Keys<TunerConfigs> = {
  objective_metric_name: true,
  metric_definitions: true,
  strategy: true,
  objective_type: true,
  max_jobs: true,
  max_parallel_jobs: true,
  max_runtime_in_seconds: true,
  base_tuning_job_name: true,
  early_stopping_type: true,
  random_seed: true,
  autotune: true,
  hyperparameters_to_keep_static: true,
  tags: true,
};
const VPC: Keys<VpcConfig> = { security_group_ids: true, subnets: true };
const AUTOSCALING: Keys<NonNullable<RealtimeAttributes['autoscaling']>> = {
  min_instances: true,
  max_instances: true,
  invocations_per_instance: true,
  scale_in_cooldown_seconds: true,
  scale_out_cooldown_seconds: true,
};
const SERVERLESS: Keys<NonNullable<RealtimeAttributes['serverless']>> = {
  memory_size_in_mb: true,
  max_concurrency: true,
  provisioned_concurrency: true,
};
const DEPLOYMENT: Keys<NonNullable<RealtimeAttributes['deployment']>> = {
  strategy: true,
  step_percentage: true,
  wait_seconds: true,
  termination_wait_seconds: true,
  maximum_execution_timeout_seconds: true,
  alarms: true,
};

const NESTED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    bias_config: BIAS,
    model_predicted_label_config: LABEL,
    shap_config: SHAP,
    tuner_configs: TUNER,
    vpc_config: VPC,
    autoscaling: AUTOSCALING,
    serverless: SERVERLESS,
    deployment: DEPLOYMENT,
  }).map(([attribute, keys]) => [attribute, Object.keys(keys)]),
);

/** Keys that the object of an attribute takes; undefined when the user chooses them (`tags`, hyperparameters). */
export function nestedKeysOf(attribute: string): readonly string[] | undefined {
  return NESTED.get(attribute);
}
