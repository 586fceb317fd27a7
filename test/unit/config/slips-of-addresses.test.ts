import { expect } from 'chai';

import { discover } from '../../../processor/config/discover.ts';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { meantS3Uri } from '../../../processor/config/shared/meant-s3-uri.ts';
import { checkConfigs, settingsWith, stage } from './rules/check-configs.ts';
import { batch, realtime, realtimeCustom, training } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const ADDRESSES: readonly (readonly [text: string, uri: string | undefined])[] = [
  ['https://team-data.s3.amazonaws.com/churn/x.csv', 's3://team-data/churn/x.csv'],
  ['https://team-data.s3.eu-west-1.amazonaws.com/churn?versionId=1', 's3://team-data/churn'],
  ['https://team.data.s3-eu-west-1.amazonaws.com/churn', 's3://team.data/churn'],
  ['https://s3.dualstack.eu-west-1.amazonaws.com/team-data/churn', 's3://team-data/churn'],
  ['s3.amazonaws.com/team-data', 's3://team-data/'],
  ['s3://team-data.s3.cn-north-1.amazonaws.com.cn/churn', 's3://team-data/churn'],
  ['https://console.aws.amazon.com/s3/buckets/team-data?region=eu-west-1&prefix=churn/', 's3://team-data/churn/'],
  ['https://eu-west-1.console.aws.amazon.com/s3/object/team-data?prefix=a.csv', 's3://team-data/a.csv'],
  ['https://example.com/churn', undefined],
  ['team-data/s3/churn', undefined],
];

const IMAGE = '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images:v1';
const NOWHERE = settingsWith([stage('default', { account: '000000000000' })]);

describe('addresses', () => {
  for (const [text, uri] of ADDRESSES) {
    it(`lead to S3: ${text}`, () => {
      expect(meantS3Uri(text)).to.equal(uri);
    });
  }

  it('are translated where a location belongs', () => {
    const [finding, ...others] = checkConfigs({
      'a.json': batch({ batch_inference_data: 'https://team-data.s3.amazonaws.com/score/input' }),
    });
    expect(others).to.deep.equal([]);
    expect([finding?.code, finding?.hint]).to.deep.equal(['wrong-form', 'write `s3://team-data/score/input`']);
  });

  it('are told without their scheme too, where they would be a bucket or a folder', () => {
    const configs = {
      'a.json': realtime({ data_capture_location: 'team-data.s3.amazonaws.com/capture' }),
      'b.json': training({ training_data: 's3.us-east-1.amazonaws.com/team-data/train' }),
      'c.json': training({ model_name: 'c', training_data: 'docs.amazonaws.com/train' }),
    };
    expect(
      checkConfigs(configs).map(({ severity, code, pointer, hint }) => [severity, code, pointer, hint]),
    ).to.deep.equal([
      ['warning', 's3-host', '/data_capture_location', 'write `s3://team-data/capture`'],
      ['warning', 's3-host', '/training_data', 'write `s3://team-data/train`'],
    ]);
  });

  it('of S3 without a colon or a bucket are told', () => {
    const [colon] = checkConfigs({ 'a.json': training({ training_data: 's3//team-data/train' }) });
    expect(colon?.hint).to.equal('did you mean `s3://team-data/train`?');
    const [bucket] = checkConfigs({ 'a.json': batch({ batch_inference_data: 's3://' }) });
    expect(bucket?.message).to.contain('names no bucket');
  });

  it('of images are those of ECR in their region', () => {
    for (const [custom_image_uri, code, hint] of [
      [IMAGE.replace('.com/', '.com.cn/'), 'wrong-form', 'did you mean `amazonaws.com`?'],
      [IMAGE.replace('amazonaws', 'aws'), 'wrong-form', 'did you mean `amazonaws.com`?'],
      [IMAGE.replace('us-east-1', 'us-east1'), 'foreign-region', 'did you mean `us-east-1`?'],
      [`docker://${IMAGE}`, 'wrong-form', `did you mean \`${IMAGE}\`?`],
      [IMAGE.replace('.dkr.', '.'), 'wrong-form', `did you mean \`${IMAGE}\`?`],
      [IMAGE.replace(':v1', `:sha256:${'a'.repeat(64)}`), 'wrong-form', '@sha256:'],
    ] as const) {
      const [finding, ...others] = checkConfigs({ 'a.json': realtimeCustom({ custom_image_uri }) }, NOWHERE);
      expect(others, custom_image_uri).to.deep.equal([]);
      expect(finding?.code, custom_image_uri).to.equal(code);
      expect(finding?.hint).to.contain(hint);
    }
  });

  it('of alarms are told, which are called by name', () => {
    const alarms = ['churn-4xx', 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:churn-5xx'];
    const deployment = { strategy: 'canary', step_percentage: 10, wait_seconds: 60, alarms };
    expect(
      checkConfigs({ 'a.json': realtime({ deployment }) }).map(({ code, pointer, hint }) => [code, pointer, hint]),
    ).to.deep.equal([['deployment-alarm', '/deployment/alarms/1', 'write `churn-5xx`']]);
  });
});

describe('names of files that are told apart by more than their folder', () => {
  for (const name of [
    'mlops-config.dev.json',
    'mlops-config-churn.json',
    'churn-mlops-config.json',
    'mlop-config.json',
    'mlosp-config.json',
  ]) {
    it(`are told: ${name}`, () => {
      const { findings } = discover([{ path: `a/${name}`, kind: 'file' }]);
      expect(findings.map(({ code }) => code)).to.deep.equal(['near-miss']);
    });
  }
  for (const name of [
    'mlops-config.schema.json',
    'mlops-config.example.json',
    'mlops-config.dev.md',
    'mlp-config.json',
    'main-config.json',
    'mlops-config-notes.txt',
  ]) {
    it(`are nobody's business: ${name}`, () => {
      expect(discover([{ path: `a/${name}`, kind: 'file' }]).findings).to.deep.equal([]);
    });
  }
});

describe('a value, a brace or a point that is missing', () => {
  /** Text, place of the one finding, what message and hint say. */
  const cases: readonly (readonly [text: string, at: string, says: RegExp])[] = [
    ['{"a": ,\n "b": 1}', '1:7', /`,` stands where a value belongs.*remove the key/],
    ['{"a": }', '1:7', /write a value/],
    ['{"a": 3,600}', '1:7', /write `3600`/],
    ['{"a": 0,600}', '1:7', /write `0\.600`/],
    ['{"a": 3,60}', '1:7', /write `3\.60`/],
    ['\n  "a": 1\n}', '2:3', /begins with a key.*`\{`/],
    ['"a": 1}', '1:1', /begins with a key/],
  ];
  for (const [text, at, says] of cases) {
    it(`is one finding: ${JSON.stringify(text)}`, () => {
      const [finding, ...others] = readConfigText(toBytes(text), 'x').findings;
      expect(others).to.deep.equal([]);
      expect(`${finding?.line}:${finding?.column}`).to.equal(at);
      expect(`${finding?.message} ${finding?.hint}`).to.match(says);
    });
  }
});
