import { ALGORITHMS } from './algorithms.ts';
import { didYouMean } from './did-you-mean.ts';
import type { FindingCollector } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';

/** What XGBoost computes, each with its better direction (SageMaker developer guide, "Tune an XGBoost model"). */
const XGBOOST_METRICS = [
  'accuracy',
  'auc',
  'error',
  'f1',
  'logloss',
  'mae',
  'map',
  'merror',
  'mlogloss',
  'mse',
  'ndcg',
  'rmse',
].map((name) => `validation:${name}`);

/** Metrics of the algorithms' tuning pages whose name says which way is better. */
const LESS_IS_BETTER =
  /(?:error|loss|rmse|mse|mae|msd|perplexity|mean_squared_error|cross_entropy|crossentropy)(?::?(?:sum|mean|avg))?$/i;
const MORE_IS_BETTER = /(?:accuracy|auc|f1|f_beta|precision|recall|ndcg|dcg|map|miou|bleu|throughput|fscore)$/i;

/**
 * What a tuner optimises. `tuner-metric-definitions` (error): SageMaker takes no metric definitions for Amazon's own
 * algorithms. `tuner-metric-unknown` (warning): XGBoost computes no such metric. `tuner-objective-type` (warning): the
 * search would look for the worst model, also because `objective_type` is `Maximize` by default.
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
  if (framework === 'xgboost' && !isDefined && !XGBOOST_METRICS.includes(metric)) {
    collector.report({
      ...at,
      within: ['objective_metric_name'],
      code: 'tuner-metric-unknown',
      severity: 'warning',
      message: `\`xgboost\` computes no metric \`${metric}\` to tune for`,
      hint: didYouMean(metric, XGBOOST_METRICS, `use one of ${XGBOOST_METRICS.join(', ')}`),
    });
    return;
  }
  const wanted = LESS_IS_BETTER.test(metric) ? 'Minimize' : MORE_IS_BETTER.test(metric) ? 'Maximize' : undefined;
  if (wanted === undefined || (type ?? 'Maximize') === wanted) return;
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
