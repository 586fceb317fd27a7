import { expect } from 'chai';
import type { PipelineType } from '../../schema/generated/attributes.ts';
import type * as Validators from '../../schema/generated/validators.js';
import { omit } from '../../scripts/generate/omit.ts';
import { readExample } from './support/list-examples.ts';
import { loadValidators } from './support/load-validators.ts';

type Row = readonly [type: PipelineType, attribute: string, value: unknown];

const BATCH = 'byom_batch_custom';
const IMAGE = 'byom_image_builder';
const QUALITY = 'byom_data_quality_monitor';
const REALTIME = 'byom_realtime_builtin';
const TRAINING = 'model_training_builtin';
const TUNER = 'model_tuner_builtin';

/** Values that the orchestrator takes and that can work, and what is new here. */
const ACCEPTED: readonly Row[] = [
  [TRAINING, 'instance_count', '20'],
  [TRAINING, 'instance_count', 1.0],
  [TRAINING, 'max_runtime_per_job', '259200'],
  [TRAINING, 'use_spot_instances', 'True'],
  [TRAINING, 'use_spot_instances', 'false'],
  [TRAINING, 'use_spot_instances', { dev: 'True', prod: false }],
  [TRAINING, 'training_data', 's3://my-bucket/year=2024/month=01/'],
  [TRAINING, 'training_data', 'data/Übung/München (1).csv'],
  [TRAINING, 'attribute_names', '["source-ref", "class"]'],
  [TRAINING, 'attribute_names', '[]'],
  [TRAINING, 'compression_type', ''],
  [TRAINING, 'kms_key_arn', ''],
  [TRAINING, 'kms_key_arn', 'arn:aws-cn:kms:cn-north-1:123456789012:alias/a/b'],
  [TRAINING, 'kms_key_arn', 'arn:aws:kms:mx-central-1:123456789012:key/mrk-0a1b2c'],
  [TRAINING, 'model_name', 'a'.repeat(63)],
  [TRAINING, 'model_name', ' churn '],
  [TRAINING, 'model_framework_version', 1],
  [TRAINING, 'training_data', '/data'],
  [TRAINING, 'training_data', 'hour=2024-01-01 00%3A00/'],
  [TUNER, 'job_name', 'a'.repeat(32)],
  [TRAINING, 'algo_hyperparameters', { cardinality: [4, 2], interaction_constraints: [[0, 1], [2]] }],
  [TUNER, 'hyperparameters_ranges', { eta: ['continuous', ['0.1', '1e-3']], k: ['integer', [1, 2, 'Auto']] }],
  [REALTIME, 'endpoint_name', ' My-Endpoint '],
  [REALTIME, 'endpoint_name', ''],
  [REALTIME, 'endpoint_name', '  '],
  [REALTIME, 'data_capture_location', 's3://my-bucket/x/'],
  [REALTIME, 'data_capture_location', 'my.bucket'],
  [REALTIME, 'inference_instance', { dev: 'ml.t2.medium', prod: 'ml.p4d.24xlarge' }],
  [REALTIME, 'data_capture_percentage', 0],
  [REALTIME, 'model_package_name', 'arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/3'],
  [BATCH, 'schedule_expression', 'cron(0/15 8-18 ? * MON-FRI 2025-2030)'],
  [BATCH, 'schedule_expression', 'cron(0 6 1 * ? *)'],
  [BATCH, 'schedule_expression', 'rate(1 hour)'],
  [BATCH, 'custom_image_uri', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/model:v1.2_3'],
  [QUALITY, 'schedule_expression', 'cron(0 00/12 ? * * *)'],
  [QUALITY, 'baseline_max_runtime_seconds', ''],
  [IMAGE, 'image_tag', 'v1.2_3'],
  [IMAGE, 'depends_on', ['v1.2_3/byom_image_builder', 'churn/byom_realtime_builtin/canary']],
  [IMAGE, 'tags', { Team: 'Zähler + Söhne', 'cost-center': '' }],
];

/** One fault each: where it is reported, and by which keyword. */
const REJECTED: readonly (readonly [...Row, error: string])[] = [
  [TRAINING, 'instance_count', 0, ' minimum'],
  [TRAINING, 'instance_count', '0', ' textMinimum'],
  [TRAINING, 'instance_count', '-1', ' pattern'],
  [TRAINING, 'instance_count', '', ' pattern'],
  [TRAINING, 'instance_count', 1.5, ' type'],
  [TRAINING, 'max_runtime_per_job', '599', ' textMinimum'],
  [TRAINING, 'max_runtime_per_job', 2 ** 31, ' maximum'],
  [TRAINING, 'max_runtime_per_job', '2147483648', ' textMaximum'],
  [TRAINING, 'max_runtime_per_job', { dev: 600, prod: 1 }, '/prod minimum'],
  [TRAINING, 'max_runtime_per_job', { 'not a stage': 600 }, ' additionalProperties'],
  [TRAINING, 'max_runtime_per_job', {}, ' minProperties'],
  [TRAINING, 'use_spot_instances', 'yes', ' enum'],
  [TRAINING, 'model_name', '', ' pattern'],
  [TRAINING, 'model_name', 'a'.repeat(64), ' maxLength'],
  [TRAINING, 'model_name', '-churn', ' pattern'],
  [TRAINING, 'model_name', 'churn-', ' pattern'],
  [TRAINING, 'model_name', 'my_model', ' pattern'],
  [TRAINING, 'model_name', 'churn\n', ' pattern'],
  [TRAINING, 'instance_type', 'ml.m5.large\n', ' pattern'],
  [TRAINING, 'instance_type', 'x; rm -rf / ml.m5.large', ' pattern'],
  ...[
    '/',
    '//a',
    'a//b',
    's3://my-bucket//a',
    'a/../b',
    '/../b',
    '..',
    'a/%2e%2e/b',
    'a\\b',
    'a?b',
    'a#b',
    'a\0b',
    's3://bucket',
    's3:/bucket/a',
    's3:///a',
    's3://s3://bucket/a',
    'https://bucket/a',
    's3://A_b/a',
    'x\u202Ey',
  ].map((value) => [TRAINING, 'training_data', value, ' pattern'] as const),
  [TRAINING, 'training_data', 'a'.repeat(1101), ' maxLength'],
  ...[
    'A_b/x',
    'ab',
    '192.168.0.1/x',
    'xn--x/y',
    'abc-s3alias/x',
    'a..b/x',
    '/bucket/x',
    'bucket//x',
    's3:///bucket',
    's3://s3://bucket/x',
    'https://bucket/x',
  ].map((value) => [REALTIME, 'data_capture_location', value, ' pattern'] as const),
  [TRAINING, 'algo_hyperparameters', {}, ' minProperties'],
  [TRAINING, 'algo_hyperparameters', { depth: null }, '/depth type'],
  [TRAINING, 'algo_hyperparameters', { depth: { a: 1 } }, '/depth type'],
  [TRAINING, 'algo_hyperparameters', { depth: [1, 'a'] }, '/depth/1 type'],
  [TRAINING, 'algo_hyperparameters', { depth: [[[1]]] }, '/depth/0/0 type'],
  [TRAINING, 'algo_hyperparameters', { 'a b': 1 }, ' additionalProperties'],
  [TRAINING, 'algo_hyperparamaters', { depth: 1 }, ' false schema at /algo_hyperparameters'],
  [TRAINING, 'attribute_names', '[1]', ' pattern'],
  [TRAINING, 'environment', { '1A': 'x' }, ' additionalProperties'],
  [TRAINING, 'vpc_config', { security_group_ids: ['sg-0a1b2c3d'] }, ' required'],
  [TRAINING, 'vpc_config', { security_group_ids: ['sg-0a1b2c3d'], subnets: ['x'] }, '/subnets/0 pattern'],
  [TUNER, 'job_name', 'a'.repeat(33), ' maxLength'],
  [TUNER, 'tuner_configs', { objective_metric_name: 'x', max_jobs: '10' }, '/max_jobs type'],
  [TUNER, 'tuner_configs', { objective_metric_name: 'x', warm_start_config: {} }, ' additionalProperties'],
  [TUNER, 'hyperparameters_ranges', { eta: ['floaty', [0, 1]] }, '/eta/0 enum'],
  [TUNER, 'hyperparameters_ranges', { eta: ['continuous', [0]] }, '/eta/1 minItems'],
  [TUNER, 'hyperparameters_ranges', { eta: ['continuous', [0, 'x']] }, '/eta/1/1 pattern'],
  [TUNER, 'hyperparameters_ranges', { eta: ['continuous', [0, 1], 'Auto'] }, '/eta maxItems'],
  [TUNER, 'hyperparameters_ranges', { opt: ['categorical', []] }, '/opt/1 minItems'],
  [TUNER, 'hyperparameters_ranges', { opt: ['categorical', 'sgd'] }, '/opt/1 type'],
  [REALTIME, 'kms_key_arn', 'arn:aws:kms:us-east-1:1234:key/x', ' pattern'],
  [REALTIME, 'data_capture_percentage', 101, ' maximum'],
  [REALTIME, 'serverless', { memory_size_in_mb: 1500, max_concurrency: 5 }, '/memory_size_in_mb enum'],
  [
    REALTIME,
    'autoscaling',
    { min_instances: 0, max_instances: 1, invocations_per_instance: 1 },
    '/min_instances minimum',
  ],
  [REALTIME, 'deployment', { strategy: 'canary', alarms: ['a', 'a'] }, '/alarms uniqueItems'],
  ...['cron(* * * * * *)', 'rate(1 minutes)', 'rate(0 days)', 'cron(0 6 * * *)', 'cron(0 6 ? * * *)),x'].map(
    (value) => [BATCH, 'schedule_expression', value, ' pattern'] as const,
  ),
  ...['cron(* * * * * *)', 'rate(1 hour)', 'cron(0 24 ? * * *)', 'cron(0 * ? * * *)),x', 'cron(30 * ? * * *)'].map(
    (value) => [QUALITY, 'schedule_expression', value, ' pattern'] as const,
  ),
  [BATCH, 'batch_strategy', 'Both', ' enum'],
  [BATCH, 'custom_image_uri', 'docker.io/library/python:3', ' pattern'],
  [QUALITY, 'engine', 'other', ' enum'],
  [QUALITY, 'monitor_max_runtime_seconds', 86401, ' maximum'],
  ['byom_model_bias_monitor', 'bias_config', { facet_name: 'age' }, ' required'],
  ['byom_model_explainability_monitor', 'shap_config', { text_config: {} }, ' additionalProperties'],
  ['byom_model_explainability_monitor', 'shap_config', { agg_method: 'max' }, '/agg_method enum'],
  [IMAGE, 'image_tag', '.x', ' pattern'],
  [IMAGE, 'ecr_repo_name', 'Upper', ' pattern'],
  [IMAGE, 'stages', ['dev', 'dev'], ' uniqueItems'],
  [IMAGE, 'stages', [], ' minItems'],
  [IMAGE, 'name', 'a'.repeat(31), ' maxLength'],
  [IMAGE, 'depends_on', ['churn/byom_realtime'], '/0 pattern'],
  [IMAGE, 'tags', { 'aws:x': 'y' }, ' additionalProperties'],
  [IMAGE, 'tags', { 'mlops:stage': 'y' }, ' additionalProperties'],
  [IMAGE, 'tags', { '': 'y' }, ' additionalProperties'],
  [IMAGE, 'tags', { k: 'y'.repeat(257) }, '/k maxLength'],
  [IMAGE, 'tags', Object.fromEntries(Array.from({ length: 46 }, (_, i) => [`k${i}`, 'v'])), ' maxProperties'],
];

describe('values', () => {
  let validators: typeof Validators;

  before(async () => {
    validators = await loadValidators();
  });

  function errorsOf(type: PipelineType, change: Readonly<Record<string, unknown>>): string[] {
    const validate = validators.validatorFor(type);
    validate?.({ ...readExample(`${type}/minimal/mlops-config.json`).value, ...change });
    return (validate?.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  }

  for (const [index, [type, attribute, value]] of ACCEPTED.entries()) {
    it(`accepts ${index}: ${attribute} ${JSON.stringify(value).slice(0, 80)}`, () => {
      expect(errorsOf(type, { [attribute]: value })).to.deep.equal([]);
    });
  }

  for (const [index, [type, attribute, value, error]] of REJECTED.entries()) {
    it(`rejects ${index}: ${attribute} ${JSON.stringify(value).slice(0, 80)}`, () => {
      const [keyword, elsewhere] = error.split(' at ');
      const expected = elsewhere === undefined ? `/${attribute}${error}` : `${elsewhere}${String(keyword)}`;
      expect(errorsOf(type, { [attribute]: value })).to.deep.equal([expected]);
    });
  }

  it('needs image and artifact unless there is a model package', () => {
    const sources = ['model_framework', 'model_framework_version', 'model_artifact_location'];
    const bare = omit(readExample(`${REALTIME}/minimal/mlops-config.json`).value, ...sources);
    const validate = validators.validatorFor(REALTIME);
    for (const [model_package_name, missing] of [
      [undefined, sources],
      ['', sources],
      ['arn:aws:sagemaker:us-east-1:123456789012:model-package/a/1', []],
    ] as const) {
      validate?.({ ...bare, ...(model_package_name === undefined ? {} : { model_package_name }) });
      expect((validate?.errors ?? []).map(({ params }) => params['missingProperty'])).to.deep.equal(missing);
    }
  });

  it('needs no instance type for a serverless endpoint', () => {
    const config = omit(readExample(`${REALTIME}/minimal/mlops-config.json`).value, 'inference_instance');
    const validate = validators.validatorFor(REALTIME);
    expect(validate?.({ ...config, serverless: { memory_size_in_mb: 1024, max_concurrency: 5 } })).to.equal(true);
  });

  for (const problem of ['Regression', 'MulticlassClassification', 'BinaryClassification']) {
    it(`asks for the attributes that ${problem} needs`, () => {
      const { value } = readExample('byom_model_quality_monitor/minimal/mlops-config.json');
      const config = omit(value, 'monitor_inference_attribute');
      const validate = validators.validatorFor('byom_model_quality_monitor');
      validate?.({ ...config, problem_type: problem });
      expect(validate?.errors?.map(({ params }) => params['missingProperty'])).to.deep.equal([
        problem === 'BinaryClassification' ? 'baseline_probability_attribute' : 'monitor_inference_attribute',
      ]);
    });
  }
});
