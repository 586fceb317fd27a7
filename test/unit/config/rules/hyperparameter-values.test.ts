import { expect } from 'chai';

import { checkConfigs } from './check-configs.ts';
import { training, tuner } from './workloads.ts';

type Row = readonly [framework: string, hyperparameters: Readonly<Record<string, unknown>>, expected: string];

const XGBOOST = { num_round: 100 };
const FACTORS = { feature_dim: 9, predictor_type: 'regressor' };
const IMAGES = { num_classes: 6, num_training_samples: 9 };

/** One mistake each: the finding, where it stands, and the hint. */
const WRONG: readonly Row[] = [
  ['xgboost', { ...XGBOOST, objective: 'binary:logistc' }, 'value objective: did you mean `binary:logistic`?'],
  ['xgboost', { ...XGBOOST, objective: 'binary_logistic' }, 'value objective: did you mean `binary:logistic`?'],
  [
    'xgboost',
    { ...XGBOOST, objective: 'binary:logistic', eval_metric: 'error@0.7,acu' },
    'value eval_metric: did you mean `auc`?',
  ],
  ['xgboost', { ...XGBOOST, tree_method: 'histo' }, 'value tree_method: did you mean `hist`?'],
  ['xgboost', { ...XGBOOST, eta: '1.5' }, 'value eta: write a number from 0 to 1'],
  ['xgboost', { ...XGBOOST, subsample: 0 }, 'value subsample: write a number above 0 to 1'],
  ['xgboost', { ...XGBOOST, scale_pos_weight: 0 }, 'value scale_pos_weight: write a number above 0'],
  ['xgboost', { num_round: 10.5 }, 'value num_round: write a whole number from 1 on'],
  ['xgboost', { num_round: 'many' }, 'value num_round: write a whole number from 1 on'],
  ['xgboost', { ...XGBOOST, max_dept: 5 }, 'unknown max_dept: did you mean `max_depth`?'],
  ['xgboost', { ...XGBOOST, Objective: 'reg:linear' }, 'unknown Objective: did you mean `objective`?'],
  ['xgboost', { n_estimators: 100 }, 'unknown n_estimators: did you mean `num_round`?'],
  ['xgboost', { ...XGBOOST, objective: 'multi:softmax' }, 'missing : add it'],
  ['linear-learner', { predictor_type: 'binary' }, 'value predictor_type: did you mean `binary_classifier`?'],
  ['linear-learner', { predictor_typ: 'regressor' }, 'unknown predictor_typ: did you mean `predictor_type`?'],
  [
    'linear-learner',
    { predictor_type: 'regressor', learning_rate: '0,01' },
    'value learning_rate: write a number above 0: did you mean `0.01`?',
  ],
  ['linear-learner', { predictor_type: 'regressor', lr: 0.1 }, 'unknown lr: did you mean `learning_rate`?'],
  [
    'linear-learner',
    { predictor_type: 'regressor', batch_size: 9 },
    'unknown batch_size: did you mean `mini_batch_size`?',
  ],
  ['factorization-machines', { ...FACTORS, num_factor: 9 }, 'unknown num_factor: did you mean `num_factors`?'],
  ['kmeans', { n_clusters: 3, feature_dim: 3 }, 'unknown n_clusters: did you mean `k`?'],
  ['kmeans', { K: 3, feature_dim: 3 }, 'unknown K: did you mean `k`?'],
  ['image-classification', { ...IMAGES, num_layers: '51' }, 'value num_layers: did you mean `50`?'],
  [
    'image-classification',
    { ...IMAGES, image_shape: '224x224x3' },
    'value image_shape: write for example `"3,224,224"`',
  ],
  ['image-classification', { ...IMAGES, learning_rate: '-0.001' }, 'value learning_rate: write a number from 0 to 1'],
  ['image-classification', { num_class: 6, num_training_samples: 9 }, 'unknown num_class: did you mean `num_classes`?'],
  ['linear-learner', { predictor_type: 'multiclass_classifier' }, 'missing : add it'],
  ['blazingtext', { mode: 'cbwo' }, 'value mode: did you mean `cbow`?'],
  [
    'forecasting-deepar',
    { context_length: 7, epochs: 9, prediction_length: 7, time_freq: 'daily' },
    'value time_freq: write for example `"1D"`',
  ],
  ['kmeans', { k: 0, feature_dim: 3 }, 'value k: write a whole number from 1 on'],
];

