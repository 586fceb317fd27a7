import { expect } from 'chai';

import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs } from './rules/check-configs.ts';
import { realtime, training, tuner } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };

/** What is said of settings, without the value itself. */
function ofSettings(settings: object): readonly string[] {
  const { findings } = parseSettings(toBytes({ stages: [DEV], ...settings }));
  return findings.map(({ message }) => message.replace(/^.*"` /, ''));
}

function ofConfig(config: unknown): readonly string[] {
  return checkConfigs({ 'a.json': config }).map(({ message }) => message.replace(/^.*"` /, ''));
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
