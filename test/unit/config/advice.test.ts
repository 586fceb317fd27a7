import { expect } from 'chai';

import { settingsKeysAt } from '../../../processor/config/settings/settings-keys.ts';
import settingsSchema from '../../../schema/mlops-settings.schema.json' with { type: 'json' };
import { checkConfigs, TWO_STAGES } from './rules/check-configs.ts';
import {
  batch,
  dataQuality,
  explainability,
  imageBuilder,
  realtime,
  realtimeCustom,
  training,
} from './rules/workloads.ts';

type Values = Readonly<Record<string, unknown>>;
type Advice = readonly [what: string, content: unknown, expected: readonly string[], hint: string];

const IMAGE = '111111111111.dkr.ecr.us-east-1.amazonaws.com/fraud:v1';
const SUBNETS = ['subnet-0a1b2c3d4e5f60718', 'subnet-1a1b2c3d4e5f60718'];

/** The text of a config in which one text stands without its quotes, as somebody writes a number. */
function bare(config: Values, number: string): string {
  return JSON.stringify(config, null, 2).replace(`"${number}"`, number);
}

const ADVICE: readonly Advice[] = [
  ['a tag that is a number', bare(imageBuilder({ image_tag: '1.10' }), '1.10'), ['wrong-type /image_tag'], '`"1.10"`'],
  [
    'a variable that is a number',
    bare(realtime({ environment: { PYTHON: '3.10' } }), '3.10'),
    ['wrong-type /environment/PYTHON'],
    '`"3.10"`',
  ],
  [
    'a version that is a number',
    bare(realtime({ model_framework: 'tensorflow', model_framework_version: '2.10' }), '2.10'),
    ['wrong-type /model_framework_version'],
    '`"2.10.',
  ],
  [
    'a patch that there is not, of a release that there is',
    realtime({ model_framework: 'tensorflow', model_framework_version: '2.12.0' }),
    ['framework-version-unknown /model_framework_version'],
    'mean 2.12.1',
  ],
  [
    'a burstable type for batch transform',
    batch({ inference_instance: 'ml.t3.2xlarge' }),
    ['instance-type-other-use /inference_instance'],
    'such as `ml.m5.large`',
  ],
  [
    'an object of CloudFormation among variables',
    realtime({ environment: { QUEUE: { Ref: 'Queue' } } }),
    ['intrinsic-function /environment/QUEUE'],
    'write the value itself',
  ],
  [
    'the ARN of a repository',
    imageBuilder({ ecr_repo_name: 'arn:aws:ecr:us-east-1:111111111111:repository/team-images' }),
    ['wrong-form /ecr_repo_name'],
    'did you mean `team-images`?',
  ],
  [
    'the ARN of a repository for an image',
    realtimeCustom({ custom_image_uri: 'arn:aws:ecr:us-east-1:111111111111:repository/fraud' }),
    ['wrong-form /custom_image_uri'],
    '`111111111111.dkr.ecr.us-east-1.amazonaws.com/fraud`',
  ],
  [
    'a misspelt host of an image',
    realtimeCustom({ custom_image_uri: IMAGE.replace('amazonaws', 'amazonws') }),
    ['wrong-form /custom_image_uri'],
    '`amazonaws.com`',
  ],
  [
    'the ARN of an endpoint, longer than any name',
    realtime({ endpoint_name: `arn:aws:sagemaker:us-east-1:111111111111:endpoint/${'churn-'.repeat(4)}live` }),
    ['too-long /endpoint_name'],
    `\`${'churn-'.repeat(4)}live\``,
  ],
  [
    'several subnets in one text',
    training({ vpc_config: { subnets: [SUBNETS.join(',')], security_group_ids: ['sg-0a1b2c3d4e5f60718'] } }),
    ['too-long /vpc_config/subnets/0'],
    `"${SUBNETS.join('", "')}"`,
  ],
  [
    'the names that Application Auto Scaling has',
    realtime({ autoscaling: { MinCapacity: 1, MaxCapacity: 3, TargetValue: 700 } }),
    ['MinCapacity', 'MaxCapacity', 'TargetValue'].map((key) => `unknown-attribute /autoscaling/${key}`),
    '`min_instances`',
  ],
  [
    'the data of a monitor as earlier releases called them',
    dataQuality({ baseline_data: undefined, training_data: 'churn/baseline.csv' }),
    ['unknown-attribute /training_data'],
    '`baseline_data`',
  ],
  [
    'the runtime of a monitor as earlier releases called it',
    dataQuality({ monitor_max_runtime_seconds: undefined, max_runtime_seconds: 1800 }),
    ['unknown-attribute /max_runtime_seconds'],
    '`monitor_max_runtime_seconds`',
  ],
  [
    'steps from any hour on',
    dataQuality({ schedule_expression: 'cron(0 */6 ? * * *)' }),
    ['wrong-form /schedule_expression'],
    '`cron(0 0/6 ? * * *)`',
  ],
  [
    'the baseline of SHAP as one object',
    explainability({ shap_config: { baseline: { age: 41 } } }),
    ['wrong-type /shap_config/baseline'],
    '`[[41, 0.5]]`',
  ],
  [
    'attributes by stage in one object',
    realtime({ dev: { inference_instance: 'ml.t2.medium' } }),
    ['unknown-attribute /dev'],
    '`"inference_instance": { "dev": ... }`',
  ],
];

