import { expect } from 'chai';

import { findingsIn, placesIn } from './check-repository.ts';
import { realtime, realtimeCustom, training } from './workloads.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'us-east-1' };
const OTHER = '999999999999';
const NUMBER = '1234abcd-12ab-34cd-56ef-1234567890ab';

function key({ account, region }: typeof DEV, id = NUMBER): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}
function image({ account, region }: typeof DEV): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com/churn:v1`;
}
function served(name: string, kms_key_arn: unknown): unknown {
  return realtime({ model_name: name, endpoint_name: name, kms_key_arn });
}
function imaged(name: string, custom_image_uri: unknown): unknown {
  return realtimeCustom({ model_name: name, endpoint_name: name, custom_image_uri });
}

const BOTH = { dev: key(DEV), prod: key(PROD) };
const CONFIGS = { 'a.json': served('a', BOTH), 'b.json': served('b', BOTH), 'c.json': served('c', BOTH) };

describe('an account of a stage that is wrong in the settings', () => {
  it('is one error there, with the keys that name another', () => {
    expect(placesIn({ stages: [DEV, PROD] }, CONFIGS)).to.deep.equal([]);
    const [finding, ...others] = findingsIn({ stages: [DEV, { ...PROD, account: OTHER }] }, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({
      severity: 'error',
      code: 'foreign-account',
      file: 'mlops-settings.json',
      pointer: '/stages/1/account',
      message: 'stage `prod` is account 999999999999, and 3 values of 3 files name account 222222222222',
    });
    expect(finding?.hint).to.match(/^did you mean `222222222222`\?/);
    expect(finding?.related?.map(({ file, message }) => `${file} ${message}`)).to.deep.equal([
      'a.json named here',
      'b.json named here',
      'c.json named here',
    ]);
  });

  it('takes images and the shared bucket with it', () => {
    const configs = { 'a.json': served('a', BOTH), 'b.json': imaged('b', { dev: image(DEV), prod: image(PROD) }) };
    const prod = { ...DEV, name: 'prod', account: OTHER };
    expect(placesIn({ stages: [DEV, { ...PROD, account: OTHER }] }, configs)).to.deep.equal([
      'mlops-settings.json error foreign-account /stages/1/account',
    ]);
    const keys = { dev: key(DEV), prod: key(DEV, 'abcd1234-12ab-34cd-56ef-1234567890ab') };
    const shared = { 'a.json': served('a', keys), 'b.json': served('b', keys) };
    expect(placesIn({ assets_bucket: 'team-assets', stages: [DEV, prod] }, shared)).to.deep.equal([
      'mlops-settings.json error foreign-account /stages/1/account',
    ]);
  });

  it('and another that it was swapped with are one warning', () => {
    const stages = [
      { ...DEV, account: PROD.account },
      { ...PROD, account: DEV.account },
    ];
    const [finding, ...others] = findingsIn({ stages }, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({
      severity: 'warning',
      pointer: '/stages/0/account',
      hint: 'did you mean `111111111111`, and `222222222222` for stage `prod`?',
    });
    expect(finding?.related?.map(({ file }) => file)).to.deep.equal([
      'mlops-settings.json',
      'a.json',
      'b.json',
      'c.json',
    ]);
  });

  it('is not accused by images alone, by one key, or by keys that disagree', () => {
    const stages = [{ ...DEV, account: OTHER }];
    const images = { 'a.json': imaged('a', image(DEV)), 'b.json': imaged('b', image(DEV)) };
    expect(placesIn({ stages }, images)).to.deep.equal([
      'a.json error foreign-account /custom_image_uri',
      'b.json error foreign-account /custom_image_uri',
    ]);
    expect(placesIn({ stages }, { 'a.json': served('a', key(DEV)) })).to.deep.equal([
      'a.json error foreign-account /kms_key_arn',
    ]);
    const third = { ...DEV, account: '333333333333' };
    const keys = {
      'a.json': served('a', key(DEV)),
      'b.json': served('b', key(DEV)),
      'c.json': served('c', key(third)),
    };
    expect(placesIn({ stages }, keys)).to.deep.equal([
      'a.json error foreign-account /kms_key_arn',
      'b.json error foreign-account /kms_key_arn',
      'c.json error foreign-account /kms_key_arn',
    ]);
  });

  it('is not accused against a key, an image or a role of the account', () => {
    const here = { ...DEV, account: OTHER };
    const keys = { 'a.json': served('a', key(DEV)), 'b.json': served('b', key(DEV)) };
    const said = ['a.json error foreign-account /kms_key_arn', 'b.json error foreign-account /kms_key_arn'];
    expect(placesIn({ stages: [here] }, { ...keys, 'c.json': served('c', key(here)) })).to.deep.equal(said);
    expect(placesIn({ stages: [here] }, { ...keys, 'c.json': imaged('c', image(here)) })).to.deep.equal(said);
    const role_arn = `arn:aws:iam::${OTHER}:role/deploy`;
    expect(placesIn({ stages: [{ ...here, role_arn }] }, keys)).to.deep.equal(said);
  });

  it('is not accused by accounts that are allowed, or by a key that its own stage uses as well', () => {
    const keys = { 'a.json': served('a', key(DEV)), 'b.json': served('b', key(DEV)) };
    expect(placesIn({ stages: [{ ...DEV, account: OTHER }], allowed_accounts: [DEV.account] }, keys)).to.deep.equal([]);
    const stages = [DEV, { ...PROD, region: DEV.region }];
    const lent = { dev: key(DEV), prod: key(DEV) };
    expect(placesIn({ stages }, { 'a.json': served('a', lent), 'b.json': served('b', lent) })).to.deep.equal([
      'a.json warning foreign-account /kms_key_arn/prod',
      'b.json warning foreign-account /kms_key_arn/prod',
    ]);
  });

  it('leaves central images that nobody allowed with their own findings', () => {
    const central = { ...DEV, account: '555555555555' };
    const configs = {
      'a.json': served('a', key(DEV)),
      'b.json': served('b', key(DEV)),
      'c.json': imaged('c', image(central)),
    };
    expect(placesIn({ stages: [{ ...DEV, account: OTHER }] }, configs)).to.deep.equal(
      [
        'mlops-settings.json error foreign-account /stages/0/account',
        'c.json error foreign-account /custom_image_uri',
      ].sort(),
    );
  });
});

describe('a region of a stage that is wrong in the settings', () => {
  it('is one error there, whatever the partition', () => {
    for (const region of ['eu-west-2', 'cn-north-1']) {
      const [finding, ...others] = findingsIn({ stages: [{ ...DEV, region }, PROD] }, CONFIGS);
      expect(others).to.deep.equal([]);
      expect(finding).to.include({
        severity: 'error',
        code: 'foreign-region',
        pointer: '/stages/0/region',
        message: `stage \`dev\` is in region \`${region}\`, and 3 values of 3 files name \`eu-west-1\``,
        hint: 'did you mean `eu-west-1`?',
      });
    }
  });

  it('is one error at the stage that has none', () => {
    const { region, ...nowhere } = DEV;
    const [finding, ...others] = findingsIn({ stages: [nowhere, PROD] }, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ code: 'foreign-region', pointer: '/stages/0', hint: `did you mean \`${region}\`?` });
    expect(finding?.message).to.contain('stage `dev` has no `region`, which means `us-east-1`');
  });

  it('and another that it was swapped with are one', () => {
    const stages = [
      { ...DEV, region: PROD.region },
      { ...PROD, region: DEV.region },
    ];
    expect(placesIn({ stages }, CONFIGS)).to.deep.equal(['mlops-settings.json error foreign-region /stages/0/region']);
  });

  it('may be right where stages share the values', () => {
    const configs = { 'a.json': imaged('a', image(DEV)), 'b.json': imaged('b', image(DEV)) };
    const [finding, ...others] = findingsIn({ stages: [DEV, PROD] }, configs);
    expect(others).to.deep.equal([]);
    expect(finding?.hint).to.equal('did you mean `eu-west-1`? If not, give these values per stage: { "prod": ... }');
    const [dev, prod] = [
      { ...DEV, region: 'eu-west-2' },
      { ...PROD, region: 'us-east-2' },
    ];
    expect(placesIn({ stages: [dev, prod] }, configs)).to.deep.equal([
      'a.json error foreign-region /custom_image_uri',
      'b.json error foreign-region /custom_image_uri',
    ]);
  });

  it('is not accused by one value, by values that disagree, or against the topic', () => {
    const stages = [{ ...DEV, region: 'eu-west-2' }];
    const keys = { 'a.json': served('a', key(DEV)), 'b.json': training({ kms_key_arn: key(DEV) }) };
    const said = ['a.json error foreign-region /kms_key_arn', 'b.json error foreign-region /kms_key_arn'];
    expect(placesIn({ stages }, { 'a.json': keys['a.json'] })).to.deep.equal(said.slice(0, 1));
    const both = [...stages, { ...PROD, region: 'us-east-2' }];
    expect(placesIn({ stages: both }, { 'a.json': served('a', BOTH) })).to.deep.equal([
      'a.json error foreign-region /kms_key_arn/dev',
      'a.json error foreign-region /kms_key_arn/prod',
    ]);
    const elsewhere = served('c', key({ ...DEV, region: 'eu-west-3' }));
    expect(placesIn({ stages }, { ...keys, 'c.json': elsewhere })).to.have.length(3);
    expect(
      placesIn({ stages }, { ...keys, 'c.json': served('c', key({ ...DEV, region: 'eu-west-2' })) }),
    ).to.deep.equal(said);
    const notifications = { topic_arn: `arn:aws:sns:eu-west-2:${DEV.account}:ml` };
    expect(placesIn({ stages, notifications }, keys)).to.deep.equal(said);
    expect(placesIn({ stages }, keys)).to.deep.equal(['mlops-settings.json error foreign-region /stages/0/region']);
  });

  it('is not accused while a file cannot be read', () => {
    const stages = [{ ...DEV, region: 'eu-west-2' }, PROD];
    expect(placesIn({ stages }, { ...CONFIGS, 'd.json': 'no object' })).to.include(
      'a.json error foreign-region /kms_key_arn/dev',
    );
  });
});
