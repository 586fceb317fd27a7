import { testRules, TWO_STAGES } from './check-configs.ts';
import { autopilot, training, tuner } from './workloads.ts';

const REGRESSION = { problem_type: 'Regression', job_objective: 'MSE' };

describe('rules: spot wait', () => {
  testRules([
    { title: 'accepts the defaults', config: training(), expected: [] },
    {
      title: 'accepts a wait equal to the runtime',
      config: training({ max_runtime_per_job: 7200, max_wait_time_spot_instances: '7200' }),
      expected: [],
    },
    {
      title: 'refuses a wait shorter than the runtime, at the wait',
      config: training({ max_runtime_per_job: 7200, max_wait_time_spot_instances: 3600 }),
      expected: [
        {
          code: 'spot-wait-too-short',
          pointer: '/max_wait_time_spot_instances',
          message: '3600 s',
          hint: 'at least 7200',
          related: ['mlops-config.json'],
        },
      ],
    },
    {
      title: 'refuses a runtime above the default wait, at the runtime',
      config: training({ max_runtime_per_job: 200000 }),
      expected: [{ code: 'spot-wait-too-short', pointer: '/max_runtime_per_job', message: '172800 s by default' }],
    },
    {
      title: 'refuses a wait below the default runtime',
      config: training({ max_wait_time_spot_instances: 3600 }),
      expected: [
        { code: 'spot-wait-too-short', pointer: '/max_wait_time_spot_instances', message: '86400 s by default' },
      ],
    },
    {
      title: 'names the stage in a per-stage map',
      config: training({ stages: ['dev', 'prod'], max_wait_time_spot_instances: { dev: 90000, prod: 3600 } }),
      settings: TWO_STAGES,
      expected: [{ code: 'spot-wait-too-short', pointer: '/max_wait_time_spot_instances/prod' }],
    },
    {
      title: 'says one plain value once for two stages',
      config: training({ stages: ['dev', 'prod'], max_wait_time_spot_instances: 3600 }),
      settings: TWO_STAGES,
      expected: [{ code: 'spot-wait-too-short', pointer: '/max_wait_time_spot_instances' }],
    },
    {
      title: 'warns of a wait without spot instances, however short',
      config: training({ use_spot_instances: 'False', max_wait_time_spot_instances: 3600 }),
      expected: [{ severity: 'warning', code: 'spot-wait-unused', pointer: '/max_wait_time_spot_instances' }],
    },
    {
      title: 'lets a long runtime without spot instances pass',
      config: training({ use_spot_instances: false, max_runtime_per_job: 200000 }),
      expected: [],
    },
    {
      title: 'says a value that two workloads inherit once, at the defaults',
      config: {
        defaults: training({ model_name: undefined, max_wait_time_spot_instances: 3600 }),
        workloads: [{ model_name: 'a' }, { model_name: 'b' }],
      },
      expected: [{ code: 'spot-wait-too-short', pointer: '/defaults/max_wait_time_spot_instances' }],
    },
  ]);
});

describe('rules: training channel', () => {
  const manifest = { s3_data_type: 'AugmentedManifestFile', data_input_mode: 'Pipe' };
  testRules([
    {
      title: 'accepts an augmented manifest with its attributes',
      config: training({ ...manifest, attribute_names: '["a", "b"]' }),
      expected: [],
    },
    {
      title: 'asks for the attributes of an augmented manifest',
      config: training(manifest),
      expected: [{ code: 'attribute-names-missing', pointer: '/s3_data_type' }],
    },
    {
      title: 'refuses attribute names without a manifest',
      config: training({ attribute_names: ['a'] }),
      expected: [{ code: 'attribute-names-unused', pointer: '/attribute_names', message: 'not `S3Prefix`' }],
    },
    {
      title: 'refuses an augmented manifest outside of Pipe mode',
      config: training({ ...manifest, data_input_mode: 'FastFile', attribute_names: ['a'] }),
      expected: [{ code: 'manifest-needs-pipe', pointer: '/s3_data_type', hint: 'Pipe' }],
    },
    {
      title: 'refuses compression in File mode',
      config: training({ compression_type: 'Gzip' }),
      expected: [{ code: 'compression-needs-pipe', pointer: '/compression_type', message: 'not `File`' }],
    },
    {
      title: 'accepts compression in Pipe mode',
      config: training({ compression_type: 'Gzip', data_input_mode: 'Pipe' }),
      expected: [],
    },
    {
      title: 'accepts empty texts',
      config: training({ compression_type: '', data_record_wrapping: '', attribute_names: '' }),
      expected: [],
    },
    {
      title: 'refuses record wrapping in FastFile mode',
      config: training({ data_record_wrapping: 'RecordIO', data_input_mode: 'FastFile' }),
      expected: [{ code: 'record-wrapping-needs-pipe', pointer: '/data_record_wrapping' }],
    },
  ]);
});