describe('advice', () => {
  for (const [what, content, expected, hint] of ADVICE) {
    it(`is right for ${what}`, () => {
      const findings = checkConfigs({ 'a.json': content }).filter(({ code }) => code !== 'monitored-endpoint-unknown');
      expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal(expected);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  it('shows a number as it is written', () => {
    const [finding] = checkConfigs({ 'a.json': bare(imageBuilder({ image_tag: '1.10' }), '1.10') });
    expect(finding?.message).to.contain('`1.10` is not a text');
  });

  it('does not make a text of an exponent', () => {
    const config = bare(imageBuilder({ image_tag: '1.5e3' }), '1.5e3');
    expect(checkConfigs({ 'a.json': config })[0]?.hint).to.contain('`"1500"`');
  });

  it('makes no name of an ARN of something else', () => {
    const [finding] = checkConfigs({ 'a.json': imageBuilder({ image_tag: 'arn:aws:s3:::images' }) });
    expect(finding?.hint).to.contain('a valid one is');
  });

  it('is not asked for by hosts of other partitions, nor by hosts that are far from those of AWS', () => {
    for (const host of ['us-iso-east-1.c2s.ic.gov', 'cn-north-1.amazonaws.com.cn', 'eusc-de-east-1.amazonaws.eu']) {
      const uri = IMAGE.replace('us-east-1.amazonaws.com', host);
      const findings = checkConfigs({ 'a.json': realtimeCustom({ custom_image_uri: uri }) });
      expect(findings.filter(({ code }) => code === 'wrong-form')).to.deep.equal([]);
    }
  });

  it('still says that a map of objects has no stage of the repository', () => {
    const content = realtime({ environment: { live: { LEVEL: 'info' } } });
    expect(checkConfigs({ 'a.json': content }, TWO_STAGES).map(({ code }) => code)).to.deep.equal(['unknown-stage']);
  });

  it('about keys of the settings names those that the schema has', () => {
    for (const name of ['notifications', 'guards', 'source', 'control_plane'] as const) {
      const { properties } = settingsSchema.properties[name];
      expect(settingsKeysAt(`/${name}`), name).to.have.members(Object.keys(properties));
    }
    expect(settingsKeysAt('')).to.have.members(Object.keys(settingsSchema.properties));
    expect(settingsKeysAt('/stages/0')).to.have.members(Object.keys(settingsSchema.properties.stages.items.properties));
  });
});
