import { expect } from 'chai';
import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { checkOtherStage } from '../../../../processor/config/rules/file/other-stage.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import type { WrittenWorkload } from '../../../../processor/config/shared/written-workload.ts';
import { toBytes } from '../support/load.ts';
import { findingsIn, placesIn } from './check-repository.ts';
import { batch, dataQuality, realtime } from './workloads.ts';

const ACCOUNTS = { dev: '111111111111', staging: '222222222222', prod: '333333333333' };
const THREE = { stages: Object.entries(ACCOUNTS).map(([name, account]) => ({ name, account, region: 'eu-west-1' })) };
const TWO = { stages: THREE.stages.filter(({ name }) => name !== 'staging') };
const OWN = { dev: 'a-one/out', staging: 'a-two/out', prod: 'a-three/out' };

/** A location for each stage, with these words in the place of its name. */
function places(words: Readonly<Record<string, string>>, form = 'acme-*/churn'): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).map(([stage, word]) => [stage, form.replaceAll('*', word)]));
}

function capturing(words: Readonly<Record<string, string>>, form?: string) {
  return { 'a.json': realtime({ data_capture_location: places(words, form) }) };
}

describe('a value for one stage that names another', () => {
  it('was copied and not edited', () => {
    const [finding, ...more] = findingsIn(THREE, capturing({ dev: 'dev', staging: 'staging', prod: 'dev' }));
    expect(more).to.deep.equal([]);
    expect(finding).to.include({
      severity: 'warning',
      code: 'other-stage',
      pointer: '/data_capture_location/prod',
      message: '`"acme-dev/churn"` is the value for stage `prod`, and names stage `dev`',
      hint: 'did you mean `acme-prod/churn`? Ignore this if `prod` is to use what is called after `dev`',
    });
  });

  it('may be edited by half', () => {
    const half = { dev: 'acme-dev/dev/in', staging: 'acme-staging/staging/in', prod: 'acme-prod/staging/in' };
    const configs = { 'a.json': realtime({ data_capture_location: half }) };
    expect(findingsIn(THREE, configs)[0]?.hint).to.include('did you mean `acme-prod/prod/in`?');
  });

  it('is to be edited in the case of the others', () => {
    const configs = capturing({ dev: 'DEV', staging: 'STAGING', prod: 'DEV' }, 'acme/*/churn');
    expect(findingsIn(THREE, configs)[0]?.hint).to.include('did you mean `acme/PROD/churn`?');
    const titled = capturing({ dev: 'Dev', staging: 'Staging', prod: 'Dev' }, 'acme/*/churn');
    expect(findingsIn(THREE, titled)[0]?.hint).to.include('did you mean `acme/Prod/churn`?');
  });

  it('is one warning, at the map, where two changed places', () => {
    expect(placesIn(THREE, capturing({ dev: 'prod', staging: 'staging', prod: 'dev' }))).to.deep.equal([
      'a.json warning other-stage /data_capture_location',
    ]);
    expect(placesIn(TWO, capturing({ dev: 'prod', prod: 'dev' }))).to.have.lengthOf(1);
  });

  it('shows between two stages by what stands beside it', () => {
    const data_capture_location = places({ dev: 'dev', prod: 'dev' });
    const endpoint_name = places({ dev: 'dev', prod: 'prod' }, 'churn-*');
    expect(placesIn(TWO, { 'a.json': realtime({ data_capture_location, endpoint_name }) })).to.deep.equal([
      'a.json warning other-stage /data_capture_location/prod',
    ]);
    expect(placesIn(TWO, { 'a.json': realtime({ data_capture_location }) })).to.deep.equal([]);
  });

  it('shows by what stands in another workload of the file', () => {
    const north = { name: 'north', endpoint_name: 'north', data_capture_location: places({ dev: 'dev', prod: 'dev' }) };
    const south = {
      name: 'south',
      endpoint_name: 'south',
      data_capture_location: places({ dev: 'dev', prod: 'prod' }),
    };
    expect(placesIn(TWO, { 'a.json': { workloads: [realtime(north), realtime(south)] } })).to.deep.equal([
      'a.json warning other-stage /workloads/0/data_capture_location/prod',
    ]);
  });

  it('is said of data that a stage takes from an earlier one', () => {
    function reads(words: Readonly<Record<string, string>>): readonly string[] {
      return placesIn(THREE, {
        'a.json': batch({ batch_inference_data: places(words), batch_job_output_location: OWN }),
      });
    }
    expect(reads({ dev: 'dev', staging: 'staging', prod: 'staging' })).to.deep.equal([
      'a.json warning other-stage /batch_inference_data/prod',
    ]);
    expect(reads({ dev: 'dev', staging: 'prod', prod: 'prod' })).to.deep.equal([]);
  });

  it('is not said again where something else is', () => {
    const name = { dev: 'churn-dev', staging: 'churn-staging', prod: 'churn-prod' };
    const right = places({ dev: 'dev', staging: 'staging', prod: 'prod' });
    const wrong = places({ dev: 'dev', staging: 'staging', prod: 'dev' });
    function configs(captured: object, read: object) {
      return {
        'a.json': realtime({ endpoint_name: name, data_capture_location: captured }),
        'b.json': dataQuality({ endpoint_name: name, data_capture_location: read }),
      };
    }
    expect(placesIn(THREE, configs(right, wrong))).to.deep.equal([
      'b.json error capture-location-differs /data_capture_location/prod',
    ]);
    expect(placesIn(THREE, configs(wrong, right))).to.have.lengthOf(1);
  });
});

