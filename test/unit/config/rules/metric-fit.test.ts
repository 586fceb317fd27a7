import { expect } from 'chai';

import { checkConfigs, testRules } from './check-configs.ts';
import { training, tuner } from './workloads.ts';

type Values = Readonly<Record<string, unknown>>;

function xgboost(values: Values, overrides: Values = {}): Values {
  return training({ algo_hyperparameters: { num_round: 100, ...values }, ...overrides });
}

function tuned(metric: string, values: Values, overrides: Values = {}): Values {
  const isLess = /(?:error|loss|rmse|mse)$/.test(metric);
  return tuner({
    algo_hyperparameters: { num_round: 100, ...values },
    tuner_configs: { objective_metric_name: metric, objective_type: isLess ? 'Minimize' : 'Maximize', max_jobs: 4 },
    ...overrides,
  });
}

const SOFTMAX = { objective: 'multi:softmax', num_class: 3 };
const EVAL = {
  code: 'eval-metric-mismatch',
  severity: 'warning',
  pointer: '/algo_hyperparameters/eval_metric',
} as const;
const TUNED = {
  code: 'tuner-metric-mismatch',
  severity: 'warning',
  pointer: '/tuner_configs/objective_metric_name',
} as const;

describe('rules: metrics and objectives', () => {
  testRules([
    {
      title: 'warns of a metric that the container refuses for the objective',
      config: xgboost({ ...SOFTMAX, eval_metric: 'auc' }),
      expected: [
        {
          ...EVAL,
          message: '`auc` measures the area under a curve, and `multi:softmax` predicts more than two classes',
          hint: 'use `mlogloss` or `merror`',
          related: ['mlops-config.json'],
        },
      ],
    },
    {
      title: 'says nothing of the way of a metric that measures something else',
      config: tuned(
        'validation:accuracy',
        { objective: 'reg:squarederror' },
        {
          tuner_configs: { objective_metric_name: 'validation:accuracy', objective_type: 'Minimize', max_jobs: 4 },
        },
      ),
      expected: [TUNED],
    },
    {
      title: 'warns of errors of numbers, in a list with a fitting one, too',
      config: xgboost({ ...SOFTMAX, eval_metric: 'merror,rmse' }),
      expected: [{ ...EVAL, message: '`rmse` measures numbers' }],
    },
    {
      title: 'warns of a threshold for several classes',
      config: xgboost({ ...SOFTMAX, eval_metric: '["mlogloss", "error@0.7"]' }),
      expected: [{ ...EVAL, message: '`error` measures two classes' }],
    },
    {
      title: 'warns of classes of a regression',
      config: xgboost({ objective: 'reg:squarederror', eval_metric: 'auc' }),
      expected: [{ ...EVAL, message: '`reg:squarederror` predicts numbers', hint: 'use `rmse` or `mae`' }],
    },
    {
      title: 'warns of several classes where there are two',
      config: xgboost({ objective: 'binary:logistic', eval_metric: 'mlogloss' }),
      expected: [{ ...EVAL, message: '`binary:logistic` predicts two classes' }],
    },
    {
      title: 'says that a metric needs an objective, and nothing after it',
      config: xgboost({ eval_metric: 'merror', num_class: 3 }),
      expected: [
        {
          code: 'hyperparameter-missing',
          severity: 'warning',
          pointer: '/algo_hyperparameters',
          message: '`objective`',
        },
      ],
    },
    {
      title: 'warns of a number of classes without an objective for it',
      config: xgboost({ num_class: 3 }),
      expected: [
        {
          code: 'num-class-unused',
          severity: 'warning',
          pointer: '/algo_hyperparameters/num_class',
          message: 'the default `objective`, `reg:squarederror`, predicts numbers',
          hint: 'add `objective`',
        },
      ],
    },
    {
      title: 'says one thing of all that does not fit one objective',
      config: tuned('validation:merror', { objective: 'binary:logistic', eval_metric: 'merror', num_class: 3 }),
      expected: [{ ...TUNED, related: ['mlops-config.json', 'mlops-config.json', 'mlops-config.json'] }],
    },
    {
      title: 'warns of a tuner for classes without an objective',
      config: tuned('validation:merror', {}),
      expected: [{ ...TUNED, hint: 'add `objective`, or tune for `validation:rmse` or `validation:mae`' }],
    },
    {
      title: 'knows what linear learners report for each kind of predictor',
      config: tuned(
        'validation:binary_f_beta',
        {},
        {
          model_framework: 'linear-learner',
          model_framework_version: '1',
          algo_hyperparameters: { predictor_type: 'regressor' },
          hyperparameters_ranges: { learning_rate: ['continuous', [0.01, 0.1]] },
        },
      ),
      expected: [{ ...TUNED, message: '`regressor` predicts numbers', hint: 'tune for `validation:mse`' }],
    },
  ]);

  const fitting: readonly Values[] = [
    xgboost({ objective: 'binary:logistic', eval_metric: 'auc,error@0.7,rmse,ndcg' }),
    xgboost({ ...SOFTMAX, eval_metric: 'mlogloss,merror,accuracy,f1_macro,aucpr' }),
    xgboost({ objective: 'rank:pairwise', eval_metric: 'ndcg@3-,map,auc' }),
    xgboost({ objective: 'reg:logistic', eval_metric: 'logloss,error,rmse' }),
    xgboost({ objective: 'reg:tweedie', eval_metric: 'rmse,tweedie-nloglik@1.5' }),
    xgboost({ objective: 'survival:aft', eval_metric: 'aft-nloglik' }),
    xgboost({ eval_metric: 'rmse' }, { model_framework_version: '0.90-2' }),
    xgboost({ objective: 'mine', eval_metric: 'merror', num_class: 3, sagemaker_program: 'train.py' }),
    xgboost({ num_class: 1 }, { model_framework: 'sklearn', model_framework_version: '1.2-1' }),
    tuned('validation:auc', {}),
    tuned('validation:auc', SOFTMAX),
    tuned('validation:mlogloss', SOFTMAX),
    tuned(
      'validation:merror',
      { num_class: 3 },
      {
        hyperparameters_ranges: { objective: ['categorical', ['multi:softmax', 'multi:softprob']] },
      },
    ),
  ];
  for (const config of fitting) {
    const { algo_hyperparameters: values, tuner_configs: tuning } = config;
    it(`accepts ${JSON.stringify(values)} ${JSON.stringify(tuning ?? '')}`, () => {
      expect(checkConfigs({ 'mlops-config.json': config })).to.deep.equal([]);
    });
  }

  it('waits while the objective is misspelt', () => {
    for (const values of [
      { objectve: 'multi:softmax', num_class: 3 },
      { objective: 'multi:sofmax', num_class: 3 },
    ]) {
      const findings = checkConfigs({ 'mlops-config.json': xgboost({ ...values, eval_metric: 'merror' }) });
      expect(findings).to.have.lengthOf(1);
      expect(findings[0]?.hint).to.match(/objective|multi:softmax/);
    }
  });
});
