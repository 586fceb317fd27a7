import { expect } from 'chai';

import { checkDuplicateWorkload } from '../../../../processor/config/rules/commit/duplicate-workload.ts';
import type { ResolvedWorkload } from '../../../../processor/config/rules/shared/rule.ts';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import { checkConfigs, ONE_STAGE, settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { autopilot, dataQuality, imageBuilder, realtime, realtimeCustom, training, tuner } from './workloads.ts';

const SHARED = settingsWith([stage('dev'), stage('qa')]);

describe('rules: duplicate workloads', () => {
  testRules([
    {
      title: 'fixture 54: one identity in two folders, both named, said once for two stages',
      configs: {
        'a/mlops-config.json': realtime({ endpoint_name: undefined }),
        'b/mlops-config.json': realtime({ endpoint_name: undefined }),
      },
      settings: TWO_STAGES,
      expected: [
        {
          code: 'duplicate-workload',
          pointer: '/model_name',
          file: 'b/mlops-config.json',
          message: 'a second `byom_realtime_builtin`',
          related: ['a/mlops-config.json'],
        },
      ],
    },
    {
      title: 'fixture 53: names that differ only by case',
      configs: { 'a.json': training({ model_name: 'Model-A' }), 'b.json': training({ model_name: 'model-a' }) },
      expected: [
        {
          code: 'duplicate-workload',
          pointer: '/model_name',
          file: 'b.json',
          message: 'differs only by upper and lower case',
        },
      ],
    },
    {
      title: 'accepts a second workload with a name, a second type, a second model',
      config: {
        workloads: [training(), training({ name: 'weekly' }), autopilot(), training({ model_name: 'fraud' })],
      },
      expected: [],
    },
    {
      title: 'finds two workloads with the same name',
      config: { workloads: [training({ name: 'weekly' }), training({ name: 'Weekly' })] },
      expected: [{ code: 'duplicate-workload', pointer: '/workloads/1/name', related: ['mlops-config.json'] }],
    },
    {
      title: 'accepts one identity in different stages',
      configs: { 'a.json': training({ stages: ['dev'] }), 'b.json': training({ stages: ['prod'] }) },
      settings: TWO_STAGES,
      expected: [],
    },
  ]);

  it('fixture 41: an NFC and an NFD form of one name are one', () => {
    const context = {
      settings: ONE_STAGE,
      written: [],
      resolved: [resolved('caf\u00e9', 'a.json'), resolved('cafe\u0301', 'b.json')],
    };
    const findings = checkDuplicateWorkload(context);
    expect(findings.map(({ code, file }) => [code, file])).to.deep.equal([['duplicate-workload', 'b.json']]);
  });

  it('finds different identities with one stack', () => {
    const context = {
      settings: ONE_STAGE,
      written: [],
      resolved: [resolved('a.b', 'a.json', 'same'), resolved('a_b', 'b.json', 'same')],
    };
    expect(checkDuplicateWorkload(context).map(({ code }) => code)).to.deep.equal(['duplicate-stack-name']);
  });
});

/** A workload that no schema would let through, to show that the rule does not lean on the schema. */
function resolved(modelName: string, file: string, stackName = `stack-${file}`): ResolvedWorkload {
  const source = { file, value: {}, locate: () => ({ line: 1, column: 1 }) };
  const pipelineType = 'model_training_builtin' as const;
  const written = {
    source,
    pipelineType,
    pointer: '',
    attributes: { model_name: modelName },
    pointerOf: () => '/model_name',
  };
  const spec = {
    modelName,
    pipelineType,
    stackName,
    environment: stage('dev'),
    attributes: {},
  } as unknown as PipelineSpec;
  return {
    written,
    workload: {
      identity: { stage: 'dev', modelName, pipelineType },
      configPath: file,
      pointer: '',
      spec,
      dependsOn: [],
    },
  };
}

describe('rules: duplicate names', () => {
  testRules([
    {
      title: 'fixture 55: two endpoints with one name',
      configs: { 'a.json': realtime(), 'b.json': realtime({ model_name: 'fraud', endpoint_name: 'CHURN-LIVE' }) },
      expected: [{ code: 'duplicate-endpoint-name', pointer: '/endpoint_name', file: 'b.json', related: ['a.json'] }],
    },
    {
      title: 'accepts one endpoint name in two accounts',
      config: realtime(),
      settings: TWO_STAGES,
      expected: [],
    },
    {
      title: 'finds one endpoint name in two stages of one account and region',
      config: realtime(),
      settings: SHARED,
      expected: [
        {
          code: 'duplicate-endpoint-name',
          pointer: '/endpoint_name',
          message: 'stages `dev` and `qa` share',
          hint: '"qa"',
        },
      ],
    },
    {
      title: 'accepts one endpoint name per stage',
      config: realtime({ endpoint_name: { dev: 'churn-dev', qa: 'churn-qa' } }),
      settings: SHARED,
      expected: [],
    },
    {
      title: 'finds one job name twice, but not across kinds of jobs',
      configs: {
        'a.json': training({ job_name: 'churn-1' }),
        'b.json': training({ model_name: 'fraud', job_name: 'churn-1' }),
        'c.json': tuner({ job_name: 'churn-1' }),
      },
      expected: [{ code: 'duplicate-job-name', pointer: '/job_name', file: 'b.json', related: ['a.json'] }],
    },
    {
      title: 'finds two builders of one image',
      configs: { 'a.json': imageBuilder(), 'b.json': imageBuilder({ name: 'second' }) },
      expected: [{ code: 'duplicate-image', pointer: '/image_tag', file: 'b.json', related: ['a.json'] }],
    },
    {
      title: 'says of a copied builder only that it is a copy',
      configs: { 'a.json': imageBuilder(), 'b.json': imageBuilder() },
      expected: [{ code: 'duplicate-workload', pointer: '/image_tag', file: 'b.json', related: ['a.json'] }],
    },
  ]);
});

describe('rules: dependencies', () => {
  testRules([
    {
      title: 'accepts a dependency',
      config: { workloads: [training(), realtime({ depends_on: ['churn/model_training_builtin'] })] },
      expected: [],
    },
    {
      title: 'suggests the nearest workload',
      config: { workloads: [training(), realtime({ depends_on: ['chrun/model_training_builtin'] })] },
      expected: [
        {
          code: 'depends-on-unknown',
          pointer: '/workloads/1/depends_on/0',
          hint: 'did you mean `churn/model_training_builtin`?',
        },
      ],
    },
    {
      title: 'tells of a workload that only goes to later stages',
      config: {
        workloads: [
          training({ stages: ['prod'] }),
          realtime({ stages: ['dev'], depends_on: ['churn/model_training_builtin'] }),
        ],
      },
      settings: TWO_STAGES,
      expected: [
        {
          severity: 'warning',
          code: 'depends-on-later',
          pointer: '/workloads/1/depends_on/0',
          message: 'only goes to `prod`, after `dev`, where this workload goes last',
        },
      ],
    },
    {
      title: 'accepts one of an earlier stage, and one that is there in the last stage',
      config: {
        workloads: [
          training({ stages: ['dev'] }),
          realtime({ stages: ['prod'], depends_on: ['churn/model_training_builtin'] }),
          tuner({ model_name: 'other', stages: ['prod'] }),
          autopilot({ model_name: 'third', stages: ['dev', 'prod'], depends_on: ['other/model_tuner_builtin'] }),
        ],
      },
      settings: TWO_STAGES,
      expected: [],
    },
    {
      title: 'refuses a workload that depends on itself',
      config: training({ depends_on: ['Churn/model_training_builtin'] }),
      expected: [{ code: 'depends-on-itself', pointer: '/depends_on/0' }],
    },
    {
      title: 'refuses a circle and names all of it once, in both stages',
      config: {
        workloads: [
          realtime({ model_name: 'a', endpoint_name: undefined, depends_on: ['b/byom_realtime_builtin'] }),
          realtime({ model_name: 'b', endpoint_name: undefined, depends_on: ['c/byom_realtime_builtin'] }),
          realtime({ model_name: 'c', endpoint_name: undefined, depends_on: ['a/byom_realtime_builtin'] }),
        ],
      },
      settings: TWO_STAGES,
      expected: [
        {
          code: 'dependency-cycle',
          pointer: '/workloads/0/depends_on',
          message:
            '`a/byom_realtime_builtin` depends on `b/byom_realtime_builtin`, which depends on `c/byom_realtime_builtin`',
          related: ['mlops-config.json', 'mlops-config.json'],
        },
      ],
    },
    {
      title: 'refuses an explicit dependency against an inferred one',
      config: {
        workloads: [
          imageBuilder({ depends_on: ['churn/byom_realtime_custom'] }),
          realtimeCustom({ endpoint_name: undefined }),
        ],
      },
      expected: [{ code: 'dependency-cycle', pointer: '/workloads/0/depends_on', message: 'uses the image of' }],
    },
  ]);
});

describe('a circle of files', () => {
  it('is shown at each entry of `depends_on` that closes it', () => {
    const [circle] = checkConfigs({
      'a.json': realtime({ model_name: 'a', endpoint_name: undefined, depends_on: ['b/byom_realtime_builtin'] }),
      'b.json': realtime({ model_name: 'b', endpoint_name: undefined, depends_on: ['a/byom_realtime_builtin'] }),
    });
    expect(circle?.related?.map(({ file, line }) => [file, line > 1])).to.deep.equal([['b.json', true]]);
  });
});

describe('rules: foreign resources', () => {
  function key(where: string): string {
    return `arn:aws:kms:${where}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  }
  const model = 'arn:aws:sagemaker:us-east-1:999999999999:model-package/churn/3';
  const registered = {
    model_package_name: model,
    model_framework: undefined,
    model_framework_version: undefined,
    model_artifact_location: undefined,
  };
  const account = { code: 'foreign-account', pointer: '/kms_key_arn', hint: 'allowed_accounts' };
  testRules([
    {
      title: 'accepts a key of the stage, and an alias',
      configs: {
        'a.json': training({ kms_key_arn: key('us-east-1:111111111111') }),
        'b.json': autopilot({ kms_key_arn: 'arn:aws:kms:us-east-1:111111111111:alias/team' }),
      },
      expected: [],
    },
    {
      title: 'fixture 62: a key of another account',
      config: training({ kms_key_arn: key('us-east-1:999999999999') }),
      expected: [account],
    },
    {
      title: 'fixture 62: a model package of another account',
      config: realtime(registered),
      expected: [{ ...account, pointer: '/model_package_name' }],
    },
    {
      title: 'fixture 62: an image of another account',
      config: realtimeCustom({ custom_image_uri: '999999999999.dkr.ecr.us-east-1.amazonaws.com/team:v1' }),
      expected: [{ ...account, pointer: '/custom_image_uri' }],
    },
    {
      title: 'accepts AWS’s own registries',
      config: realtimeCustom({
        custom_image_uri: '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.1',
      }),
      expected: [],
    },
    {
      title: 'accepts allowed accounts',
      config: realtime(registered),
      settings: settingsWith([stage('dev')], { allowedAccounts: ['999999999999'] }),
      expected: [],
    },
    {
      title: 'fixture 62: a key of another region, at its stage',
      config: realtime({ kms_key_arn: { dev: key('us-east-1:111111111111'), prod: key('us-east-1:222222222222') } }),
      settings: TWO_STAGES,
      expected: [{ code: 'foreign-region', pointer: '/kms_key_arn/prod', message: '`us-east-1`', hint: '`eu-west-1`' }],
    },
    {
      title: 'fixture 62: a key of another partition',
      config: training({
        kms_key_arn: 'arn:aws-cn:kms:cn-north-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      }),
      expected: [{ code: 'foreign-partition', pointer: '/kms_key_arn', message: '`aws-cn`' }],
    },
    {
      title: 'accepts an endpoint and its monitor together',
      configs: { 'a.json': realtime(), 'b.json': dataQuality() },
      expected: [],
    },
  ]);
});
