import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/**
 * SageMaker Clarify's rules for a SHAP configuration. Errors: the baseline job fails on them.
 *
 * `shap-baseline-and-clusters`: a given baseline and one computed from clusters exclude each other.
 * `shap-baseline-ragged`: rows of the baseline with different numbers of features.
 */
export function checkShapConfig({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'byom_model_explainability_monitor') return;
  const { baseline, num_clusters: clusters } = spec.attributes.shap_config;
  const at = { written, attribute: 'shap_config', severity: 'error' as const };
  if (baseline !== undefined && clusters !== undefined) {
    collector.report({
      ...at,
      code: 'shap-baseline-and-clusters',
      within: ['num_clusters'],
      part: 'key',
      message: '`num_clusters` and `baseline` exclude each other',
      hint: 'keep `baseline` to give the reference rows, or `num_clusters` to have Clarify compute them',
      related: [{ written, attribute: 'shap_config', within: ['baseline'], message: 'the baseline' }],
    });
  }
  if (!Array.isArray(baseline)) return;
  const [first, ...others] = baseline as readonly (readonly unknown[])[];
  const odd = others.findIndex((row) => row.length !== first?.length);
  if (odd < 0) return;
  collector.report({
    ...at,
    code: 'shap-baseline-ragged',
    within: ['baseline', odd + 1],
    message: `rows 1 and ${odd + 2} of the baseline have ${first?.length ?? 0} and ${others[odd]?.length ?? 0} values`,
    hint: 'give every row one value per feature, without the label',
  });
}