describe('rules: Autopilot objective', () => {
  testRules([
    { title: 'accepts neither', config: autopilot({ problem_type: '', job_objective: '' }), expected: [] },
    { title: 'accepts both', config: autopilot(REGRESSION), expected: [] },
    {
      title: 'refuses a problem type alone',
      config: autopilot({ problem_type: 'BinaryClassification' }),
      expected: [{ code: 'objective-incomplete', pointer: '/problem_type', hint: 'F1, Accuracy, AUC' }],
    },
    {
      title: 'refuses an objective alone',
      config: autopilot({ job_objective: 'MSE' }),
      expected: [{ code: 'objective-incomplete', pointer: '/job_objective', hint: '(Regression)' }],
    },
    {
      title: 'refuses an objective of another problem type',
      config: autopilot({ ...REGRESSION, job_objective: 'AUC' }),
      expected: [
        { code: 'objective-mismatch', pointer: '/job_objective', hint: '`MSE`', related: ['mlops-config.json'] },
      ],
    },
  ]);
});

describe('rules: hyperparameters', () => {
  testRules([
    {
      title: 'warns of those that an algorithm does not start without, all at once',
      config: training({
        model_framework: 'kmeans',
        model_framework_version: '1',
        algo_hyperparameters: { epochs: 1 },
      }),
      expected: [
        {
          severity: 'warning',
          code: 'hyperparameter-missing',
          pointer: '/algo_hyperparameters',
          message: '`feature_dim`, `k`',
        },
      ],
    },
    {
      title: 'asks for none that is tuned',
      config: tuner({
        algo_hyperparameters: { objective: 'binary:logistic' },
        hyperparameters_ranges: { num_round: ['integer', [10, 50]] },
      }),
      expected: [],
    },
    {
      title: 'asks for none of a framework whose code is the user’s',
      config: training({
        model_framework: 'sklearn',
        model_framework_version: '1.2-1',
        algo_hyperparameters: { a: 1 },
      }),
      expected: [],
    },
  ]);
});

