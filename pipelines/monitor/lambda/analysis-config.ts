import type { BiasConfig, ModelPredictedLabelConfig, ShapConfig } from '../../spec.ts';

/** What the config says of an analysis by Clarify. */
export type Analysis = {
  readonly instanceType: string;
  readonly instanceCount: number;
} & (
  | { readonly kind: 'bias'; readonly bias: BiasConfig; readonly predictedLabel?: ModelPredictedLabelConfig }
  | { readonly kind: 'explainability'; readonly shap: ShapConfig; readonly modelScores?: string | number }
);

/** What is known only when the stack is deployed. */
export interface AnalysisFacts {
  /** The header line of the baseline data; the first column is the label. */
  readonly headers: readonly string[];
  /** The model that the endpoint serves. */
  readonly modelName: string;
}

type Json = Readonly<Record<string, unknown>>;

export interface AnalysisConfigs {
  /** `analysis_config.json` of the baseline job. */
  readonly job: Json;
  /** `monitor/analysis_config.json` of the scheduled runs. */
  readonly monitor: Json;
}

/**
 * The two files that Clarify reads, member by member as `ModelBiasMonitor` and `ModelExplainabilityMonitor` of the
 * SageMaker Python SDK write them; members without a value are left out when they are written.
 */
export function analysisConfigs(analysis: Analysis, facts: AnalysisFacts): AnalysisConfigs {
  switch (analysis.kind) {
    case 'bias':
      return biasConfigs(analysis, facts);
    case 'explainability':
      return explainabilityConfigs(analysis, facts);
    default:
      return analysis satisfies never;
  }
}

const REPORT = { name: 'report', title: 'Analysis Report' };

function biasConfigs(analysis: Extract<Analysis, { kind: 'bias' }>, facts: AnalysisFacts): AnalysisConfigs {
  const { bias, predictedLabel = {} } = analysis;
  const { headers, label } = columnsOf(facts);
  const measures = {
    label_values_or_threshold: bias.label_values_or_threshold,
    facet: facetsOf(bias),
    group_variable: bias.group_name,
  };
  return {
    job: {
      dataset_type: 'text/csv',
      headers,
      label,
      ...measures,
      methods: { report: REPORT, pre_training_bias: { methods: 'all' }, post_training_bias: { methods: 'all' } },
      predictor: {
        ...predictorOf(analysis, facts),
        label: predictedLabel.label,
        probability: predictedLabel.probability,
        label_headers: predictedLabel.label_headers,
      },
      probability_threshold: predictedLabel.probability_threshold,
    },
    monitor: { ...measures, headers, label },
  };
}

function explainabilityConfigs(
  analysis: Extract<Analysis, { kind: 'explainability' }>,
  facts: AnalysisFacts,
): AnalysisConfigs {
  const { headers, label } = columnsOf(facts);
  const shap = shapOf(analysis.shap);
  const predictor = predictorOf(analysis, facts);
  return {
    job: {
      dataset_type: 'text/csv',
      headers,
      label,
      predictor: { ...predictor, label: analysis.modelScores },
      methods: { report: REPORT, shap },
    },
    monitor: { methods: { shap }, predictor, headers: headers.slice(1) },
  };
}

function columnsOf({ headers }: AnalysisFacts) {
  return { headers, label: headers[0] };
}

function predictorOf({ instanceType, instanceCount }: Analysis, { modelName }: AnalysisFacts): Json {
  return {
    model_name: modelName,
    instance_type: instanceType,
    initial_instance_count: instanceCount,
    accept_type: 'text/csv',
  };
}

/** One entry for each facet; with several facets the values are a list of lists, in the same order. */
function facetsOf({ facet_name: name, facet_values_or_threshold: values }: BiasConfig): readonly Json[] {
  if (!Array.isArray(name)) return [{ name_or_index: name, value_or_threshold: values }];
  const names: readonly unknown[] = name;
  return names.map((one, index) => ({ name_or_index: one, value_or_threshold: values?.[index] ?? undefined }));
}

function shapOf(shap: ShapConfig): Json {
  return {
    use_logit: shap.use_logit ?? false,
    save_local_shap_values: shap.save_local_shap_values ?? true,
    baseline: shap.baseline,
    num_samples: shap.num_samples,
    agg_method: shap.agg_method,
    seed: shap.seed,
    num_clusters: shap.num_clusters,
    features_to_explain: shap.features_to_explain,
  };
}
