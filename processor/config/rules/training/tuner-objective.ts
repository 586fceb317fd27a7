import type { SpecOf } from '../../../../pipelines/spec.ts';
import { meantMetrics } from '../../shared/meant-metric.ts';
import { didYouMean } from '../shared/did-you-mean.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { ALGORITHMS } from './algorithms.ts';
import { tunesForAnother } from './metric-fit.ts';
import { VALIDATION_METRICS } from './tuner-metrics.ts';

/** Metrics of the algorithms' tuning pages whose name says which way is better. */
const LESS_IS_BETTER =
  /(?:error|loss|rmse|mse|mae|msd|perplexity|mean_squared_error|cross_entropy|crossentropy)(?::?(?:sum|mean|avg))?$/i;
const MORE_IS_BETTER = /(?:accuracy|auc|f1|f_beta|precision|recall|ndcg|dcg|map|miou|bleu|throughput|fscore)$/i;

/**
 * What a tuner optimises. `tuner-metric-definitions` (error): SageMaker takes no metric definitions for Amazon's own
 * algorithms. `tuner-metric-unknown` (warning): the algorithm computes no such metric. `tuner-objective-type`
 * (warning): the search would look for the worst model, also because `objective_type` is `Maximize` by default.
 */
export function checkTunerObjective({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'model_tuner_builtin') return;
  const { tuner_configs: config, model_framework: framework } = spec.attributes;
  const at = { written, attribute: 'tuner_configs' };
  const isDefined = (config.metric_definitions ?? []).length > 0;
  if (isDefined && ALGORITHMS.has(framework)) {
    collector.report({
      ...at,
      within: ['metric_definitions'],
      part: 'key',
      code: 'tuner-metric-definitions',
      severity: 'error',
      message: `\`metric_definitions\` cannot be given for \`${framework}\`: the metrics of Amazon’s algorithms are fixed`,
      hint: 'remove it, and name a metric of the algorithm in `objective_metric_name`',
    });
  }
  const { objective_metric_name: metric, objective_type: type } = config;
  const hint = isDefined ? undefined : unknownMetric(spec.attributes);
  if (hint !== undefined) {
    collector.report({
      ...at,
      within: ['objective_metric_name'],
      code: 'tuner-metric-unknown',
      severity: 'warning',
      message: `\`${framework}\` computes no metric \`${metric}\` to tune for`,
      hint,
    });
    return;
  }
  const wanted = LESS_IS_BETTER.test(metric) ? 'Minimize' : MORE_IS_BETTER.test(metric) ? 'Maximize' : undefined;
  if (wanted === undefined || (type ?? 'Maximize') === wanted || tunesForAnother(spec)) return;
  collector.report({
    ...at,
    within: [type === undefined ? 'objective_metric_name' : 'objective_type'],
    code: 'tuner-objective-type',
    severity: 'warning',
    message:
      type === undefined
        ? `\`${metric}\` is maximised by default, and less of it is better`
        : `\`objective_type\` is \`${type}\`, and ${wanted === 'Minimize' ? 'less' : 'more'} of \`${metric}\` is better`,
    hint: `set \`objective_type\` to \`${wanted}\``,
  });
}

/** What to do about a metric that the algorithm does not compute; undefined for one that it may. */
function unknownMetric({
  model_framework: framework,
  validation_data: validation,
  tuner_configs: { objective_metric_name: metric },
}: SpecOf<'model_tuner_builtin'>['attributes']): string | undefined {
  const names = VALIDATION_METRICS.get(framework);
  if (names === undefined) return undefined;
  const name = metric.startsWith('validation:') ? metric.slice('validation:'.length) : undefined;
  if (name !== undefined && names.includes(name)) return undefined;
  // XGBoost has no others; those have the data that they are measured on before a colon.
  if (name === undefined && framework !== 'xgboost' && /^(?:train|test):/.test(metric)) return undefined;
  if (names.length === 0) {
    // A finding of its own.
    if (name !== undefined && validation !== undefined) return undefined;
    return 'it knows no validation data: tune for a metric of `train:`, if it has one';
  }
  const full = names.map((one) => `validation:${one}`);
  const meant = name ?? metric.slice(metric.indexOf(':') + 1).replace(/^val(?:id(?:ation)?)?[-_.\s]+/, '');
  if (names.includes(meant)) return `did you mean \`validation:${meant}\`?`;
  const otherwise = `use one of ${full.join(', ')}`;
  const same = meantMetrics(metric, full);
  if (same === undefined) return didYouMean(`validation:${meant}`, full, otherwise);
  return same.length === 0 ? otherwise : `did you mean ${same.map((one) => `\`${one}\``).join(' or ')}?`;
}
