import { imageTable } from '../../../pipelines/images/image-table.ts';

/** What frameworks and algorithms are called elsewhere, by the name that SageMaker's images have. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['autogluon-tabular', 'autogluon'],
  ['deepar', 'forecasting-deepar'],
  ['fm', 'factorization-machines'],
  ['hf', 'huggingface'],
  ['k-means', 'kmeans'],
  ['k-nn', 'knn'],
  ['pytorch-inference', 'pytorch'],
  ['pytorch-training', 'pytorch'],
  ['random-cut-forest', 'randomcutforest'],
  ['rcf', 'randomcutforest'],
  ['sagemaker-scikit-learn', 'sklearn'],
  ['sagemaker-xgboost', 'xgboost'],
  ['scikit', 'sklearn'],
  ['scikit-learn', 'sklearn'],
  ['tensorflow-inference', 'tensorflow'],
  ['tensorflow-serving', 'tensorflow'],
  ['tensorflow-training', 'tensorflow'],
  ['tf', 'tensorflow'],
  ['torch', 'pytorch'],
  ['transformers', 'huggingface'],
  ['triton', 'sagemaker-tritonserver'],
  ['vowpal-wabbit', 'vw'],
  ['xgb', 'xgboost'],
]);

/**
 * SageMaker's name of a framework that has another one elsewhere, or is written with other signs between its words,
 * whatever its case and with a version behind it or not; undefined for all others.
 */
export function meantFramework(given: string): string | undefined {
  const name = given
    .trim()
    .toLowerCase()
    .replace(/[:@=].*$/, '')
    .replaceAll(/[\s_]+/g, '-');
  const squashed = squash(name);
  return OTHER_NAMES.get(name) ?? Object.keys(imageTable.frameworks).find((known) => squash(known) === squashed);
}

function squash(name: string): string {
  return name.replaceAll('-', '');
}
