import { testRules } from './check-configs.ts';
import { batch, bias, dataQuality, modelQuality, realtime, training, tuner } from './workloads.ts';

const METRIC = { code: 'validation-data-missing', severity: 'warning' } as const;
const OBJECTIVE = '/tuner_configs/objective_metric_name';

describe('rules: validation data', () => {
  testRules([
    {
      title: 'warns of a metric of data that no job gets',
      config: tuner({ validation_data: undefined }),
      expected: [{ ...METRIC, pointer: OBJECTIVE, message: '`validation_data`, which is missing', hint: 'add' }],
    },
    {
      title: 'warns of an empty one, and once of both a metric and early stopping',
      config: tuner({ validation_data: '', algo_hyperparameters: { num_round: 9, early_stopping_rounds: 3 } }),
      expected: [{ ...METRIC, pointer: OBJECTIVE }],
    },
    {
      title: 'accepts a metric of training data, and cross validation',
      configs: {
        'a.json': tuner({
          validation_data: undefined,
          model_framework: 'blazingtext',
          model_framework_version: '1',
          algo_hyperparameters: { mode: 'skipgram' },
          tuner_configs: { objective_metric_name: 'train:mean_rho' },
        }),
        'b.json': tuner({
          model_name: 'folds',
          validation_data: undefined,
          algo_hyperparameters: { num_round: 9, _kfold: 5 },
        }),
      },
      expected: [],
    },
    {
      title: 'says nothing of metrics that a script of its own prints',
      config: tuner({
        validation_data: undefined,
        model_framework: 'sklearn',
        model_framework_version: '1.2-1',
        tuner_configs: {
          objective_metric_name: 'validation:auc',
          metric_definitions: [{ Name: 'validation:auc', Regex: 'auc=(.*)' }],
        },
      }),
      expected: [],
    },
    {
      title: 'warns of a metric of a channel that there is not',
      config: tuner({
        validation_data: undefined,
        model_framework: 'kmeans',
        model_framework_version: '1',
        algo_hyperparameters: { feature_dim: 4, k: 3 },
        tuner_configs: { objective_metric_name: 'test:msd', objective_type: 'Minimize' },
        hyperparameters_ranges: { mini_batch_size: ['integer', [100, 500]] },
      }),
      expected: [{ ...METRIC, pointer: OBJECTIVE, message: 'needs a `test` channel' }],
    },
    {
      title: 'warns of early stopping without what to look at',
      config: training({ algo_hyperparameters: { num_round: 9, early_stopping_rounds: 3 } }),
      expected: [{ ...METRIC, pointer: '/algo_hyperparameters/early_stopping_rounds', hint: 'validation_data' }],
    },
    {
      title: 'accepts early stopping with it',
      config: training({
        validation_data: 'churn/validation.csv',
        algo_hyperparameters: { num_round: 9, early_stopping_rounds: 3 },
      }),
      expected: [],
    },
    {
      title: 'waits with it while `validation_data` is faulty itself',
      config: tuner({ validation_data: 5 }),
      expected: [{ code: 'wrong-type', pointer: '/validation_data' }],
    },
    {
      title: 'says the one where the other cannot be told',
      config: tuner({
        validation_data: undefined,
        algo_hyperparameters: { num_round: 9, early_stopping_rounds: 3 },
        tuner_configs: { objective_metric_name: 5, max_jobs: 4, max_parallel_jobs: 2 },
      }),
      expected: [
        { ...METRIC, pointer: '/algo_hyperparameters/early_stopping_rounds' },
        { code: 'wrong-type', pointer: OBJECTIVE },
      ],
    },
    {
      title: 'takes folds for those of XGBoost alone',
      config: tuner({
        validation_data: undefined,
        model_framework: 'linear-learner',
        model_framework_version: '1',
        algo_hyperparameters: { predictor_type: 'regressor', _kfold: 5 },
        tuner_configs: { objective_metric_name: 'validation:objective_loss', objective_type: 'Minimize' },
        hyperparameters_ranges: { mini_batch_size: ['integer', [100, 500]] },
      }),
      expected: [{ ...METRIC, pointer: OBJECTIVE }],
    },
  ]);
});

const TYPE = { code: 'content-type-unknown', severity: 'warning', pointer: '/content_type' } as const;