const SOUND: readonly (readonly [framework: string, hyperparameters: Readonly<Record<string, unknown>>])[] = [
  [
    'xgboost',
    { num_round: '100', objective: 'binary:hinge', eval_metric: 'auc,error@0.7,ndcg@3-', reg_lambda: 1, top_k: 2 },
  ],
  [
    'xgboost',
    { num_round: 1, eta: 0, subsample: '1.0', max_depth: 0, strange_and_new: 'x', seed_per_iteration: 'true' },
  ],
  ['xgboost', { num_round: 5, objective: 'multi:softmax', num_class: 3 }],
  ['xgboost', { objective: 'mine', max_dept: 3, eval_metric: 'mine', sagemaker_program: 'train.py' }],
  ['sklearn', { num_round: 0, objective: 'mine', n_estimators: 3 }],
  ['linear-learner', { predictor_type: 'multiclass_classifier', num_classes: 3 }],
  ['linear-learner', { predictor_type: 'regressor', learning_rate: 'auto', wd: 0, l1: '1e-6', feature_dim: 'auto' }],
  ['randomcutforest', { feature_dim: 9, mini_batch_size: 1000, strange_and_new: 1 }],
  ['image-classification', { ...IMAGES, num_layers: 152, image_shape: '3, 224, 224', gamma: 0.9, beta_1: 0.9 }],
  ['ntm', { feature_dim: 9, num_topics: 2, weight_decay: 0, optimizer: 'adadelta' }],
  ['forecasting-deepar', { context_length: 7, epochs: 9, prediction_length: 7, time_freq: '30min' }],
];

function check(config: unknown): readonly string[] {
  return checkConfigs({ 'mlops-config.json': config })
    .filter(({ code }) => code.startsWith('hyperparameter'))
    .map(({ severity, code, pointer, hint }) => {
      const place = pointer.replace(/^\/(?:algo_hyperparameters|hyperparameters_ranges)\/?/, '');
      return `${severity} ${code.replace('hyperparameter-', '')} ${place}: ${hint ?? ''}`;
    });
}

function withFramework(framework: string, hyperparameters: unknown): unknown {
  const version = framework === 'xgboost' ? '1.7-1' : framework === 'sklearn' ? '1.2-1' : '1';
  return training({
    model_framework: framework,
    model_framework_version: version,
    algo_hyperparameters: hyperparameters,
  });
}

describe('hyperparameters of Amazon’s algorithms', () => {
  for (const [framework, hyperparameters, expected] of WRONG) {
    it(`are wrong once: ${framework} ${JSON.stringify(hyperparameters)}`, () => {
      expect(check(withFramework(framework, hyperparameters))).to.deep.equal([`warning ${expected}`]);
    });
  }

  for (const [framework, hyperparameters] of SOUND) {
    it(`are right: ${framework} ${JSON.stringify(hyperparameters)}`, () => {
      expect(check(withFramework(framework, hyperparameters))).to.deep.equal([]);
    });
  }

  it('are looked at in the ranges of a tuner, too', () => {
    const ranges = {
      eta: ['continuous', [0.1, 5]],
      etaa: ['continuous', [0.1, 0.5]],
      max_depth: ['continuous', [1, 10]],
      objective: ['categorical', ['reg:linear', 'binary:logitic']],
      gamma: ['continuous', [0, 5, 'Auto']],
    };
    expect(check(tuner({ hyperparameters_ranges: ranges }))).to.have.members([
      'warning value eta/1/1: write a number from 0 to 1',
      'warning unknown etaa: did you mean `eta`?',
      'warning value max_depth/0: make the range `integer`',
      'warning value objective/1/1: did you mean `binary:logistic`?',
    ]);
  });
});
