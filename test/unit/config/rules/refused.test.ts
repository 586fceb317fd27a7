import { expect } from 'chai';

import { readConfigText } from '../../../../processor/config/read/read-config-text.ts';
import { checkForeignTopic } from '../../../../processor/config/rules/settings/foreign-topic.ts';
import { checkConfigs, ONE_STAGE, settingsWith, stage, TWO_STAGES } from './check-configs.ts';
import { batch, dataQuality, realtime, training } from './workloads.ts';

/** One fault, one finding, at its place: whichever of shape and rules finds it. */
function expectOne(config: unknown, pointer: string): void {
  const findings = checkConfigs({ 'mlops-config.json': config }).filter(({ severity }) => severity === 'error');
  expect(findings.map((finding) => finding.pointer)).to.deep.equal([pointer]);
}

describe('values that are refused', () => {
  const keys = [
    '//a',
    'a//b',
    'a/../b',
    'a/%2e%2e/b',
    'a\\b',
    'a?b',
    'a#b',
    'a\u0007b',
    'x'.repeat(1025),
    'http://a/b',
  ];
  for (const key of keys) {
    it(`fixture 60: the S3 key ${JSON.stringify(key.slice(0, 20))}`, () => {
      expectOne(training({ training_data: key }), '/training_data');
    });
  }

  for (const bucket of ['A_b', 'ab', '192.168.0.1', 'xn--x', 'x-s3alias']) {
    it(`fixture 61: the bucket ${bucket}`, () => {
      expectOne(realtime({ data_capture_location: `${bucket}/capture` }), '/data_capture_location');
    });
  }

  for (const schedule of ['cron(* * * * * *)', 'rate(1 minute)', 'cron(0 * ? * * *)),x']) {
    it(`fixture 63: the monitor schedule ${schedule}`, () => {
      expectOne(dataQuality({ schedule_expression: schedule }), '/schedule_expression');
    });
  }

  const tags: readonly [title: string, tags: unknown, pointer: string][] = [
    ['51 tags', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, 'x'])), '/tags'],
    ['a key with aws:', { 'aws:x': 'y' }, '/tags/aws:x'],
    ['a key of 129 characters', { ['k'.repeat(129)]: 'y' }, `/tags/${'k'.repeat(129)}`],
    ['a value of 257 characters', { k: 'y'.repeat(257) }, '/tags/k'],
    ['an empty key', { '': 'y' }, '/tags/'],
  ];
  for (const [title, value, pointer] of tags) {
    it(`fixture 66: ${title}`, () => {
      expectOne(batch({ tags: value }), pointer);
    });
  }

  const foreign: readonly [title: string, value: unknown][] = [
    ['fixture 68: a dynamic reference', '{{resolve:ssm:/bucket}}/x'],
    ['fixture 69: an intrinsic function', { Ref: 'Bucket' }],
    ['fixture 69: another one', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['fixture 69: a pseudo parameter', 'data-${AWS::AccountId}/x'],
  ];
  for (const [title, value] of foreign) {
    it(`${title} where an S3 location belongs`, () => {
      expectOne(training({ training_data: value }), '/training_data');
    });
  }
});

describe('rules: foreign topic', () => {
  const topicArn = 'arn:aws:sns:us-east-1:111111111111:team';
  const text = JSON.stringify({ notifications: { topic_arn: topicArn } });
  const settingsFile = readConfigText(Buffer.from(text), 'mlops-settings.json').parsed;

  function codesFor(settings: typeof ONE_STAGE): readonly string[] {
    const notifications = { emails: [], topicArn };
    const context = { settings: { ...settings, notifications }, written: [], resolved: [], settingsFile };
    return checkForeignTopic(context).map(({ code, pointer, hint }) => `${code} ${pointer} ${hint ?? ''}`);
  }

  it('accepts a topic of the stage', () => {
    expect(codesFor(ONE_STAGE)).to.deep.equal([]);
  });

  it('refuses a topic of another region than one of the stages', () => {
    expect(codesFor(TWO_STAGES)).to.have.length(1);
    expect(codesFor(TWO_STAGES)[0])
      .to.contain('foreign-topic /notifications/topic_arn')
      .and.contain('leave `topic_arn` out');
  });

  it('refuses a topic of an account that nobody allowed', () => {
    const elsewhere = [stage('dev', { account: '222222222222' })];
    expect(codesFor(settingsWith(elsewhere))[0]).to.contain('allowed_accounts');
    expect(codesFor(settingsWith(elsewhere, { allowedAccounts: ['111111111111'] }))).to.deep.equal([]);
  });
});
