import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { commitRules, fileRules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { checkConfigs, settingsWith, stage, testRules, type Configs } from './check-configs.ts';
import { autopilot, dataQuality, imageBuilder, realtime, realtimeCustom, training } from './workloads.ts';

const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const IMAGE = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/churn:v1';
const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-9' };
const PROD = { name: 'prod', account: '222222222222', region: 'us-east-1' };

/** As `mlops validate` does: rules of one file apart from those of a commit. */
function check(settings: object, configs: Configs): readonly string[] {
  const { findings, settings: complete, source } = parseSettings(toBytes(settings));
  const files = Object.entries(configs).map(([path, value]) => ({ path, bytes: toBytes(value) }));
  const loaded = loadDesired({ files, settings: complete, settingsFile: source, rules: commitRules, fileRules });
  return [...findings, ...loaded.findings].map(({ file, severity, code, pointer }) =>
    [file, severity, code, pointer].join(' '),
  );
}

describe('a region of the settings that nobody knows', () => {
  const doubted = 'mlops-settings.json error region-unknown /stages/0/region';

  it('is one error where workloads need images of AWS, and nothing is compared with it', () => {
    const configs = {
      'a.json': training({ kms_key_arn: KEY }),
      'b.json': realtime({ kms_key_arn: { dev: KEY, prod: '' } }),
      'c.json': realtimeCustom({ model_name: 'c', endpoint_name: 'c', stages: ['dev'], custom_image_uri: IMAGE }),
    };
    expect(check({ stages: [{ ...DEV, kms_key_arn: KEY }, PROD] }, configs)).to.deep.equal([doubted]);
    const notifications = { topic_arn: 'arn:aws:sns:eu-west-1:111111111111:ml' };
    expect(check({ stages: [DEV], notifications }, { 'a.json': training({ kms_key_arn: KEY }) })).to.deep.equal([
      doubted,
    ]);
  });
  it('is an error with a monitor, whose image is one of AWS', () => {
    const monitor = { 'a.json': dataQuality(), 'b.json': realtimeCustom({ custom_image_uri: IMAGE }) };
    expect(check({ stages: [DEV] }, monitor)).to.deep.equal([doubted]);
  });
  it('is a warning where no workload of the stage needs one', () => {
    const configs = {
      'a.json': autopilot({ kms_key_arn: KEY }),
      'b.json': imageBuilder(),
      'c.json': training({ model_name: 'c', stages: ['prod'] }),
    };
    expect(check({ stages: [DEV, PROD] }, configs)).to.deep.equal([doubted.replace('error', 'warning')]);
  });
  it('leaves other stages and accounts as they are', () => {
    const key = KEY.replace('111111111111', '333333333333');
    expect(
      check({ stages: [DEV, PROD] }, { 'a.json': realtimeCustom({ custom_image_uri: IMAGE, kms_key_arn: key }) }),
    ).to.deep.equal([
      'a.json error foreign-region /custom_image_uri',
      'a.json error foreign-account /kms_key_arn',
      'a.json error foreign-region /kms_key_arn',
      doubted.replace('error', 'warning'),
    ]);
  });
  testRules([
    {
      title: 'is said at the framework where no settings file names it',
      config: training(),
      settings: settingsWith([stage('default', { region: 'eu-west-9' })]),
      expected: [
        {
          code: 'framework-region',
          pointer: '/model_framework',
          message: 'AWS publishes no image of xgboost 1.7-1 in "eu-west-9"',
          hint: 'did you mean eu-west-1',
        },
      ],
    },
    {
      title: 'says nothing of versions, of which the newest are listed',
      config: training({ model_framework: 'pytorch', model_framework_version: '9.9' }),
      expected: [
        {
          code: 'framework-version-unknown',
          pointer: '/model_framework_version',
          hint: 'choose one of 2.8.0, 2.8, 2.7.1',
        },
      ],
    },
  ]);
});

describe('a key of another region', () => {
  it('is to be written per stage where it is not', () => {
    const stages = [
      stage('dev', { region: 'us-east-1' }),
      stage('prod', { account: '222222222222', region: 'eu-west-1' }),
    ];
    function hintFor(kms_key_arn: unknown): string | undefined {
      const config = training({ stages: ['dev'], kms_key_arn });
      return checkConfigs({ 'a.json': config }, settingsWith(stages))[0]?.hint;
    }
    expect(hintFor(KEY)).to.equal('use a KMS key of `us-east-1`, or one value per stage: { "dev": ... }');
    expect(hintFor({ dev: KEY })).to.equal('use a KMS key of `us-east-1`');
  });
});
