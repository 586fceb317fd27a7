import { expect } from 'chai';

import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs } from './rules/check-configs.ts';
import { batch, imageBuilder, realtime, realtimeCustom, training, tuner } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };

/** What a text is to be, without the value itself and without the part of it that is wrong. */
function noun(message: string): string {
  return message.replace(/^.*"` /, '').replace(/: (?:an ARN starts|it names no registry).*/, '');
}

/** What is said of settings, without the value itself. */
function ofSettings(settings: object): readonly string[] {
  const { findings } = parseSettings(toBytes({ stages: [DEV], ...settings }));
  return findings.map(({ message }) => noun(message));
}

function ofConfig(config: unknown): readonly string[] {
  return checkConfigs({ 'a.json': config }).map(({ message }) => noun(message));
}

describe('a text of a wrong form', () => {
  it('is told what one item of a list is, not by the name of the list', () => {
    expect(ofSettings({ notifications: { emails: ['ml-team'] } })).to.deep.equal([
      'has not the form of an e-mail address',
    ]);
    expect(ofSettings({ allowed_accounts: ['12'] })).to.deep.equal([
      'has not the form of an account number, of twelve digits',
    ]);
    expect(ofConfig(training({ vpc_config: { subnets: ['a'], security_group_ids: ['b'] } }))).to.have.members([
      'has not the form of the id of a subnet',
      'has not the form of the id of a security group',
    ]);
  });
  it('is told what it is in words', () => {
    expect(ofSettings({ notifications: { topic_arn: 'ml' } })).to.deep.equal([
      'has not the form of the ARN of an SNS topic',
    ]);
    expect(ofSettings({ stages: [{ ...DEV, kms_key_arn: 'ml' }] })).to.deep.equal([
      'has not the form of the ARN of a KMS key',
    ]);
    expect(ofConfig(realtime({ model_package_name: 'churn' }))).to.deep.equal([
      'has not the form of the ARN of a model package',
    ]);
  });
  it('is told what each of the settings is', () => {
    const ofStage = {
      account: 'an account number, of twelve digits',
      region: 'the code of a region',
      ecr_repository: 'the name of an ECR repository',
      role_arn: 'the ARN of a role',
      read_role_arn: 'the ARN of a role',
      execution_role_arn: 'the ARN of a role',
      permissions_boundary_arn: 'the ARN of a policy',
    };
    for (const [key, what] of Object.entries(ofStage)) {
      expect(ofSettings({ stages: [{ ...DEV, [key]: '_x_' }] }), key).to.deep.equal([`has not the form of ${what}`]);
    }
    const source = { provider: 'codecommit', repository: 'a b', branch: 'a b', connection_arn: 'a b' };
    expect(ofSettings({ source })).to.include.members([
      'has not the form of the name of a repository',
      'has not the form of the name of a branch',
      'has not the form of the ARN of a connection to a Git host',
    ]);
    expect(ofSettings({ control_plane: { ...DEV, name: undefined, secret_arn: 'x' } })).to.deep.equal([
      'has not the form of the ARN of a secret',
    ]);
  });
  it('is told what an attribute is', () => {
    const configs = {
      'the name of a framework': training({ model_framework: 'XGBoost' }),
      'the URI of an image in ECR': realtimeCustom({ custom_image_uri: 'x' }),
      'a schedule that runs': batch({ schedule_expression: 'daily' }),
      'a number': training({ instance_count: 'two' }),
      'an instance type, such as `ml.m5.large`': training({ instance_type: 'large' }),
      'the name of an ECR repository': imageBuilder({ ecr_repo_name: '-' }),
    };
    for (const [what, config] of Object.entries(configs)) {
      expect(ofConfig(config)[0], what).to.equal(`has not the form of ${what}`);
    }
  });
  it('is not told by a name that the user chose', () => {
    expect(ofConfig(training({ tags: { team: 'a<b' } }))).to.deep.equal([
      'has not the form of a tag: letters, digits, blanks and `_ . : / = + - @`',
    ]);
    expect(ofConfig(tuner({ hyperparameters_ranges: { eta: ['continuous', ['low', 0.5]] } }))).to.deep.equal([
      'has not the form of a number',
    ]);
  });
  it('is told at which end of a name a hyphen stands, or that a digit stands there', () => {
    const names = ['-churn', 'churn-', '-churn-'].map((model_name) => ofConfig(training({ model_name })).join());
    expect(names).to.deep.equal(['starts with a hyphen', 'ends with a hyphen', 'starts and ends with a hyphen']);
    expect(ofSettings({ stack_prefix: '1ml' })).to.deep.equal(['starts with a digit, where a letter belongs']);
  });
});