it('many values that are alike are looked at a few times each, not once for each other', () => {
  let looks = 0;
  function watched(written: WrittenWorkload): WrittenWorkload {
    const attributes = new Proxy(written.attributes, {
      get: (target, name) => {
        looks += name === 'data_capture_location' ? 1 : 0;
        return Reflect.get(target, name) as unknown;
      },
    });
    return { ...written, attributes };
  }
  const workloads = Array.from({ length: 100 }, (_, index) =>
    realtime({ model_name: `m-${index}`, data_capture_location: places({ dev: 'dev', prod: 'dev' }) }),
  );
  const { settings } = parseSettings(toBytes(TWO));
  const files = [{ path: 'a.json', bytes: toBytes({ workloads }) }];
  const { written } = loadDesired({ files, settings, rules: [] });

  const findings = checkOtherStage({ settings, settingsFile: undefined, written: written.map(watched), resolved: [] });

  expect(findings).to.deep.equal([]);
  expect(written).to.have.lengthOf(100);
  expect(looks).to.be.within(100, 1000);
});

describe('values by stage that name stages', () => {
  const harmless: Readonly<Record<string, object>> = {
    'are fine where each names its own': capturing({ dev: 'dev', staging: 'staging', prod: 'prod' }),
    'may all name one': capturing({ dev: 'prod', staging: 'prod', prod: 'prod' }),
    'may be parts of a bucket that is called after one': capturing(
      { dev: 'dev', staging: 'staging', prod: 'prod' },
      'prod-data/*/churn',
    ),
    'may share a bucket that is called after one, each with its own folder': {
      'a.json': realtime({
        data_capture_location: { dev: 'a-dev/dev/in', staging: 'a-dev/staging/in', prod: 'a-prod/prod/in' },
      }),
    },
    'may hold the name of a stage within a word': capturing({ dev: 'nonprod', staging: 'nonprod', prod: 'product' }),
    'may be promoted from stage to stage': {
      'a.json': realtime({
        model_artifact_location: places({ dev: 'dev', staging: 'dev', prod: 'prod' }, '*/model.tar.gz'),
      }),
    },
  };
  for (const [title, configs] of Object.entries(harmless)) {
    it(title, () => {
      expect(placesIn(THREE, configs as Readonly<Record<string, object>>)).to.deep.equal([]);
    });
  }
});
