import { testRules } from './check-configs.ts';
import { bias, dataQuality, explainability, modelQuality, realtime, training, tuner } from './workloads.ts';

type Values = Readonly<Record<string, unknown>>;

const OBJECTIVE = '/tuner_configs/objective_metric_name';

/** A tuner whose script prints its metrics itself. */
function script(metric_definitions: unknown, objective_metric_name = 'auc'): unknown {
  return tuner({
    model_framework: 'sklearn',
    model_framework_version: '1.2-1',
    algo_hyperparameters: { sagemaker_program: 'train.py' },
    tuner_configs: { objective_metric_name, max_jobs: 4, max_parallel_jobs: 2, metric_definitions },
  });
}

describe('rules: metrics that a script prints', () => {
  const UNDEFINED = { code: 'tuner-metric-undefined', severity: 'warning', pointer: OBJECTIVE } as const;
  const REGEX = { code: 'tuner-metric-regex', severity: 'warning' } as const;
  testRules([
    {
      title: 'accepts one with a definition, also with names and flags of Python',
      configs: Object.fromEntries(
        ['auc=([0-9.]+)', '(?P<auc>[0-9.]+)', '(?i)AUC: (.*?);'].map((regex, index) => [
          `${index}.json`,
          { ...(script([{ Name: 'auc', Regex: regex }]) as Values), model_name: `m-${index}` },
        ]),
      ),
      expected: [],
    },
    {
      title: 'warns of one without any, and of an empty list',
      configs: { 'a.json': script(undefined), 'b.json': { ...(script([]) as Values), model_name: 'b' } },
      expected: [
        { ...UNDEFINED, hint: '"Regex"' },
        { ...UNDEFINED, file: 'b.json' },
      ],
    },
    {
      title: 'warns of one that is called otherwise',
      config: script([{ Name: 'auc', Regex: 'auc=(.*)' }], 'AUC'),
      expected: [{ ...UNDEFINED, hint: 'did you mean `auc`?' }],
    },
    {
      title: 'warns of expressions that are none, and that capture nothing',
      config: script([
        { Name: 'auc', Regex: 'auc=([0-9.+' },
        { Name: 'loss', Regex: 'loss=[0-9.]+' },
      ]),
      expected: [
        { ...REGEX, pointer: '/tuner_configs/metric_definitions/0/Regex', message: 'is no regular expression' },
        { ...REGEX, pointer: '/tuner_configs/metric_definitions/1/Regex', message: 'captures nothing' },
      ],
    },
    {
      title: 'says of a metric of XGBoost that there is none once',
      config: tuner({ tuner_configs: { objective_metric_name: 'test:rmse', max_jobs: 4, max_parallel_jobs: 2 } }),
      expected: [{ code: 'tuner-metric-unknown', severity: 'warning', pointer: OBJECTIVE }],
    },
    {
      title: 'warns of what cannot be kept static',
      config: tuner({
        tuner_configs: {
          ...{ objective_metric_name: 'validation:auc', max_jobs: 4, max_parallel_jobs: 2, autotune: true },
          hyperparameters_to_keep_static: ['num_round', 'num_runds'],
        },
      }),
      expected: [
        {
          ...{ code: 'tuner-keep-static', severity: 'warning', hint: 'did you mean `num_round`?' },
          pointer: '/tuner_configs/hyperparameters_to_keep_static/1',
        },
      ],
    },
  ]);
});

