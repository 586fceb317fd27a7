import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { commitRules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { findingsIn, placesIn } from './check-repository.ts';
import { realtime, realtimeCustom } from './workloads.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'eu-west-1' };
const IMAGE = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/churn:v1';
const INSTANCES = { dev: 'ml.t2.medium', prod: 'ml.m5.large' };
const CONFIGS = {
  'a.json': realtime({ inference_instance: INSTANCES }),
  'b.json': realtime({ model_name: 'b', endpoint_name: 'b', inference_instance: INSTANCES }),
};

describe('one slip of the stages in the settings', () => {
  it('is not there', () => {
    expect(placesIn({ stages: [DEV, PROD] }, CONFIGS)).to.deep.equal([]);
  });

  it('is another name of one, however little it resembles that of the config files', () => {
    const [finding, ...others] = findingsIn({ stages: [{ ...DEV, name: 'integration' }, PROD] }, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ file: 'mlops-settings.json', code: 'unknown-stage', pointer: '/stages/0/name' });
    expect(finding?.hint).to.equal('did you mean `dev`?');
    expect(finding?.related?.map(({ file }) => file)).to.deep.equal(['a.json', 'b.json']);
  });

  it('is a stage that is gone, with the account of its images', () => {
    const image = realtimeCustom({ model_name: 'c', endpoint_name: 'c', custom_image_uri: IMAGE });
    const [finding, ...others] = findingsIn({ stages: [PROD] }, { ...CONFIGS, 'c.json': image });
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ file: 'mlops-settings.json', code: 'unknown-stage', pointer: '/stages' });
    expect(finding?.message).to.equal('the stage `dev` is not among the stages, and 2 values of 2 files are for it');
  });

  it('is that there are none, or no settings at all', () => {
    expect(placesIn({ target: 'local' }, CONFIGS)).to.deep.equal(['mlops-settings.json error unknown-stage ']);
    const [finding, ...others] = findingsIn(undefined, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ file: 'a.json', code: 'unknown-stage', pointer: '/inference_instance' });
    expect(finding?.message).to.match(/likewise in 1 more file$/);
    expect(finding?.hint).to.contain('"name": "dev"');
  });

  it('is a stage that nobody has a value for', () => {
    const qa = { name: 'qa', account: '333333333333', region: 'eu-west-1' };
    const [finding, ...others] = findingsIn({ stages: [DEV, qa, PROD] }, CONFIGS);
    expect(others).to.deep.equal([]);
    expect(finding).to.include({ file: 'mlops-settings.json', code: 'stage-value-missing', pointer: '/stages/1/name' });
    expect(finding?.related?.map(({ file }) => file)).to.deep.equal(['a.json', 'b.json']);
  });

  it('leaves what one file lacks, or misnames, to that file', () => {
    const lacking = { ...CONFIGS, 'b.json': { ...CONFIGS['b.json'], inference_instance: { dev: 'ml.m5.large' } } };
    expect(placesIn({ stages: [DEV, PROD] }, lacking)).to.deep.equal([
      'b.json error stage-value-missing /inference_instance',
    ]);
    const strange = { ...INSTANCES, qa: 'ml.m5.large' };
    const misnamed = { ...CONFIGS, 'b.json': { ...CONFIGS['b.json'], inference_instance: strange } };
    expect(placesIn({ stages: [DEV, PROD] }, misnamed)).to.deep.equal([
      'b.json error unknown-stage /inference_instance/qa',
    ]);
  });

  it('is left to the files where not all of them are read', () => {
    const { settings, source } = parseSettings(toBytes({ stages: [DEV, PROD, { ...PROD, name: 'qa' }] }));
    const files = Object.entries(CONFIGS).map(([path, value]) => ({ path, bytes: toBytes(value) }));
    const about = { files, settings, settingsFile: source, rules: commitRules, partial: true };
    expect(loadDesired(about).findings.filter(({ code }) => code === 'stage-value-missing')).to.have.length(2);
  });
});
