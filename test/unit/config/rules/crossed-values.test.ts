import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { rules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { checkConfigs } from './check-configs.ts';
import { bias, modelQuality, training } from './workloads.ts';

function check(config: unknown): readonly string[] {
  return checkConfigs({ 'mlops-config.json': config })
    .filter(({ code }) => code !== 'monitored-endpoint-unknown')
    .map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
}

const FACETS = { label_values_or_threshold: [1], facet_name: ['age', 'sex'], group_name: 'region' };

describe('values that do not go together', () => {
  it('facets named twice', () => {
    const config = { ...FACETS, facet_name: ['age', 'sex', 'age'] };
    expect(check(bias({ bias_config: config }))).to.deep.equal(['warning facet-repeated /bias_config/facet_name/2']);
    expect(check(bias({ bias_config: FACETS }))).to.deep.equal([]);
  });

  it('a facet that is the group', () => {
    const found = ['warning facet-is-group /bias_config/group_name'];
    expect(check(bias({ bias_config: { ...FACETS, group_name: 'sex' } }))).to.deep.equal(found);
    expect(check(bias({ bias_config: { ...FACETS, facet_name: 3, group_name: '3' } }))).to.deep.equal(found);
  });

  it('one column for prediction and truth', () => {
    expect(check(modelQuality({ baseline_ground_truth_attribute: ' prediction ' }))).to.deep.equal([
      'warning ground-truth-is-prediction /baseline_ground_truth_attribute',
    ]);
  });

  it('output of a training job below its input', () => {
    const found = ['warning job-output-in-input /job_output_location'];
    expect(check(training({ training_data: 'churn/', job_output_location: 'churn/output' }))).to.deep.equal(found);
    expect(check(training({ training_data: 'churn', job_output_location: 'churn/' }))).to.deep.equal(found);
    expect(check(training({ training_data: 'churn', job_output_location: 'churn2' }))).to.deep.equal([]);
    const manifest = { s3_data_type: 'ManifestFile', training_data: 'churn', job_output_location: 'churn/out' };
    expect(check(training(manifest))).to.deep.equal([]);
  });

  it('validation by the training data', () => {
    expect(check(training({ validation_data: 's3://team-assets/churn/train.csv' }))).to.deep.equal([
      'warning validation-is-training /validation_data',
    ]);
  });
});

describe('the secret of a control plane', () => {
  const SECRET = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:mlops-AbCdEf';

  function checkSettings(
    controlPlane: unknown,
    provider = 'github',
    faults: readonly string[] = [],
  ): readonly string[] {
    const repository = provider === 'github' ? 'team/models' : 'models';
    const bytes = toBytes({
      stages: [{ name: 'dev', account: '111111111111', region: 'us-east-1' }],
      source: { provider, repository, branch: 'main' },
      control_plane: controlPlane,
    });
    const { settings, source: settingsFile, findings } = parseSettings(bytes);
    expect(findings.map(({ pointer }) => pointer)).to.deep.equal(faults);
    return loadDesired({ files: [], settings, settingsFile, rules }).findings.map(
      ({ severity, code, pointer, line }) => `${severity} ${code} ${pointer} ${line > 1}`,
    );
  }

  it('is missing where somebody turned on what needs it', () => {
    expect(checkSettings({ webhook: true })).to.deep.equal([
      'warning control-plane-secret /control_plane/webhook true',
    ]);
    expect(checkSettings({ api: 'pull_request' })).to.deep.equal([
      'warning control-plane-secret /control_plane/api true',
    ]);
    expect(checkSettings({ review: true })).to.deep.equal(['warning control-plane-secret /control_plane/review true']);
  });

  it('is not missed elsewhere', () => {
    expect(checkSettings({})).to.deep.equal([]);
    expect(checkSettings({ webhook: true, secret_arn: SECRET })).to.deep.equal([]);
    expect(checkSettings({ review: true, api: 'commit' }, 'codecommit')).to.deep.equal([]);
  });

  it('is not missing where it is written wrongly, which is a finding of its own', () => {
    const pointer = '/control_plane/secret_arn';
    expect(checkSettings({ webhook: true, secret_arn: 'mlops-secret' }, 'github', [pointer])).to.deep.equal([]);
  });

  it('is not missed for webhooks of CodeCommit, of which there are none', () => {
    expect(checkSettings({ webhook: true }, 'codecommit')).to.deep.equal([
      'warning control-plane-webhook /control_plane/webhook true',
    ]);
    expect(checkSettings({ webhook: false }, 'codecommit')).to.deep.equal([]);
    expect(checkSettings({}, 'codecommit')).to.deep.equal([]);
  });

  it('lies in the region of the control plane', () => {
    expect(checkSettings({ region: 'eu-west-1', secret_arn: SECRET })).to.deep.equal([
      'warning control-plane-secret /control_plane/secret_arn true',
    ]);
  });
});