describe('rules: content types', () => {
  testRules([
    {
      title: 'warns of neighbours that changed places',
      config: batch({ content_type: 'text/cvs', accept: 'application/jsno' }),
      expected: [
        { ...TYPE, hint: 'did you mean `text/csv`?' },
        { ...TYPE, pointer: '/accept', hint: 'did you mean `application/json`?' },
      ],
    },
    {
      title: 'warns of a letter too many, with parameters too',
      config: batch({ content_type: 'application/jason; charset=utf-8' }),
      expected: [{ ...TYPE, hint: 'did you mean `application/json`?' }],
    },
    {
      title: 'knows what XGBoost reads',
      configs: {
        'a.json': training({ content_type: 'csvs' }),
        'b.json': training({ model_name: 'b', content_type: 'application/json' }),
      },
      expected: [
        { ...TYPE, hint: 'did you mean `csv`?' },
        { ...TYPE, hint: 'use one of csv' },
      ],
    },
    {
      title: 'accepts what is known, in capitals too, and what is not near to it',
      configs: Object.fromEntries(
        [
          'text/csv',
          'TEXT/CSV',
          'text/sxv',
          'text/xcv',
          'text/tsv',
          'image/jpg',
          'application/x-churn',
          'text/csv;header=present',
        ].map((content_type, index) => [
          `${index}.json`,
          batch({ model_name: `m-${index}`, content_type, batch_job_output_location: `team-data/m-${index}` }),
        ]),
      ),
      expected: [],
    },
    {
      title: 'takes the jobs of other frameworks for no XGBoost, and what they read for no reason',
      configs: {
        'a.json': batch({ content_type: 'application/json' }),
        'b.json': training({ model_name: 'b', model_framework: 'sklearn', model_framework_version: '1.2-1' }),
        'c.json': training({
          ...{ model_name: 'c', model_framework: 'sklearn', model_framework_version: '1.2-1' },
          content_type: 'application/json',
        }),
        'd.json': training({ model_name: 'd', content_type: 'application/json' }),
      },
      expected: [{ ...TYPE, file: 'd.json', message: 'of `xgboost` reads no content type' }],
    },
    {
      title: 'looks at `accept` alone, and beside a faulty type',
      configs: {
        'a.json': batch({ accept: 'application/jsno' }),
        'b.json': batch({ model_name: 'b', content_type: 5, accept: 'application/jsno' }),
      },
      expected: [
        { ...TYPE, pointer: '/accept' },
        { code: 'wrong-type', pointer: '/content_type' },
        { ...TYPE, pointer: '/accept' },
      ],
    },
    {
      title: 'accepts every spelling that XGBoost reads',
      configs: Object.fromEntries(
        ['csv', 'CSV', 'libsvm', 'text/x-libsvm', 'application/x-parquet', 'text/csv ; label_size=1'].map(
          (content_type, index) => [`${index}.json`, training({ model_name: `m-${index}`, content_type })],
        ),
      ),
      expected: [],
    },
  ]);
});

const MIXED = { code: 'monitor-location-in-capture', severity: 'warning' } as const;

/** Findings of a monitor beside its endpoint. */
function besideEndpoint(monitor: unknown): Readonly<Record<string, unknown>> {
  return { 'endpoint.json': realtime(), 'monitor.json': monitor };
}

