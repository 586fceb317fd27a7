import { testRules, settingsWith, stage, TWO_STAGES } from './check-configs.ts';
import { bias, dataQuality, explainability, modelQuality, realtime } from './workloads.ts';

const HOURLY = 'cron(0 * ? * * *)';
const RUNTIME = '/monitor_max_runtime_seconds';

/** A monitor beside its endpoint, so that only the monitor's own faults are found. */
function watched(monitor: unknown) {
  return { 'endpoint.json': realtime(), 'monitor.json': monitor };
}

describe('rules: monitor schedule', () => {
  const limits = [
    { title: 'data quality', of: dataQuality, allowed: 3600 },
    { title: 'explainability', of: explainability, allowed: 3600 },
    { title: 'model quality', of: modelQuality, allowed: 1800 },
    { title: 'bias', of: bias, allowed: 1800 },
  ];
  testRules(
    limits.flatMap(({ title, of, allowed }) => [
      {
        title: `accepts an hourly ${title} run of ${allowed} s`,
        configs: watched(of({ schedule_expression: HOURLY, monitor_max_runtime_seconds: allowed })),
        expected: [],
      },
      {
        title: `refuses an hourly ${title} run of one second more`,
        configs: watched(of({ schedule_expression: HOURLY, monitor_max_runtime_seconds: String(allowed + 1) })),
        expected: [
          { code: 'monitor-runtime-too-long', pointer: RUNTIME, hint: String(allowed), related: ['monitor.json'] },
        ],
      },
    ]),
  );
  testRules([
    {
      title: 'refuses a run that outlasts a schedule of every 2 hours',
      configs: watched(modelQuality({ schedule_expression: 'cron(0 0/2 ? * * *)', monitor_max_runtime_seconds: 7201 })),
      expected: [{ code: 'monitor-runtime-too-long', pointer: RUNTIME, message: '2 hours' }],
    },
    {
      title: 'accepts a daily run of a whole day',
      configs: watched(modelQuality({ monitor_max_runtime_seconds: 86400 })),
      expected: [],
    },
    {
      title: 'finds the stage with the hourly schedule',
      configs: {
        'endpoint.json': realtime(),
        'monitor.json': bias({
          schedule_expression: { dev: 'cron(0 6 ? * * *)', prod: HOURLY },
          monitor_max_runtime_seconds: 3600,
        }),
      },
      settings: TWO_STAGES,
      expected: [{ code: 'monitor-runtime-too-long', pointer: RUNTIME }],
    },
  ]);
});

describe('rules: baseline runtime', () => {
  const LIMIT = '/baseline_max_runtime_seconds';
  testRules([
    {
      title: 'accepts what a stack can wait for',
      configs: watched(modelQuality({ baseline_max_runtime_seconds: 39_600 })),
      expected: [],
    },
    {
      title: 'warns from one second more up to the most that SageMaker takes',
      configs: {
        'endpoint.json': realtime(),
        'bias.json': bias({ baseline_max_runtime_seconds: '39601' }),
        'quality.json': modelQuality({ baseline_max_runtime_seconds: 777_600 }),
      },
      expected: [
        { severity: 'warning', code: 'baseline-runtime-cut', pointer: LIMIT, message: 'is 39601', hint: '39600' },
        { severity: 'warning', code: 'baseline-runtime-cut', pointer: LIMIT, message: 'is 777600', hint: '39600' },
      ],
    },
    {
      title: 'names the one stage in which it is cut',
      configs: {
        'endpoint.json': realtime(),
        'bias.json': bias({ baseline_max_runtime_seconds: { dev: 3600, prod: '86400' } }),
      },
      settings: TWO_STAGES,
      expected: [{ severity: 'warning', code: 'baseline-runtime-cut', pointer: `${LIMIT}/prod`, message: 'is 86400' }],
    },
  ]);
});

