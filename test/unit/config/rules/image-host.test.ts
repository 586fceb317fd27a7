import { settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { batch, realtimeCustom } from './workloads.ts';

const HOST = '111111111111.dkr.ecr.us-east-1';
const RIGHT = `${HOST}.amazonaws.com/fraud:v1`;
const SLIP = {
  code: 'wrong-form',
  severity: 'error',
  pointer: '/custom_image_uri',
  message: 'names the host `amazonws.com`, where ECR does not serve images',
  hint: 'did you mean `amazonaws.com`?',
} as const;

function batchCustom(custom_image_uri: unknown) {
  return batch({
    pipeline_type: 'byom_batch_custom',
    model_framework: undefined,
    model_framework_version: undefined,
    custom_image_uri,
  });
}

describe('rules: the host of an image', () => {
  testRules([
    {
      title: 'is an error with a slip in it, of an endpoint',
      config: realtimeCustom({ custom_image_uri: `${HOST}.amazonws.com/fraud:v1` }),
      expected: [SLIP],
    },
    {
      title: 'is an error with a slip in it, of a batch transform',
      config: batchCustom(`${HOST}.amazonws.com/fraud:v1`),
      expected: [SLIP],
    },
    {
      title: 'is said of the stage that has it',
      config: realtimeCustom({
        custom_image_uri: { dev: RIGHT, prod: '222222222222.dkr.ecr.eu-west-1.amazonws.com/fraud:v1' },
      }),
      settings: settingsWith(TWO_STAGES.stages, { allowedAccounts: ['111111111111', '222222222222'] }),
      expected: [{ ...SLIP, pointer: '/custom_image_uri/prod' }],
    },
    {
      title: 'is looked at where it is that of FIPS, too',
      config: realtimeCustom({ custom_image_uri: `${HOST.replace('ecr', 'ecr-fips')}.amazonws.com/fraud:v1` }),
      expected: [SLIP],
    },
    {
      title: 'is right',
      config: realtimeCustom({ custom_image_uri: RIGHT }),
      expected: [],
    },
    {
      title: 'has the suffix of its partition',
      config: realtimeCustom({
        custom_image_uri: '111111111111.dkr.ecr.cn-north-1.amazonaws.com.cm/fraud:v1',
        stages: ['dev'],
      }),
      settings: settingsWith([stage('dev', { region: 'cn-north-1' })]),
      expected: [{ ...SLIP, message: '`amazonaws.com.cm`', hint: 'did you mean `amazonaws.com.cn`?' }],
    },
  ]);
});
