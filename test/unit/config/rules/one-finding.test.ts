import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { rules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { settingsWith, stage, testRules, type Configs } from './check-configs.ts';
import { batch, imageBuilder, realtime, realtimeCustom, training, tuner } from './workloads.ts';

const KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Findings of settings and files together, as the program would. */
function checkRepository(settings: unknown, configs: Configs): readonly string[] {
  const parsed = parseSettings(settings === undefined ? undefined : toBytes(settings));
  const files = Object.entries(configs).map(([path, value]) => ({ path, bytes: toBytes(value) }));
  const { findings } = loadDesired({ files, settings: parsed.settings, settingsFile: parsed.source, rules });
  return [...parsed.findings, ...findings].map(({ file, code, pointer }) => `${file} ${code} ${pointer}`);
}

const DEV = { name: 'dev', account: '111111111111', region: 'us-east-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'us-east-1' };

/** An endpoint with a map for `dev` and another stage. */
function servedIn(name: string, other: string, overrides = {}): unknown {
  return realtime({ model_name: name, endpoint_name: name, kms_key_arn: { dev: '', [other]: '' }, ...overrides });
}

describe('one mistake of the settings', () => {
  const configs = {
    'a.json': realtime({ kms_key_arn: { dev: `arn:aws:kms:us-east-1:111111111111:${KEY}`, prod: '' } }),
    'b.json': realtimeCustom({ model_name: 'b', endpoint_name: 'b', stages: ['dev'] }),
  };
  function check(dev: unknown, prod: unknown = PROD): readonly string[] {
    return checkRepository({ stages: [dev, prod] }, configs);
  }

  it('is none', () => {
    expect(check(DEV)).to.deep.equal([]);
  });
  it('a misspelt region', () => {
    expect(check({ ...DEV, region: 'us-esat-1' })).to.deep.equal([
      'mlops-settings.json region-unknown /stages/0/region',
    ]);
  });
  it('an account without quotes', () => {
    expect(check({ ...DEV, account: 111111111111 })).to.deep.equal([
      'mlops-settings.json wrong-type /stages/0/account',
    ]);
  });
  it('an account with too few digits', () => {
    expect(check({ ...DEV, account: '11111111111' })).to.deep.equal([
      'mlops-settings.json wrong-form /stages/0/account',
    ]);
  });
  it('a stage of another name than config files give it', () => {
    const findings = checkRepository(
      { stages: [DEV, { ...PROD, name: 'prdo' }] },
      { ...configs, 'c.json': servedIn('c', 'prod') },
    );
    expect(findings).to.deep.equal(['mlops-settings.json unknown-stage /stages/1/name']);
  });
  it('the first stage of another name, beside other findings, which stay', () => {
    const qa = servedIn('c', 'qa', { stages: ['dev', 'qa'], inference_instance: 'ml.m5.lrage' });
    const written = { stages: [{ ...PROD, name: 'prdo' }, DEV] };
    expect(
      checkRepository(written, { 'c.json': qa, 'd.json': servedIn('d', 'prod'), 'e.json': servedIn('e', 'prod') }),
    ).to.deep.equal([
      'c.json instance-type-unknown /inference_instance',
      'c.json unknown-stage /kms_key_arn/qa',
      'c.json unknown-stage /stages/1',
      'mlops-settings.json unknown-stage /stages/0/name',
    ]);
    const named = servedIn('c', 'prod', { kms_key_arn: '', stages: ['dev', 'prdo'] });
    expect(
      checkRepository(written, { 'c.json': named, 'd.json': servedIn('d', 'prod'), 'e.json': servedIn('e', 'prod') }),
    ).to.deep.equal(['d.json unknown-stage /kms_key_arn/prod', 'e.json unknown-stage /kms_key_arn/prod']);
  });
  it('a stage of another name is shown where it stands, with three of the places that mean it', () => {
    const files = ['a', 'b', 'c', 'd'].map((name) => ({
      path: `${name}.json`,
      bytes: toBytes(servedIn(name, 'prod')),
    }));
    const { settings, source } = parseSettings(toBytes({ stages: [DEV, { ...PROD, name: 'prdo' }] }));
    const [finding, ...others] = loadDesired({ files, settings, settingsFile: source, rules }).findings;
    expect(others).to.deep.equal([]);
    expect([finding?.severity, finding?.line]).to.deep.equal(['error', 9]);
    expect(finding?.related?.map(({ file, line }) => `${file}:${line}`)).to.deep.equal([
      'a.json:12',
      'b.json:12',
      'c.json:12',
    ]);
  });
  it('an account of a wrong form is compared with where it is plain what was meant, and only there', () => {
    const foreign = {
      'c.json': realtime({
        model_name: 'c',
        endpoint_name: 'c',
        stages: ['dev'],
        kms_key_arn: `arn:aws:kms:us-east-1:999999999999:${KEY}`,
      }),
    };
    function said(account: unknown): readonly string[] {
      return checkRepository({ stages: [{ ...DEV, account }, PROD] }, { ...configs, ...foreign });
    }
    expect(said(111111111111)).to.deep.equal([
      'mlops-settings.json wrong-type /stages/0/account',
      'c.json foreign-account /kms_key_arn',
    ]);
    for (const account of [1111111111111, 'x111111111111']) expect(said(account)).to.have.lengthOf(1);
  });
  it('a stage that some files call rightly leaves the findings with the others', () => {
    expect(
      checkRepository(
        { stages: [DEV, PROD] },
        { 'a.json': servedIn('a', 'prod'), 'b.json': servedIn('b', 'prd'), 'c.json': servedIn('c', 'prd') },
      ),
    ).to.deep.equal(['b.json unknown-stage /kms_key_arn/prd', 'c.json unknown-stage /kms_key_arn/prd']);
  });
  it('a stage that one place names for several workloads is wrong there', () => {
    const { pipeline_type, kms_key_arn, ...rest } = servedIn('a', 'prdo') as Record<string, unknown>;
    const workloads = [
      { ...rest, pipeline_type },
      { ...rest, pipeline_type, model_name: 'b', endpoint_name: 'b' },
    ];
    const findings = checkRepository({ stages: [DEV, PROD] }, { 'a.json': { defaults: { kms_key_arn }, workloads } });
    expect(findings).to.deep.equal(['a.json unknown-stage /defaults/kms_key_arn/prdo']);
  });
  it('two stages of one name', () => {
    expect(check(DEV, { ...PROD, name: 'dev' })).to.deep.equal(['mlops-settings.json duplicate-stage /stages/1/name']);
  });
});

describe('a repository that does not say where it is deployed', () => {
  const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1';
  it('takes any account and region', () => {
    const kms_key_arn = `arn:aws:kms:eu-west-1:123456789012:${KEY}`;
    const configs = {
      'a.json': training({ kms_key_arn }),
      'b.json': realtimeCustom({ custom_image_uri: image }),
    };
    expect(checkRepository(undefined, configs)).to.deep.equal([]);
    expect(checkRepository({ target: 'aws' }, configs)).to.deep.equal([]);
  });
  it('compares with as much as the settings say', () => {
    const configs = { 'a.json': training({ kms_key_arn: `arn:aws:kms:eu-west-1:111111111111:${KEY}` }) };
    const { name, region } = DEV;
    for (const stage of [
      { name, region },
      { ...DEV, name: 'default' },
    ]) {
      expect(checkRepository({ stages: [stage] }, configs)).to.deep.equal(['a.json foreign-region /kms_key_arn']);
    }
    const kms_key_arn = { dev: `arn:aws:kms:us-east-1:222222222222:${KEY}`, prod: '' };
    expect(
      checkRepository({ stages: [{ name, region }, PROD] }, { 'a.json': realtime({ kms_key_arn }) }),
    ).to.deep.equal([]);
  });
  it('still takes no region that there is not, and none of another partition', () => {
    expect(
      checkRepository(undefined, {
        'a.json': training({ kms_key_arn: `arn:aws:kms:eu-wset-1:123456789012:${KEY}` }),
        'b.json': training({ model_name: 'b', kms_key_arn: `arn:aws:kms:cn-north-1:123456789012:${KEY}` }),
        'c.json': realtimeCustom({ custom_image_uri: image.replace('eu-west-1', 'eu-wset-1') }),
      }),
    ).to.deep.equal([
      'a.json foreign-region /kms_key_arn',
      'b.json foreign-partition /kms_key_arn',
      'c.json foreign-region /custom_image_uri',
    ]);
  });
});

describe('one mistake of a key', () => {
  testRules([
    {
      title: 'a misspelt optional attribute is not absent as well',
      config: training({ max_runtime_per_job: 200000, max_wait_time_spot_instance: 250000 }),
      expected: [{ code: 'unknown-attribute', pointer: '/max_wait_time_spot_instance', hint: 'max_wait_time_spot_i' }],
    },
    {
      title: 'nor is a misspelt member',
      config: tuner({
        tuner_configs: { objective_metric_name: 'validation:auc', max_job: 10, max_parallel_jobs: 4 },
      }),
      expected: [{ code: 'unknown-attribute', pointer: '/tuner_configs/max_job', hint: '`max_jobs`' }],
    },
    {
      title: 'nor does one hide the right one beside it',
      config: tuner({
        tuner_configs: { objective_metric_name: 'validation:auc', max_job: 10, max_jobs: 2, max_parallel_jobs: 4 },
      }),
      expected: [
        { code: 'unknown-attribute', pointer: '/tuner_configs/max_job' },
        { code: 'tuner-parallel-jobs', pointer: '/tuner_configs/max_parallel_jobs' },
      ],
    },
    {
      title: 'what else is wrong is still said',
      config: tuner({
        tuner_configs: { objective_metric_name: 'validation:acu', max_job: 10, max_parallel_jobs: 4 },
      }),
      expected: [
        { code: 'tuner-metric-unknown', severity: 'warning', pointer: '/tuner_configs/objective_metric_name' },
        { code: 'unknown-attribute', pointer: '/tuner_configs/max_job' },
      ],
    },
    {
      title: 'a member of which a word is missing',
      config: realtime({
        inference_instance: undefined,
        data_capture_percentage: 0,
        serverless: { memory_in_mb: 2048, max_concurrency: 5 },
      }),
      expected: [{ code: 'unknown-attribute', pointer: '/serverless/memory_in_mb', hint: '`memory_size_in_mb`' }],
    },
    {
      title: 'a misspelt default is not missing in each workload',
      config: {
        defaults: {
          ...realtime({ inference_instance: undefined, endpoint_name: undefined, model_name: undefined }),
          inferance_instance: 'ml.m5.large',
        },
        workloads: [{ model_name: 'a' }, { model_name: 'b' }],
      },
      expected: [{ code: 'unknown-attribute', pointer: '/defaults/inferance_instance', hint: '`inference_instance`' }],
    },
    {
      title: 'an item twice, at the second',
      config: realtime({ stages: ['dev', 'dev'] }),
      expected: [{ code: 'duplicate-item', pointer: '/stages/1', message: '`"dev"` stands in the list a second time' }],
    },
    {
      title: 'a step that is too small says nothing of the waits',
      config: realtime({
        deployment: {
          strategy: 'linear',
          step_percentage: 5,
          wait_seconds: 300,
          maximum_execution_timeout_seconds: 3600,
        },
      }),
      expected: [{ code: 'deployment-step', pointer: '/deployment/step_percentage' }],
    },
    {
      title: 'a list of texts as a hyperparameter, and one value instead of a list to try',
      config: tuner({
        algo_hyperparameters: { num_round: 9, eval_metrics: ['auc', 'rmse'] },
        hyperparameters_ranges: { booster: ['categorical', 'dart'] },
      }),
      expected: [
        { code: 'wrong-type', pointer: '/algo_hyperparameters/eval_metrics/0', hint: 'as one text' },
        { code: 'wrong-type', pointer: '/hyperparameters_ranges/booster/1', hint: '["categorical", ["dart"]]' },
      ],
    },
    {
      title: 'a number in words',
      config: tuner({
        tuner_configs: { objective_metric_name: 'validation:auc', max_jobs: 'ten', max_parallel_jobs: 1 },
      }),
      expected: [{ code: 'wrong-type', pointer: '/tuner_configs/max_jobs', hint: 'a whole number without quotes' }],
    },
    {
      title: 'a name in other letters is of a wrong form, and mixes nothing; a note may mix them',
      config: training({ model_name: '\u043c\u043e\u0434\u0435\u043b\u044c', tags: { note: 'p\u0430per' } }),
      expected: [{ code: 'wrong-form', pointer: '/model_name' }],
    },
    {
      title: 'a pipeline type in brackets is none',
      config: training({ pipeline_type: ['model_training_builtin'] }),
      expected: [{ code: 'unknown-pipeline-type', pointer: '/pipeline_type' }],
    },
    {
      title: 'capitals before a schedule leave its days as they are',
      config: batch({ schedule_expression: 'CRON(0 4 ? * SUN *)' }),
      expected: [{ code: 'wrong-form', pointer: '/schedule_expression', hint: '`cron(0 4 ? * SUN *)`' }],
    },
    {
      title: 'both spellings: the old one is to go',
      config: training({ algo_hyperparamaters: { num_round: 1 } }),
      expected: [
        { code: 'both-spellings', pointer: '/algo_hyperparamaters', message: 'beside `algo_hyperparameters`' },
      ],
    },
  ]);
});

describe('values of other stages, and of other workloads', () => {
  const [own, other] = [`arn:aws:kms:us-east-1:111111111111:${KEY}`, `arn:aws:kms:us-east-1:222222222222:${KEY}`];
  const stages = settingsWith([stage('dev'), stage('prod', { account: '222222222222' })]);
  function image(name: string, account = '111111111111'): string {
    return `${account}.dkr.ecr.us-east-1.amazonaws.com/${name}`;
  }
  function served(name: string, imageName: string, account?: string): unknown {
    return realtimeCustom({
      model_name: name,
      endpoint_name: name,
      custom_image_uri: { dev: image(imageName, account) },
    });
  }
  testRules([
    {
      title: 'a key of another stage in a map',
      config: realtime({ kms_key_arn: { dev: other, prod: other } }),
      settings: stages,
      expected: [
        { code: 'foreign-account', severity: 'warning', pointer: '/kms_key_arn/dev', message: 'of stage `prod`' },
      ],
    },
    {
      title: 'accepts one key for all',
      config: realtime({ kms_key_arn: own }),
      settings: stages,
      expected: [],
    },
    {
      title: 'accepts keys of allowed accounts, and images of other stages',
      configs: {
        'a.json': realtime({ kms_key_arn: { dev: other, prod: other } }),
        'b.json': realtimeCustom({
          model_name: 'b',
          endpoint_name: 'b',
          custom_image_uri: {
            dev: image('team-images:v1', '222222222222'),
            prod: image('team-images:v1', '222222222222'),
          },
        }),
      },
      settings: { ...stages, allowedAccounts: ['222222222222'] },
      expected: [],
    },
    {
      title: 'accepts images of other stages, which are lent by nature',
      config: realtimeCustom({
        custom_image_uri: { dev: image('churn:v1', '222222222222'), prod: image('churn:v1', '222222222222') },
      }),
      settings: stages,
      expected: [],
    },
    {
      title: 'regions that there are not, where no stage says which one is wanted',
      configs: {
        'a.json': training({ kms_key_arn: own.replace('us-east-1', 'eu-wset-1') }),
        'b.json': training({ model_name: 'b', kms_key_arn: own.replace('us-east-1', 'zz-neverland-9') }),
      },
      settings: settingsWith([stage('default', { account: '000000000000' })]),
      expected: [
        { code: 'foreign-region', pointer: '/kms_key_arn', hint: 'did you mean `eu-west-1`?' },
        { code: 'foreign-region', pointer: '/kms_key_arn', hint: 'write its code' },
      ],
    },
    {
      title: 'images whose repository or tag is misspelt, at the value of the stage',
      configs: {
        'a.json': realtimeCustom({ custom_image_uri: image('churn:v1') }),
        'b.json': served('b', 'team-imgaes:v1'),
        'c.json': served('c', 'team-imgaes:v1'),
        'd.json': served('d', 'team-images:v1'),
        'e.json': served('e', 'team-images:v3'),
        'x.json': imageBuilder({ ecr_repo_name: 'other-images', image_tag: 'v0' }),
        'y.json': imageBuilder(),
      },
      expected: ['b', 'c', 'e'].map((name) => ({
        code: 'custom-image-unbuilt',
        severity: 'warning',
        file: `${name}.json`,
        pointer: '/custom_image_uri/dev',
        hint: name === 'e' ? '`v1`' : '`team-images`',
      })),
    },
    {
      title: 'accepts an image of a repository that is another one, of a tag or in an account that nobody builds',
      configs: {
        'a.json': realtimeCustom({ custom_image_uri: image('churn:v1') }),
        'b.json': served('b', 'team-imgaes:v2'),
        'c.json': served('c', 'team-imgaes:v1', '222222222222'),
        'd.json': imageBuilder(),
      },
      settings: settingsWith([stage('dev')], { allowedAccounts: ['222222222222'] }),
      expected: [],
    },
  ]);
});