describe('rules: monitor attributes', () => {
  const binary = {
    problem_type: 'BinaryClassification',
    monitor_inference_attribute: undefined,
    baseline_inference_attribute: '',
  };
  const missing = { code: 'monitor-attribute-missing' };
  testRules([
    { title: 'accepts a regression', configs: watched(modelQuality()), expected: [] },
    {
      title: 'finds empty attributes of a regression',
      configs: watched(modelQuality({ monitor_inference_attribute: ' ', baseline_inference_attribute: '' })),
      expected: [
        { ...missing, pointer: '/baseline_inference_attribute', message: '`problem_type` is `Regression`' },
        { ...missing, pointer: '/monitor_inference_attribute', message: 'is empty' },
      ],
    },
    {
      title: 'accepts a binary monitor by probability and threshold',
      configs: watched(
        modelQuality({
          ...binary,
          baseline_probability_attribute: 'p',
          monitor_probability_attribute: '0',
          probability_threshold_attribute: '0.5',
        }),
      ),
      expected: [],
    },
    {
      title: 'asks for the threshold of a baseline of probabilities',
      configs: watched(
        modelQuality({
          ...binary,
          baseline_probability_attribute: 'p',
          monitor_inference_attribute: '1',
          monitor_probability_attribute: '0',
        }),
      ),
      expected: [{ ...missing, pointer: '', message: '`probability_threshold_attribute` is missing' }],
    },
    {
      title: 'asks for the output of a binary monitor',
      configs: watched(
        modelQuality({ ...binary, baseline_probability_attribute: 'p', probability_threshold_attribute: 0.5 }),
      ),
      expected: [{ ...missing, pointer: '', message: '`monitor_probability_attribute` is missing' }],
    },
    {
      title: 'warns of one output attribute alone',
      configs: watched(
        modelQuality({
          problem_type: 'BinaryClassification',
          baseline_probability_attribute: '',
          monitor_inference_attribute: '0',
        }),
      ),
      expected: [{ severity: 'warning', code: 'monitor-attribute-pair', pointer: '/monitor_inference_attribute' }],
    },
    {
      title: 'warns of attributes that only binary problems use',
      configs: watched(
        modelQuality({
          baseline_probability_attribute: 'p',
          monitor_probability_attribute: '0',
          probability_threshold_attribute: 0.5,
        }),
      ),
      expected: [
        {
          ...{ severity: 'warning', code: 'monitor-attribute-unused', pointer: '/problem_type' },
          message: '`baseline_probability_attribute`, `monitor_probability_attribute`, `probability_threshold_',
          hint: 'remove them, or write `BinaryClassification`',
          related: ['monitor.json', 'monitor.json', 'monitor.json'],
        },
      ],
    },
    {
      title: 'warns of one of them at its place',
      configs: watched(modelQuality({ monitor_probability_attribute: '0' })),
      expected: [{ severity: 'warning', code: 'monitor-attribute-unused', pointer: '/monitor_probability_attribute' }],
    },
    {
      title: 'warns of a threshold of an explainability monitor',
      configs: watched(explainability({ problem_type: 'BinaryClassification', probability_threshold_attribute: 0.5 })),
      expected: [
        { severity: 'warning', code: 'monitor-attribute-unused', pointer: '/probability_threshold_attribute' },
      ],
    },
  ]);
});

describe('rules: bias configuration', () => {
  const base = { label_values_or_threshold: [1], facet_name: ['age', 'sex'] };
  const values = '/bias_config/facet_values_or_threshold';
  testRules([
    { title: 'accepts one facet', configs: watched(bias()), expected: [] },
    {
      title: 'accepts a list per facet',
      configs: watched(bias({ bias_config: { ...base, facet_values_or_threshold: [[40], null] } })),
      expected: [],
    },
    {
      title: 'refuses fewer lists than facets',
      configs: watched(bias({ bias_config: { ...base, facet_values_or_threshold: [[40]] } })),
      expected: [{ code: 'facet-values-length', pointer: values, message: '2 facets and 1 list of values' }],
    },
    {
      title: 'refuses plain values for a list of facets',
      configs: watched(bias({ bias_config: { ...base, facet_values_or_threshold: [40, 1] } })),
      expected: [{ code: 'facet-values-length', pointer: values }],
    },
    {
      title: 'refuses a list of lists for one facet',
      configs: watched(bias({ bias_config: { ...base, facet_name: 'age', facet_values_or_threshold: [[40]] } })),
      expected: [{ code: 'facet-values-length', pointer: values }],
    },
    {
      title: 'refuses two favourable values of a binary label',
      configs: watched(bias({ bias_config: { label_values_or_threshold: [0, 1], facet_name: 'age' } })),
      expected: [{ code: 'label-threshold', pointer: '/bias_config/label_values_or_threshold' }],
    },
  ]);
});

