import { nearest } from '../../../model/nearest.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';
import { meantHyperparameter } from './meant-hyperparameter.ts';

/** What Amazon's algorithms cannot start without (SageMaker developer guide, "Hyperparameters" of each algorithm). */
const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ['blazingtext', ['mode']],
  ['factorization-machines', ['feature_dim', 'num_factors', 'predictor_type']],
  ['forecasting-deepar', ['context_length', 'epochs', 'prediction_length', 'time_freq']],
  ['image-classification', ['num_classes', 'num_training_samples']],
  ['ipinsights', ['num_entity_vectors', 'vector_dim']],
  ['kmeans', ['feature_dim', 'k']],
  ['knn', ['feature_dim', 'k', 'predictor_type', 'sample_size']],
  ['lda', ['feature_dim', 'mini_batch_size', 'num_topics']],
  ['linear-learner', ['predictor_type']],
  ['ntm', ['feature_dim', 'num_topics']],
  ['object-detection', ['num_classes', 'num_training_samples']],
  ['object2vec', ['enc0_max_seq_len', 'enc0_vocab_size']],
  ['pca', ['feature_dim', 'mini_batch_size', 'num_components']],
  ['randomcutforest', ['feature_dim']],
  ['semantic-segmentation', ['num_classes', 'num_training_samples']],
  ['xgboost', ['num_round']],
]);

/**
 * `hyperparameter-missing` (warning): the algorithm needs a hyperparameter that is neither fixed nor tuned. The job
 * would start, and fail minutes later.
 */
export function checkHyperparameters({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec)) return;
  const { model_framework: framework } = spec.attributes;
  const required = REQUIRED.get(framework);
  if (required === undefined) return;
  const { algo_hyperparameters: fixed } = spec.attributes;
  // A script of one's own has its own names.
  if (Object.hasOwn(fixed, 'sagemaker_program')) return;
  const unfixed = [...required, ...askedFor(spec.attributes)].filter((name) => !Object.hasOwn(fixed, name));
  if (unfixed.length === 0) return;
  // A tuner that chooses values itself, or tunes what is missing.
  const tuner = spec.pipelineType === 'model_tuner_builtin' ? spec.attributes : undefined;
  if (tuner?.tuner_configs.autotune === true) return;
  const lacking = unfixed.filter((name) => !Object.hasOwn(tuner?.hyperparameters_ranges ?? {}, name));
  // A misspelt one is said where it stands.
  const given = lacking.length === 0 ? [] : [fixed, tuner?.hyperparameters_ranges ?? {}].flatMap(Object.keys);
  const meant = new Set(given.map((name) => meantHyperparameter(framework, name)));
  const missing = lacking.filter((name) => !meant.has(name));
  if (missing.length === 0) return;
  const similar = missing.length === 1 ? nearest(missing[0] ?? '', Object.keys(fixed)) : undefined;
  const names = missing.map((name) => `\`${name}\``).join(', ');
  collector.report({
    code: 'hyperparameter-missing',
    severity: 'warning',
    written,
    attribute: 'algo_hyperparameters',
    message: `\`${spec.attributes.model_framework}\` does not start without ${names}`,
    hint:
      similar === undefined
        ? `add ${missing.length === 1 ? 'it' : 'them'}${tuner === undefined ? '' : ', here or among the ranges'}`
        : `did you mean it by \`${similar}\`?`,
  });
}

/** Versions of XGBoost whose containers take metrics without an objective; from 1.2 on all fail (KeyError). */
const EARLY_XGBOOST: ReadonlySet<string> = new Set(['1', 'latest', '0.90-1', '0.90-2', '1.0-1']);

/**
 * What another hyperparameter asks for: the number of classes, where there are more than two; what is predicted, where
 * a metric is named (hyperparameter_validation.py of aws/sagemaker-xgboost-container).
 */
function askedFor({
  model_framework: framework,
  model_framework_version: version,
  algo_hyperparameters: fixed,
}: TrainingSpec['attributes']): readonly string[] {
  if (framework === 'xgboost' && String(fixed['objective']).startsWith('multi:')) return ['num_class'];
  if (framework === 'xgboost' && Object.hasOwn(fixed, 'eval_metric') && !EARLY_XGBOOST.has(version))
    return ['objective'];
  if (framework === 'linear-learner' && fixed['predictor_type'] === 'multiclass_classifier') return ['num_classes'];
  return [];
}
