import { namesIn } from '../shared/names-in.ts';

/**
 * What Amazon’s algorithms compute on validation data and can be tuned for, without the `validation:` before it
 * (SageMaker developer guide, "Tune a … model" of each). None: they have the channels `train` and `test` alone ("Common
 * information about built-in algorithms"). Algorithms that are not here are not judged.
 */
export const VALIDATION_METRICS: ReadonlyMap<string, readonly string[]> = new Map([
  ['xgboost', namesIn('accuracy auc error f1 logloss mae map merror mlogloss mse ndcg rmse')],
  [
    'linear-learner',
    namesIn(`
      absolute_loss binary_classification_accuracy binary_f_beta dcg macro_f_beta macro_precision macro_recall mse
      multiclass_accuracy multiclass_top_k_accuracy objective_loss precision recall rmse roc_auc_score
      objective_loss:final r2
    `),
  ],
  ['blazingtext', ['accuracy']],
  ['image-classification', ['accuracy']],
  ['ipinsights', ['discriminator_auc']],
  ['ntm', ['total_loss']],
  ['object-detection', ['mAP']],
  ['object2vec', ['accuracy', 'cross_entropy', 'mean_squared_error']],
  ['semantic-segmentation', ['mIOU', 'pixel_accuracy']],
  ['seq2seq', ['accuracy', 'bleu', 'perplexity']],
  ['factorization-machines', []],
  ['forecasting-deepar', []],
  ['kmeans', []],
  ['knn', []],
  ['lda', []],
  ['pca', []],
  ['randomcutforest', []],
]);

/** True of an algorithm that has no validation data: a channel of that name is refused. */
export function hasNoValidation(framework: string): boolean {
  return VALIDATION_METRICS.get(framework)?.length === 0;
}
