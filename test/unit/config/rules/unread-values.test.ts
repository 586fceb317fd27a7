import { expect } from 'chai';

import { checkConfigs, ONE_STAGE } from './check-configs.ts';
import { autopilot, batch, dataQuality, realtime, training, tuner } from './workloads.ts';

type Values = Readonly<Record<string, unknown>>;
type Row = readonly [config: Values, expected: string, hint: string];

const KMEANS = { model_framework: 'kmeans', model_framework_version: '1' };
const LINEAR = { model_framework: 'linear-learner', model_framework_version: '1' };
const PHOTOS = {
  model_framework: 'image-classification',
  model_framework_version: '1',
  algo_hyperparameters: { num_classes: 2, num_training_samples: 900 },
};

function xgboost(values: Values, overrides: Values = {}): Values {
  const algo_hyperparameters = { objective: 'binary:logistic', num_round: 100, ...values };
  return training({ algo_hyperparameters, validation_data: 'churn/validation.csv', ...overrides });
}

function linear(values: Values): Values {
  return training({ ...LINEAR, algo_hyperparameters: values });
}

function tuned(metric: string, overrides: Values): Values {
  return tuner({
    algo_hyperparameters: { feature_dim: 3, k: 4 },
    tuner_configs: { objective_metric_name: metric },
    hyperparameters_ranges: { mini_batch_size: ['integer', [100, 500]] },
    ...overrides,
  });
}

const METRIC = 'tuner-metric-unknown /tuner_configs/objective_metric_name';

/** One slip each, its finding, and what the hint holds. */
const SLIPS: readonly Row[] = [
  [batch({ schedule_expression: 'cron(0 6 1 1 ? 2024)' }), 'schedule-past /schedule_expression', '`*`'],
  [batch({ schedule_expression: 'cron(0 6 ? * MON 2022-2024)' }), 'schedule-past /schedule_expression', '`*`'],
  [
    batch({ batch_inference_data: 'team-data/scores/', batch_job_output_location: 'team-data/input' }),
    'batch-locations-swapped /batch_job_output_location',
    'swap',
  ],
  [
    batch({
      batch_inference_data: 'team-data/churn/predictions/x.csv',
      batch_job_output_location: 'team-data/to-score',
    }),
    'batch-locations-swapped /batch_job_output_location',
    'swap',
  ],
  [batch({ batch_job_output_location: 'team-data/scores.csv' }), 'prefix-is-file /batch_job_output_location', 'folder'],
  [batch({ batch_inference_data: 'demand.csv' }), 'bucket-is-file /batch_inference_data', '`my-bucket/demand.csv`'],
  [
    batch({ batch_inference_data: { dev: 's3://demand.data.gz' } }),
    'bucket-is-file /batch_inference_data/dev',
    '`my-bucket/demand.data.gz`',
  ],
  [training({ job_output_location: 'churn/model.tar.gz' }), 'prefix-is-file /job_output_location', 'folder'],
  [
    realtime({ data_capture_location: { dev: 'team-data/capture.jsonl' } }),
    'prefix-is-file /data_capture_location/dev',
    'folder',
  ],
  [
    dataQuality({ monitoring_output_location: 'team-data/Report.CSV' }),
    'prefix-is-file /monitoring_output_location',
    'folder',
  ],
  [training({ training_data: 'churn/*.csv' }), 'unusual-key /training_data', 'prefix'],
  [training({ training_data: '~/train.csv' }), 'unusual-key /training_data', 'key of the object'],
  [training({ python_version: 'py27' }), 'python-version-unused /python_version', 'remove'],
  [
    training({ ...KMEANS, algo_hyperparameters: { k: 3, feature_dim: 4 }, python_version: 'py2' }),
    'python-version-unused /python_version',
    'remove',
  ],
  [
    training({ ...KMEANS, algo_hyperparameters: { k: 3, feature_dim: 4 }, validation_data: 'churn/v.csv' }),
    'validation-data-refused /validation_data',
    'remove `validation_data`',
  ],
  [training(PHOTOS), 'validation-data-missing /model_framework', 'add `validation_data`'],
  [xgboost({ eta: 0.1, learning_rate: 0.2 }), 'hyperparameter-twice /algo_hyperparameters/learning_rate', 'keep one'],
  [xgboost({ lambda: 1, reg_lambda: 2 }), 'hyperparameter-twice /algo_hyperparameters/reg_lambda', 'keep one'],
  [
    tuner({ hyperparameters_ranges: { eta: ['continuous', [0.1, 0.5]], learning_rate: ['continuous', [0.1, 0.5]] } }),
    'hyperparameter-twice /hyperparameters_ranges/learning_rate',
    'keep one',
  ],
  [
    xgboost({ early_stopping_rounds: 100 }),
    'early-stopping-unused /algo_hyperparameters/early_stopping_rounds',
    'lower',
  ],
  [xgboost({ tree_method: 'gpu_hist' }), 'gpu-missing /algo_hyperparameters/tree_method', '`ml.g4dn.xlarge`'],
  [dataQuality({ baseline_data: 'churn/baseline.parquet' }), 'baseline-form /baseline_data', 'CSV'],
  [xgboost({ num_round: '1e3' }), 'hyperparameter-value /algo_hyperparameters/num_round', 'a whole number'],
  [xgboost({ eval_metric: 'accuracy_score' }), 'hyperparameter-value /algo_hyperparameters/eval_metric', 'use some of'],
  [
    linear({ predictor_type: 'regressor', loss: 'logistic' }),
    'loss-mismatch /algo_hyperparameters/loss',
    '`squared_loss`',
  ],
  [
    autopilot({ training_data: 'leads/', job_output_location: 'leads/out' }),
    'job-output-in-input /job_output_location',
    'outside',
  ],
  [tuned('validation:msd', { ...KMEANS, validation_data: undefined }), METRIC, 'no validation data'],
  [tuned('validation:map', { ...PHOTOS, model_framework: 'object-detection' }), METRIC, '`validation:mAP`'],
  [tuned('accuracy', PHOTOS), METRIC, '`validation:accuracy`'],
  [
    tuned('validation:object_loss', { ...LINEAR, algo_hyperparameters: { predictor_type: 'regressor' } }),
    METRIC,
    '`validation:objective_loss`',
  ],
  [tuner({ tuner_configs: { objective_metric_name: 'auc' } }), METRIC, '`validation:auc`'],
];

