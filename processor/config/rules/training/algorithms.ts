/**
 * Amazon's own algorithms, by the names that the SageMaker image table has for them. Their metrics and channels are
 * fixed; frameworks such as `sklearn` run code that has its own.
 */
export const ALGORITHMS: ReadonlySet<string> = new Set([
  'blazingtext',
  'factorization-machines',
  'forecasting-deepar',
  'image-classification',
  'ipinsights',
  'kmeans',
  'knn',
  'lda',
  'linear-learner',
  'ntm',
  'object-detection',
  'object2vec',
  'pca',
  'randomcutforest',
  'semantic-segmentation',
  'seq2seq',
  'xgboost',
]);
