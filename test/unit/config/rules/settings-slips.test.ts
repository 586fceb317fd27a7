import { expect } from 'chai';

import { findingsOf, placesIn } from './check-repository.ts';
import { realtime, realtimeCustom } from './workloads.ts';

const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const IMAGE = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/churn:v1';
const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'eu-west-1' };
const CONFIGS = {
  'a.json': realtime({ kms_key_arn: { dev: KEY, prod: '' } }),
  'b.json': realtimeCustom({ model_name: 'b', endpoint_name: 'b', custom_image_uri: IMAGE }),
};

describe('a fault of the settings is the one finding', () => {
  const { region, ...nowhere } = DEV;

  it('for a region under a misspelt name, or of a wrong form', () => {
    expect(placesIn({ stages: [DEV, PROD] }, CONFIGS)).to.deep.equal([]);
    expect(placesIn({ stages: [{ ...nowhere, reigon: region }, PROD] }, CONFIGS)).to.deep.equal([
      'mlops-settings.json error unknown-attribute /stages/0/reigon',
    ]);
    expect(placesIn({ stages: [{ ...DEV, region: 'EU-WEST-1' }, PROD] }, CONFIGS)).to.deep.equal([
      'mlops-settings.json error wrong-form /stages/0/region',
    ]);
  });

  it('but for another misspelt name, which leaves the region to be compared with', () => {
    const stages = [{ ...DEV, region: 'eu-west-2', protcted: true }, PROD];
    expect(placesIn({ stages }, { 'a.json': CONFIGS['a.json'] })).to.deep.equal([
      'mlops-settings.json error unknown-attribute /stages/0/protcted',
      'a.json error foreign-region /kms_key_arn/dev',
    ]);
  });

  it('for one bucket of two places, where one of these is misspelt', () => {
    const stages = [
      { ...DEV, region: 'EU-WEST-1' },
      { ...PROD, account: DEV.account },
    ];
    expect(placesIn({ assets_bucket: 'team-assets', stages }, {})).to.deep.equal([
      'mlops-settings.json error wrong-form /stages/0/region',
    ]);
  });

  it('for a stage without its name, whose account is known all the same', () => {
    const { name, ...nameless } = DEV;
    const configs = { 'b.json': CONFIGS['b.json'] };
    expect(placesIn({ stages: [{ nmae: name, ...nameless }, PROD] }, configs)).to.deep.equal([
      'mlops-settings.json error unknown-attribute /stages/0/nmae',
    ]);
  });

  it('for an account or region against which the key and the topic of the settings are held', () => {
    const notifications = { topic_arn: 'arn:aws:sns:eu-west-1:111111111111:team' };
    const dev = { ...DEV, kms_key_arn: KEY };
    expect(placesIn({ notifications, stages: [dev] }, {})).to.deep.equal([]);
    for (const wrong of [{ account: '1111-1111-1111' }, { account: '11111111111' }, { region: 'eu-west' }]) {
      const [key = ''] = Object.keys(wrong);
      expect(placesIn({ notifications, stages: [{ ...dev, ...wrong }] }, {}), JSON.stringify(wrong)).to.deep.equal([
        `mlops-settings.json error wrong-form /stages/0/${key}`,
      ]);
    }
    const { account, ...homeless } = dev;
    expect(placesIn({ notifications, stages: [{ ...homeless, acount: account }] }, {})).to.deep.equal([
      'mlops-settings.json error unknown-attribute /stages/0/acount',
    ]);
    expect(placesIn({ notifications, stages: [homeless] }, {})).to.deep.equal([]);
    expect(placesIn({ notifications, stage: [dev] }, {})).to.deep.equal([
      'mlops-settings.json error unknown-attribute /stage',
    ]);
  });

  it('for the other accounts, whose packages config files name', () => {
    const image = { 'b.json': realtimeCustom({ custom_image_uri: IMAGE.replace(/^\d+/, '333333333333') }) };
    const settings = { stages: [DEV] };
    expect(placesIn({ ...settings, allowed_accounts: ['333333333333'] }, image)).to.deep.equal([]);
    expect(placesIn({ ...settings, allowed_acounts: ['333333333333'] }, image)).to.deep.equal([
      'mlops-settings.json error unknown-attribute /allowed_acounts',
    ]);
    expect(placesIn({ ...settings, allowed_accounts: '333333333333' }, image)).to.deep.equal([
      'mlops-settings.json error wrong-type /allowed_accounts',
    ]);
  });

  it('for settings that cannot be read, whose stages config files name', () => {
    const broken = findingsOf('{ "stages": [ "name": "dev" }, { "name": "prod" }] }', CONFIGS);
    expect(broken.map(({ file, code }) => `${file} ${code}`)).to.deep.equal(['mlops-settings.json invalid-json']);
  });

  it('for an account that stands twice', () => {
    const twice = `{"stages":[{"name":"dev","account":"111111111111","account":"111111111112","region":"eu-west-1"},${JSON.stringify(PROD)}]}`;
    const found = findingsOf(twice, {
      ...CONFIGS,
      'c.json': realtime({ model_name: 'c', endpoint_name: 'c', kms_key_arn: { dev: KEY, prod: '' } }),
    });
    expect(found.map(({ file, code }) => `${file} ${code}`)).to.deep.equal(['mlops-settings.json duplicate-key']);
  });

  it('for what a control plane needs, under a misspelt name', () => {
    const source = { provider: 'github', repository: 'team/models' };
    const control = { webhook: true, secret_arn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:m-AbCdEf' };
    const { secret_arn, ...bare } = control;
    const stages = [DEV];
    expect(placesIn({ stages, source, control_plane: control }, {})).to.deep.equal([]);
    expect(placesIn({ stages, source, control_plane: { ...bare, secert_arn: secret_arn } }, {})).to.deep.equal([
      'mlops-settings.json error unknown-attribute /control_plane/secert_arn',
    ]);
    expect(placesIn({ stages, soruce: source, control_plane: control }, {})).to.deep.equal([
      'mlops-settings.json error unknown-attribute /soruce',
    ]);
    expect(placesIn({ stages, source, control_plane: { ...control, region: 'ue-west-1' } }, {})).to.have.length(1);
  });
});
