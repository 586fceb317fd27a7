import { expect } from 'chai';
import { checkSharedBucket } from '../../../../processor/config/rules/settings/shared-bucket.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'eu-west-1' };

describe('assets buckets of stages', () => {
  function check(written: unknown): readonly string[] {
    const { settings, source } = parseSettings(toBytes(written));
    return checkSharedBucket({ settings, settingsFile: source, written: [], resolved: [] }).map(
      ({ severity, code, pointer, line, message }) => `${severity} ${code} ${pointer} ${line}: ${message}`,
    );
  }

  it('are refused for two accounts, where they are written', () => {
    expect(check({ assets_bucket: 'models', stages: [DEV, PROD] })).to.deep.equal([
      'error shared-bucket /assets_bucket 2: the assets bucket `models` cannot be that of stage `dev` (111111111111 eu-west-1) and of stage `prod` (222222222222 eu-west-1)',
    ]);
    const own = { assets_bucket: 'models' };
    expect(check({ stages: [{ ...DEV, ...own }, PROD, { ...PROD, name: 'qa', ...own }] })).to.deep.equal([
      'error shared-bucket /stages/2/assets_bucket 18: the assets bucket `models` cannot be that of stage `dev` (111111111111 eu-west-1) and of stage `qa` (222222222222 eu-west-1)',
    ]);
  });

  it('are refused for two regions of one account, named or not', () => {
    const unnamed = { name: 'dev', region: 'eu-west-1' };
    for (const dev of [DEV, unnamed]) {
      const found = check({ assets_bucket: 'models', stages: [dev, { ...dev, name: 'us', region: 'us-east-1' }] });
      expect(found).to.have.lengthOf(1);
    }
  });

  it('are named once each', () => {
    const far = { name: 'far', account: '333333333333', region: 'us-east-1' };
    expect(check({ assets_bucket: 'models', stages: [DEV, PROD, far] })).to.have.lengthOf(1);
  });

  it('may be shared in one place, and are apart by default', () => {
    expect(check({ assets_bucket: 'models', stages: [DEV, { ...DEV, name: 'qa' }] })).to.deep.equal([]);
    expect(check({ stages: [DEV, PROD] })).to.deep.equal([]);
    expect(check({ assets_bucket: 'models' })).to.deep.equal([]);
    expect(check({})).to.deep.equal([]);
  });

  it('are judged by what is sure: not by an account that is left open, nor by a region that is misspelt', () => {
    expect(check({ assets_bucket: 'models', stages: [DEV, { name: 'qa', region: 'eu-west-1' }] })).to.deep.equal([]);
    expect(
      check({ assets_bucket: 'models', stages: [DEV, { ...DEV, name: 'qa', region: 'eu-wset-1' }] }),
    ).to.deep.equal([]);
  });
});