describe('rules: names and values of algorithms', () => {
  testRules([
    {
      title: 'knows what frameworks are called elsewhere, whatever the case',
      configs: Object.fromEntries(
        ['XGB', 'Scikit Learn', 'sagemaker-xgboost', 'fm', 'tensorflow-serving'].map((model_framework, index) => [
          `${index}.json`,
          training({ model_name: `m-${index}`, model_framework }),
        ]),
      ),
      expected: (
        [
          ['wrong-form', 'xgboost'],
          ['wrong-form', 'sklearn'],
          ['framework-unknown', 'xgboost'],
          ['framework-unknown', 'factorization-machines'],
          ['framework-unknown', 'tensorflow'],
        ] as const
      ).map(([code, name]) => ({ code, pointer: '/model_framework', hint: `did you mean \`${name}\`?` })),
    },
    {
      title: 'knows what hyperparameters are called elsewhere, and limits of more of them',
      config: training({
        algo_hyperparameters: { nrounds: 100, verbose: 1, seed: 'x', sampling_method: 'gradient', nthread: 0 },
      }),
      expected: [
        ...['nrounds', 'verbose'].map((name) => ({ code: 'hyperparameter-unknown', name })),
        ...['seed', 'sampling_method', 'nthread'].map((name) => ({ code: 'hyperparameter-value', name })),
      ].map(({ code, name }) => ({ code, severity: 'warning', pointer: `/algo_hyperparameters/${name}` })),
    },
  ]);
});

describe('rules: what a monitor reads, and for how long', () => {
  const live = { 'endpoint.json': realtime() };
  const binary = {
    problem_type: 'BinaryClassification',
    baseline_probability_attribute: 'probability',
    probability_threshold_attribute: 0.5,
  };
  const FORM = { code: 'monitor-attribute-form', severity: 'warning' } as const;
  const SHORT = { code: 'runtime-too-short', severity: 'warning' } as const;
  testRules([
    {
      title: 'warns of a threshold, a negative index, a pointer and lonely brackets',
      configs: {
        ...live,
        'a.json': modelQuality({ ...binary, baseline_probability_attribute: '0.5', monitor_inference_attribute: '-1' }),
        'b.json': bias({ features_attribute: '/instances/0/features' }),
        'c.json': explainability({ monitor_inference_attribute: 'predictions[0' }),
      },
      expected: [
        { ...FORM, pointer: '/monitor_inference_attribute', hint: 'count from the first one' },
        { ...FORM, pointer: '/baseline_probability_attribute', hint: 'probability_threshold_attribute' },
        { ...FORM, pointer: '/features_attribute', hint: 'write `instances[0].features`' },
        { ...FORM, pointer: '/monitor_inference_attribute', hint: '`predictions[0].score`' },
      ],
    },
    {
      title: 'warns of label and probability in one place',
      configs: {
        ...live,
        'a.json': modelQuality({ ...binary, monitor_inference_attribute: '0', monitor_probability_attribute: '0' }),
      },
      expected: [{ code: 'monitor-attribute-twice', severity: 'warning', pointer: '/monitor_probability_attribute' }],
    },
    {
      title: 'accepts indices, names and paths',
      configs: {
        ...live,
        'a.json': modelQuality({
          ...binary,
          baseline_inference_attribute: 'predicted [label]',
          monitor_inference_attribute: '$.predictions[0].label',
          monitor_probability_attribute: "predictions[0]['score']",
        }),
        'b.json': bias({ features_attribute: 'instances[*].features' }),
      },
      expected: [],
    },
    {
      title: 'warns of minutes or hours where seconds are meant, at the stage that has them',
      configs: {
        ...live,
        'a.json': dataQuality({ monitor_max_runtime_seconds: { dev: 30 }, baseline_max_runtime_seconds: 1 }),
        'b.json': dataQuality({ name: 'b', monitor_max_runtime_seconds: 121, baseline_max_runtime_seconds: '300' }),
      },
      expected: [
        { ...SHORT, pointer: '/monitor_max_runtime_seconds/dev', hint: 'write `1800` for 30 minutes' },
        { ...SHORT, pointer: '/baseline_max_runtime_seconds', hint: 'write `60` for a minute' },
      ],
    },
    {
      title: 'warns of an archive as baseline data',
      configs: { ...live, 'a.json': dataQuality({ baseline_data: 'churn/model.tar.gz' }) },
      expected: [{ code: 'baseline-form', severity: 'warning', pointer: '/baseline_data' }],
    },
  ]);
});