describe('rules: SHAP configuration', () => {
  testRules([
    {
      title: 'refuses a baseline beside clusters',
      configs: watched(explainability({ shap_config: { baseline: [[1, 2]], num_clusters: 2 } })),
      expected: [
        { code: 'shap-baseline-and-clusters', pointer: '/shap_config/num_clusters', related: ['monitor.json'] },
      ],
    },
    {
      title: 'refuses rows of different lengths',
      configs: watched(explainability({ shap_config: { baseline: [[1, 2], [3, 4], [5]] } })),
      expected: [
        {
          code: 'shap-baseline-ragged',
          pointer: '/shap_config/baseline/2',
          message: 'rows 1 and 3 of the baseline have 2 and 1 values',
        },
      ],
    },
    {
      title: 'accepts a baseline in S3',
      configs: watched(explainability({ shap_config: { baseline: 'churn/rows.csv' } })),
      expected: [],
    },
  ]);
});

describe('rules: monitored endpoint', () => {
  const unknown = { severity: 'warning', code: 'monitored-endpoint-unknown', pointer: '/endpoint_name' } as const;
  testRules([
    {
      title: 'accepts an endpoint of this commit, whatever its case',
      configs: watched(dataQuality({ endpoint_name: ' Churn-Live ' })),
      expected: [],
    },
    {
      title: 'suggests the nearest endpoint',
      configs: watched(dataQuality({ endpoint_name: 'churn-life' })),
      expected: [{ ...unknown, file: 'monitor.json', hint: 'did you mean `churn-live`?' }],
    },
    {
      title: 'points to the endpoint without a name',
      configs: { 'endpoint.json': realtime({ endpoint_name: undefined }), 'monitor.json': dataQuality() },
      expected: [{ ...unknown, hint: '`endpoint_name` to `churn-live`', related: ['endpoint.json'] }],
    },
    {
      title: 'does not look in another account or region',
      configs: { 'endpoint.json': realtime({ stages: ['dev'] }), 'monitor.json': dataQuality({ stages: ['prod'] }) },
      settings: TWO_STAGES,
      expected: [{ ...unknown, message: 'stage `prod`' }],
    },
    {
      title: 'finds an endpoint of another stage in the same account and region',
      configs: { 'endpoint.json': realtime({ stages: ['dev'] }), 'monitor.json': dataQuality({ stages: ['qa'] }) },
      settings: settingsWith([stage('dev'), stage('qa')]),
      expected: [],
    },
    {
      title: 'belongs to the first of two endpoints of one name',
      configs: {
        'a.json': realtime({ endpoint_name: 'live' }),
        'b.json': realtime({ model_name: 'fraud', endpoint_name: 'live', data_capture_location: 's3://other/fraud' }),
        'monitor.json': dataQuality({ endpoint_name: 'live' }),
      },
      expected: [{ code: 'duplicate-endpoint-name', pointer: '/endpoint_name', file: 'b.json', related: ['a.json'] }],
    },
    {
      title: 'refuses another capture location and names both places',
      configs: watched(dataQuality({ data_capture_location: 's3://team-data/elsewhere/' })),
      expected: [
        {
          code: 'capture-location-differs',
          pointer: '/data_capture_location',
          file: 'monitor.json',
          related: ['endpoint.json'],
        },
      ],
    },
    {
      title: 'accepts a location above the endpoint’s, and other spellings of it',
      configs: watched(dataQuality({ data_capture_location: 's3://team-data/' })),
      expected: [],
    },
    {
      title: 'refuses a location that only looks like one above',
      configs: watched(dataQuality({ data_capture_location: 'team-data/cap' })),
      expected: [{ code: 'capture-location-differs', pointer: '/data_capture_location' }],
    },
    {
      title: 'refuses to watch an endpoint that captures nothing',
      configs: { 'endpoint.json': realtime({ data_capture_percentage: 0 }), 'monitor.json': dataQuality() },
      expected: [{ code: 'monitored-endpoint-not-captured', pointer: '/endpoint_name', related: ['endpoint.json'] }],
    },
    {
      title: 'refuses to watch a serverless endpoint',
      configs: {
        'endpoint.json': realtime({
          inference_instance: undefined,
          serverless: { memory_size_in_mb: 2048, max_concurrency: 5 },
        }),
        'monitor.json': dataQuality(),
      },
      expected: [
        { severity: 'warning', code: 'serverless-capture', pointer: '/data_capture_location' },
        { code: 'monitored-endpoint-not-captured', pointer: '/endpoint_name', hint: 'serverless' },
      ],
    },
  ]);
});
