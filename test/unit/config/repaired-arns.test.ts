import { expect } from 'chai';

import { withoutRepeats } from '../../../processor/config/shared/without-repeats.ts';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { findingsIn } from './rules/check-repository.ts';
import { explainability, realtime } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PACKAGE = 'arn:aws:sagemaker:us-east-1:000000000000:model-package';

function hintOf(values: Readonly<Record<string, unknown>>): string | undefined {
  const [finding, ...more] = findingsIn(undefined, { 'a.json': realtime(values) });
  expect(more).to.deep.equal([]);
  return finding?.hint;
}

describe('an ARN', () => {
  it('is mended where it is plain what was meant', () => {
    const meant = `arn:aws:kms:us-east-1:000000000000:${KEY}`;
    for (const wrong of [
      `arn:aws:kmz:us-east-1:000000000000:${KEY}`,
      `aws:arn:kms:us-east-1:000000000000:${KEY}`,
      `arn:aws:kms:us-east-1000000000000:${KEY}`,
    ]) {
      expect(hintOf({ kms_key_arn: wrong }), wrong).to.equal(`did you mean \`${meant}\`?`);
    }
    expect(hintOf({ model_package_name: `${PACKAGE}/churn:3` })).to.equal(`did you mean \`${PACKAGE}/churn/3\`?`);
    expect(hintOf({ kms_key_arn: `arn:aws:s3:us-east-1:000000000000:${KEY}` })).to.match(/^a valid one is/);
  });

  it('of a role has no region', () => {
    for (const [wrong, says] of [
      ['arn:aws:iam:111111111111:role/deploy', /5 parts/],
      ['arn:aws:iam:us-east-1:111111111111:role/deploy', /names the region `us-east-1`, and `iam` has none/],
    ] as const) {
      const settings = { stages: [{ name: 'dev', account: '111111111111', role_arn: wrong }] };
      const [finding, ...more] = findingsIn(settings, {});
      expect(more).to.deep.equal([]);
      expect(finding?.message).to.match(says);
      expect(finding?.hint).to.equal('did you mean `arn:aws:iam::111111111111:role/deploy`?');
    }
  });
});

describe('other hints', () => {
  it('know what captured data are called elsewhere', () => {
    const { data_capture_location: location, ...others } = realtime();
    const [finding, ...more] = findingsIn(undefined, { 'a.json': { ...others, data_capture_uri: location } });
    expect(more).to.deep.equal([]);
    expect(finding?.hint).to.equal('did you mean `data_capture_location`?');
  });

  it('do not round a share to nothing', () => {
    const config = explainability({ shap_config: { num_samples: 0.2 } });
    const [finding] = findingsIn(undefined, { 'a.json': config }).filter(({ code }) => code === 'wrong-type');
    expect(finding?.hint).to.equal('write a whole number, such as `3`');
  });

  it('are given once for a habit in one file, and each time for a slip', () => {
    const { findings } = readConfigText(toBytes("{'a': 'b', 'c': [1,], 'd': [2,]}"), 'x');
    expect(withoutRepeats(findings).map(({ code }) => code)).to.deep.equal([
      'single-quotes',
      'trailing-comma',
      'trailing-comma',
    ]);
  });
});
