import { expect } from 'chai';

import { placesIn } from './check-repository.ts';
import { realtime } from './workloads.ts';

function key(account: string): string {
  return `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

describe('keys of two stages that are swapped in one map', () => {
  const dev = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
  const prod = { ...dev, name: 'prod', account: '222222222222' };

  it('are one warning, at the map', () => {
    const configs = { 'a.json': realtime({ kms_key_arn: { dev: key(prod.account), prod: key(dev.account) } }) };
    expect(placesIn({ stages: [dev, prod] }, configs)).to.deep.equal(['a.json warning foreign-account /kms_key_arn']);
  });

  it('are so where one of the stages shares its account with a third', () => {
    const live = { ...dev, name: 'live' };
    const endpoint_name = { dev: 'a-dev', live: 'a-live', prod: 'a-prod' };
    const kms_key_arn = { dev: key(dev.account), live: key(prod.account), prod: key(live.account) };
    const configs = { 'a.json': realtime({ kms_key_arn, endpoint_name }) };
    expect(placesIn({ stages: [dev, live, prod] }, configs)).to.deep.equal([
      'a.json warning foreign-account /kms_key_arn',
    ]);
  });
});

describe('a key of another stage, written plainly', () => {
  const dev = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
  const prod = { ...dev, name: 'prod', account: '222222222222' };
  function places(config: object, settings: object = {}): readonly string[] {
    const configs = { 'a.json': realtime({ kms_key_arn: key(prod.account), ...config }) };
    return placesIn({ stages: [dev, prod], ...settings }, configs);
  }

  it('is a warning where the workload goes to one stage', () => {
    expect(places({ stages: ['dev'] })).to.deep.equal(['a.json warning foreign-account /kms_key_arn']);
  });

  it('is fine in its own stage, for all stages, and from an account that is allowed', () => {
    expect(places({ stages: ['prod'] })).to.deep.equal([]);
    expect(places({})).to.deep.equal([]);
    expect(places({ stages: ['dev'] }, { allowed_accounts: [prod.account] })).to.deep.equal([]);
  });
});