describe('rules: tuner', () => {
  const configs = { objective_metric_name: 'validation:auc' };
  testRules([
    { title: 'accepts a tuner', config: tuner(), expected: [] },
    {
      title: 'refuses more jobs at a time than in total',
      config: tuner({ tuner_configs: { ...configs, max_jobs: 2, max_parallel_jobs: 4 } }),
      expected: [{ code: 'tuner-parallel-jobs', pointer: '/tuner_configs/max_parallel_jobs', message: 'only 2' }],
    },
    {
      title: 'counts the default of one job',
      config: tuner({ tuner_configs: { ...configs, max_parallel_jobs: 4 } }),
      expected: [{ code: 'tuner-parallel-jobs', pointer: '/tuner_configs/max_parallel_jobs', message: '1 by default' }],
    },
    {
      title: 'lets Grid compute its number of jobs',
      config: tuner({
        tuner_configs: { ...configs, strategy: 'Grid', max_parallel_jobs: 4 },
        hyperparameters_ranges: { booster: ['categorical', ['gbtree', 'dart']] },
      }),
      expected: [],
    },
    {
      title: 'refuses several other than categorical ranges for Grid at once',
      config: tuner({
        tuner_configs: { ...configs, strategy: 'Grid' },
        hyperparameters_ranges: { eta: ['continuous', [0.1, 0.5]], depth: ['integer', [1, 5]] },
      }),
      expected: [
        { code: 'tuner-grid-range', pointer: '/tuner_configs/strategy', message: '2 are none: `eta`, `depth`' },
      ],
    },
    {
      title: 'refuses the one that is not categorical at its place',
      config: tuner({
        tuner_configs: { ...configs, strategy: 'Grid' },
        hyperparameters_ranges: { eta: ['continuous', [0.1, 0.5]], booster: ['categorical', ['gbtree', 'dart']] },
      }),
      expected: [{ code: 'tuner-grid-range', pointer: '/hyperparameters_ranges/eta' }],
    },
    {
      title: 'refuses early stopping with Hyperband',
      config: tuner({ tuner_configs: { ...configs, strategy: 'Hyperband', early_stopping_type: 'Auto' } }),
      expected: [{ code: 'tuner-early-stopping', pointer: '/tuner_configs/early_stopping_type' }],
    },
    {
      title: 'refuses a range that runs down, also of numeric texts',
      config: tuner({ hyperparameters_ranges: { eta: ['continuous', ['0.5', '0.1']] } }),
      expected: [{ code: 'tuner-range-order', pointer: '/hyperparameters_ranges/eta/1', hint: '[0.1, 0.5]' }],
    },
    {
      title: 'refuses fractions in an integer range',
      config: tuner({ hyperparameters_ranges: { depth: ['integer', [1, 5.5]] } }),
      expected: [{ code: 'tuner-range-integer', pointer: '/hyperparameters_ranges/depth/1/1' }],
    },
    {
      title: 'refuses them in the first bound, and in both',
      config: tuner({ hyperparameters_ranges: { depth: ['integer', [1.5, 5]], width: ['integer', [1.5, 5.5]] } }),
      expected: [
        { code: 'tuner-range-integer', pointer: '/hyperparameters_ranges/depth/1/0' },
        { code: 'tuner-range-integer', pointer: '/hyperparameters_ranges/width/1' },
      ],
    },
    {
      title: 'refuses scales that the bounds do not have',
      config: tuner({
        hyperparameters_ranges: {
          alpha: ['continuous', [0, 1, 'Logarithmic']],
          beta: ['continuous', [0, 1, 'ReverseLogarithmic']],
          gamma: ['integer', [0, 5, 'ReverseLogarithmic']],
          delta: ['continuous', [0.1, 0.9, 'ReverseLogarithmic']],
        },
      }),
      expected: [
        { code: 'tuner-range-scaling', pointer: '/hyperparameters_ranges/alpha/1/2', message: 'above 0' },
        { code: 'tuner-range-scaling', pointer: '/hyperparameters_ranges/beta/1/2', message: '0 <= x < 1' },
        { code: 'tuner-range-scaling', pointer: '/hyperparameters_ranges/gamma/1/2', message: 'only continuous' },
      ],
    },
    {
      title: 'refuses a name both static and tuned, under the old spelling too',
      config: tuner({
        hyperparameters_ranges: undefined,
        hyperparamaters_ranges: { num_round: ['integer', [10, 50]] },
      }),
      expected: [
        { severity: 'warning', code: 'old-spelling', pointer: '/hyperparamaters_ranges' },
        { code: 'tuner-static-and-range', pointer: '/hyperparamaters_ranges/num_round' },
      ],
    },
    {
      title: 'warns of static names without autotune',
      config: tuner({ tuner_configs: { ...configs, hyperparameters_to_keep_static: ['eta'] } }),
      expected: [
        { severity: 'warning', code: 'tuner-keep-static', pointer: '/tuner_configs/hyperparameters_to_keep_static' },
      ],
    },
    {
      title: 'counts static and tuned hyperparameters together',
      config: tuner({
        algo_hyperparameters: Object.fromEntries(
          ['num_round', ...Array.from({ length: 99 }, (_, index) => `h${index}`)].map((name) => [name, 1]),
        ),
      }),
      expected: [
        {
          code: 'too-many-hyperparameters',
          pointer: '/algo_hyperparameters',
          message: '101 hyperparameters, 1 of them tuned',
        },
      ],
    },
  ]);
});

describe('rules: old spelling', () => {
  testRules([
    {
      title: 'fixture 48: the misspelt key of the orchestrator is accepted with a warning',
      config: training({ algo_hyperparameters: undefined, algo_hyperparamaters: { num_round: 100 } }),
      expected: [
        { severity: 'warning', code: 'old-spelling', pointer: '/algo_hyperparamaters', hint: '`algo_hyperparameters`' },
      ],
    },
  ]);
});