/** Near to a slip, and none. */
const RIGHT: readonly Values[] = [
  batch({ schedule_expression: 'cron(0 6 1 1 ? 2024-2030)' }),
  batch({ schedule_expression: 'cron(0 6 1 1 ? 2099)' }),
  batch({ schedule_expression: 'cron(0 6 1 1 ? 2020/2)' }),
  batch({ batch_inference_data: 'team-data/scores/', batch_job_output_location: 'team-data/final' }),
  batch({ batch_inference_data: 'team-data/output-of-etl', batch_job_output_location: 'team-data/inputs-scored' }),
  batch({ batch_inference_data: 'team.data' }),
  batch({ batch_inference_data: 'demand.csv/' }),
  training({ job_output_location: 'churn/v1.2' }),
  training({ job_output_location: 'churn.csv/models' }),
  training({ training_data: 'churn/train~1.csv' }),
  training({ training_data: 'churn/train.csv ' }),
  training({ python_version: 'py3' }),
  xgboost({ early_stopping_rounds: 99 }),
  xgboost({ num_round: '+100', eta: '1e-1' }),
  xgboost({ tree_method: 'gpu_hist' }, { instance_type: 'ml.g5.2xlarge' }),
  xgboost({ tree_method: 'hist' }),
  linear({ predictor_type: 'regressor', loss: 'huber_loss' }),
  linear({ predictor_type: 'multiclass_classifier', num_classes: 3, loss: 'auto' }),
  autopilot({ training_data: 'leads/train', job_output_location: 'leads/train-out' }),
  tuned('train:progress', { ...KMEANS, validation_data: undefined }),
  tuned('validation:objective_loss', {
    ...LINEAR,
    algo_hyperparameters: { predictor_type: 'binary_classifier' },
    tuner_configs: { objective_metric_name: 'validation:objective_loss', objective_type: 'Minimize' },
  }),
];

describe('rules: values that nobody reads, or not as they are meant', () => {
  for (const [config, expected, hint] of SLIPS) {
    it(`warns once: ${expected} ${JSON.stringify(config).slice(-90)}`, () => {
      const findings = checkConfigs({ 'a.json': config }, ONE_STAGE).filter(
        ({ code }) => code !== 'monitored-endpoint-unknown',
      );
      expect(findings.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).to.deep.equal([
        `warning ${expected}`,
      ]);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  for (const config of RIGHT) {
    it(`accepts ${JSON.stringify(config).slice(-140)}`, () => {
      expect(checkConfigs({ 'a.json': config }, ONE_STAGE)).to.deep.equal([]);
    });
  }
});