describe('rules: locations of monitors', () => {
  testRules([
    {
      title: 'warns of reports among captured data',
      configs: besideEndpoint(dataQuality({ monitoring_output_location: 's3://team-data/capture/reports/' })),
      expected: [
        {
          ...{ ...MIXED, pointer: '/monitoring_output_location', message: 'lies within', related: ['monitor.json'] },
          hint: '`team-data/capture-reports`',
        },
      ],
    },
    {
      title: 'warns of one location for both',
      configs: besideEndpoint(
        modelQuality({
          baseline_job_output_location: 'team-data/capture',
          monitor_ground_truth_input: 'team-data/capture/',
        }),
      ),
      expected: [
        {
          ...{ ...MIXED, pointer: '/baseline_job_output_location', message: 'is the same as' },
          hint: '`team-data/capture-baseline`',
        },
        {
          ...{ ...MIXED, pointer: '/monitor_ground_truth_input', message: 'is the same as' },
          hint: '`team-data/capture-ground-truth`',
        },
      ],
    },
    {
      title: 'says so of one while another is faulty itself',
      configs: besideEndpoint(
        dataQuality({ monitoring_output_location: 5, baseline_job_output_location: 'team-data/capture' }),
      ),
      expected: [
        { ...MIXED, pointer: '/baseline_job_output_location' },
        { code: 'wrong-type', pointer: '/monitoring_output_location' },
      ],
    },
    {
      title: 'warns of captured data among reports, at the stage that has them',
      configs: {
        'endpoint.json': realtime({ data_capture_location: 'team-data/churn/capture' }),
        'monitor.json': dataQuality({
          data_capture_location: 'team-data/churn/capture',
          monitoring_output_location: { dev: 'team-data/churn' },
        }),
      },
      expected: [{ ...MIXED, pointer: '/monitoring_output_location/dev', message: 'lies around' }],
    },
    {
      title: 'accepts names that begin alike, and whole buckets',
      configs: {
        ...besideEndpoint(dataQuality({ monitoring_output_location: 'team-data/capture-reports' })),
        'other.json': dataQuality({ name: 'other', monitoring_output_location: 'team-data' }),
      },
      expected: [],
    },
  ]);
});

describe('rules: values of bias twice', () => {
  const REPEATED = { code: 'bias-value-repeated', severity: 'warning' } as const;
  const multiclass = {
    endpoint_name: 'churn-live',
    problem_type: 'MulticlassClassification',
    monitor_inference_attribute: '0',
    model_predicted_label_config: { label: 0 },
  };
  function check(
    config: unknown,
    overrides: Readonly<Record<string, unknown>> = {},
  ): Readonly<Record<string, unknown>> {
    return besideEndpoint(bias({ bias_config: config, ...overrides }));
  }
  testRules([
    {
      title: 'warns of a label twice',
      configs: check({ label_values_or_threshold: ['a', 'b', 'a'], facet_name: 'age' }, multiclass),
      expected: [{ ...REPEATED, pointer: '/bias_config/label_values_or_threshold/2' }],
    },
    {
      title: 'warns of a value of a facet twice, in each list',
      configs: check({
        label_values_or_threshold: [1],
        facet_name: ['age', 'sex'],
        facet_values_or_threshold: [
          [40, 40],
          ['f', 'm', 'f'],
        ],
      }),
      expected: [
        { ...REPEATED, pointer: '/bias_config/facet_values_or_threshold/0/1' },
        { ...REPEATED, pointer: '/bias_config/facet_values_or_threshold/1/2', message: '`facet_values_or_threshold`' },
      ],
    },
    {
      title: 'warns of a value of one facet twice, without a list of its own',
      configs: check({ label_values_or_threshold: [1], facet_name: 'age', facet_values_or_threshold: [40, 40] }),
      expected: [{ ...REPEATED, pointer: '/bias_config/facet_values_or_threshold/1', message: '`40` stands twice' }],
    },
    {
      title: 'says of a binary label that there are two, not that they are the same',
      configs: check({ label_values_or_threshold: [1, 1], facet_name: 'age' }),
      expected: [{ code: 'label-threshold', pointer: '/bias_config/label_values_or_threshold' }],
    },
    {
      title: 'accepts the same value for two facets, and none',
      configs: check({
        label_values_or_threshold: [1],
        facet_name: ['a', 'b', 'c', 'd'],
        facet_values_or_threshold: [[1], [1, '1'], null, null],
      }),
      expected: [],
    },
  ]);
});

describe('rules: the name of an archive', () => {
  const FORM = { code: 'model-artifact-form', severity: 'warning', pointer: '/model_artifact_location' } as const;
  testRules([
    ...['.', ')', ').'].map((sign) => ({
      title: `takes \`${sign}\` behind it for what came along when it was copied`,
      config: realtime({ model_artifact_location: `churn/model.tar.gz${sign}` }),
      expected: [{ ...FORM, hint: 'remove what stands behind `model.tar.gz`' }],
    })),
    {
      title: 'takes another ending for another file',
      config: realtime({ model_artifact_location: 'churn/model.tar.gz.bak' }),
      expected: [{ ...FORM, hint: 'pack the files of the model' }],
    },
  ]);
});
