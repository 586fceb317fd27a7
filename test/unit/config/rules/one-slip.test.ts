import { settingsWith, stage, testRules } from './check-configs.ts';
import { batch, bias, realtime, realtimeCustom, training, tuner } from './workloads.ts';

const STAGES = settingsWith([stage('dev'), stage('prod', { account: '222222222222' })], {
  allowedAccounts: ['111111111111'],
});

describe('one mistake of a map by stage', () => {
  const mixed = { code: 'wrong-type', pointer: '/environment/LOG', message: 'is not an object' };
  testRules([
    {
      title: 'a plain value among objects by stage, whatever stage is missing',
      config: realtimeCustom({ environment: { LOG: 'debug', prod: { LOG: 'info' } } }),
      settings: STAGES,
      expected: [{ ...mixed, hint: 'as in `{ "prod": { "LOG": ... } }`' }],
    },
    {
      title: 'several of them',
      config: realtimeCustom({ environment: { LOG: 'debug', TIMEOUT: '5', dev: {}, prod: { LOG: 'info' } } }),
      settings: STAGES,
      expected: [{ ...mixed, hint: 'if it is for all stages' }],
    },
    {
      title: 'a reference beside plain values, which are no values of stages',
      config: realtimeCustom({ environment: { LOG: 'debug', BUCKET: { Ref: 'Bucket' } } }),
      settings: STAGES,
      expected: [{ code: 'intrinsic-function', pointer: '/environment/BUCKET' }],
    },
    {
      title: 'a faulty value of a stage leaves stages to be said that there are not',
      config: realtime({ inference_instance: { dev: 5, prdo: 'ml.m5.large' } }),
      settings: STAGES,
      expected: [
        { code: 'wrong-type', pointer: '/inference_instance/dev' },
        { code: 'unknown-stage', pointer: '/inference_instance/prdo' },
      ],
    },
  ]);
});

describe('one mistake of ranges', () => {
  const Range = { Name: 'eta', MinValue: '0.1', MaxValue: '0.5' };
  testRules([
    {
      title: 'the lists of the API, which have another form',
      config: tuner({ hyperparameters_ranges: { ContinuousParameterRanges: [Range], IntegerParameterRanges: [] } }),
      expected: [
        {
          code: 'unknown-value',
          pointer: '/hyperparameters_ranges/ContinuousParameterRanges/0',
          hint: 'write `{ "eta": ["continuous", [0.1, 0.5]] }`',
        },
      ],
    },
    {
      title: 'an object in the place of a range',
      config: tuner({ hyperparameters_ranges: { eta: [Range] } }),
      expected: [{ code: 'unknown-value', pointer: '/hyperparameters_ranges/eta/0' }],
    },
    {
      title: 'a range that ends too soon is still too short',
      config: tuner({ hyperparameters_ranges: { eta: ['continuous'] } }),
      expected: [{ code: 'too-few', pointer: '/hyperparameters_ranges/eta' }],
    },
  ]);
});

describe('one mistake of a key that is called otherwise elsewhere', () => {
  function renamed(config: Readonly<Record<string, unknown>>, from: string, to: string) {
    const { [from]: value, ...rest } = config;
    return { ...rest, [to]: value };
  }
  const facets = { label_values_or_threshold: [1], facet_name: 'age', facet_values_or_threshold: [40] };
  const slips: readonly [config: Readonly<Record<string, unknown>>, from: string, to: string][] = [
    [batch(), 'batch_inference_data', 'batch_input_data'],
    [batch(), 'batch_inference_data', 'InputData'],
    [batch(), 'batch_job_output_location', 'output'],
    [training(), 'job_output_location', 'output'],
    [training(), 'model_framework', 'framework'],
    [training(), 'model_framework_version', 'version'],
    [realtime(), 'model_artifact_location', 'model_data'],
    [realtime(), 'data_capture_location', 'data_capture'],
  ];
  testRules([
    ...slips.map(([config, from, to]) => ({
      title: `\`${to}\` is \`${from}\` of ${String(config['pipeline_type'])}`,
      config: renamed(config, from, to),
      expected: [{ code: 'unknown-attribute', pointer: `/${to}`, hint: `did you mean \`${from}\`?` }],
    })),
    {
      title: '`facet` is `facet_name`',
      config: bias({ bias_config: renamed(facets, 'facet_name', 'facet') }),
      expected: [
        { code: 'monitored-endpoint-unknown', severity: 'warning', pointer: '/endpoint_name' },
        { code: 'unknown-attribute', pointer: '/bias_config/facet', hint: 'did you mean `facet_name`?' },
      ],
    },
    {
      title: 'where that is given as well, something else is meant',
      config: training({ framework: 'xgboost' }),
      expected: [{ code: 'unknown-attribute', pointer: '/framework', hint: 'remove it' }],
    },
  ]);
});

describe('a key of a free map that holds what keys may not', () => {
  const ALLOWED = 'Allowed: 1 to 256 characters without blanks';
  testRules([
    {
      title: 'is all that is said of a hyperparameter that the algorithm needs',
      config: training({ algo_hyperparameters: { 'num round': 100 } }),
      expected: [
        {
          code: 'wrong-form',
          pointer: '/algo_hyperparameters/num round',
          hint: `did you mean \`num_round\`? ${ALLOWED}`,
        },
      ],
    },
    {
      title: 'is so among the ranges of a tuner',
      config: tuner({ hyperparameters_ranges: { 'max depth': ['integer', [1, 9]] } }),
      expected: [
        { code: 'wrong-form', pointer: '/hyperparameters_ranges/max depth', hint: 'did you mean `max_depth`?' },
      ],
    },
    {
      title: 'is told by its underscores in the environment, too',
      config: realtimeCustom({ environment: { 'log-level': 'debug', '5G': 'yes' } }),
      expected: [
        { code: 'wrong-form', pointer: '/environment/log-level', hint: 'did you mean `log_level`?' },
        { code: 'wrong-form', pointer: '/environment/5G', hint: 'not starting with a digit' },
      ],
    },
  ]);
});
