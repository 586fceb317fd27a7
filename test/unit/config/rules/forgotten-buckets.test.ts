import { expect } from 'chai';

import { findingsIn, placesIn } from './check-repository.ts';
import { batch, dataQuality } from './workloads.ts';

const STAGES = ['dev', 'staging', 'prod'].map((name, index) => ({
  name,
  account: String(index + 1).repeat(12),
  region: 'eu-west-1',
}));

function scoring(values: Readonly<Record<string, unknown>>): Readonly<Record<string, object>> {
  return { 'a.json': batch(values) };
}

describe('a bucket that was forgotten', () => {
  it('is missed where another stage has it before the same', () => {
    const input = { dev: 'acme-dev/churn/in/', staging: 'acme-staging/churn/in/', prod: 'churn/in/' };
    const [finding, ...more] = findingsIn({ stages: STAGES }, scoring({ batch_inference_data: input }));
    expect(more).to.deep.equal([]);
    expect(finding).to.include({
      severity: 'warning',
      code: 'bucket-forgotten',
      pointer: '/batch_inference_data/prod',
      hint: 'write the bucket of stage `prod` before it, as in `acme-dev/churn/in/`',
    });
    const reports = { dev: 's3://acme-dev/churn/out', staging: 'churn/out', prod: 'acme-prod/churn/out' };
    const configs = { 'm.json': dataQuality({ monitoring_output_location: reports }) };
    expect(placesIn({ stages: STAGES }, configs)).to.include(
      'm.json warning bucket-forgotten /monitoring_output_location/staging',
    );
  });

  it('is missed where its folder is that of the predictions', () => {
    const values = { batch_inference_data: 'churn/in/', batch_job_output_location: 'acme-data/churn/out' };
    const [finding, ...more] = findingsIn(undefined, scoring(values));
    expect(more).to.deep.equal([]);
    expect(finding).to.include({ code: 'bucket-forgotten', pointer: '/batch_inference_data' });
    expect(finding?.hint).to.match(/^did you mean `acme-data\/churn\/in\/`\?/);
  });

  it('is not missed where a bucket stands', () => {
    for (const [batch_inference_data, batch_job_output_location] of [
      ['acme-data/churn/in', 'acme-data/churn/out'],
      ['churn/churn/in', 'churn/churn/out'],
      ['acme-sales/in', 'acme-results/acme-sales/out'],
      ['s3://churn/in', 'acme-data/churn/out'],
      ['sales/in', 'acme-data/churn/out'],
    ]) {
      expect(placesIn(undefined, scoring({ batch_inference_data, batch_job_output_location }))).to.deep.equal([]);
    }
    const input = { dev: 'acme-dev/churn/in', staging: 'acme-staging/churn/in', prod: 'acme-prod/in' };
    expect(placesIn({ stages: STAGES }, scoring({ batch_inference_data: input }))).to.deep.equal([]);
  });
});

describe('what the settings give to the wrong stage', () => {
  function buckets(...names: readonly string[]): object {
    const stages = STAGES.slice(0, names.length);
    return { stages: stages.map((stage, index) => ({ ...stage, assets_bucket: `acme-${names[index] ?? ''}` })) };
  }

  it('is one warning where two assets buckets changed places', () => {
    expect(placesIn(buckets('dev', 'staging', 'prod'), {})).to.deep.equal([]);
    expect(placesIn(buckets('staging', 'dev', 'prod'), {})).to.deep.equal([
      'mlops-settings.json warning other-stage /stages/0/assets_bucket',
    ]);
    expect(placesIn(buckets('staging', 'dev'), {})).to.deep.equal([
      'mlops-settings.json warning other-stage /stages/0/assets_bucket',
    ]);
    expect(placesIn(buckets('one', 'two', 'three'), {})).to.deep.equal([]);
  });

  it('is a key of the account of another stage, unless all have the same', () => {
    function keys(...accounts: readonly number[]): object {
      const stages = STAGES.map((stage, index) => {
        const account = String(accounts[index]).repeat(12);
        return { ...stage, kms_key_arn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab` };
      });
      return { stages };
    }
    expect(placesIn(keys(1, 2, 3), {})).to.deep.equal([]);
    expect(placesIn(keys(1, 1, 1), {})).to.deep.equal([]);
    expect(placesIn(keys(1, 3, 3), {})).to.deep.equal([
      'mlops-settings.json warning foreign-account /stages/1/kms_key_arn',
    ]);
    expect(placesIn({ ...keys(1, 3, 3), allowed_accounts: ['333333333333'] }, {})).to.deep.equal([]);
  });
});
