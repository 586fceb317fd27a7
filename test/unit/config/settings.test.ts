import { expect } from 'chai';

import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { summary, toBytes } from './support/load.ts';

function faultsOf(written: unknown): readonly string[] {
  return summary(parseSettings(toBytes(written)).findings);
}

describe('settings', () => {
  it('are complete without a file', () => {
    expect(parseSettings(undefined)).to.deep.equal({
      settings: {
        target: 'local',
        stackPrefix: 'mlops-pipeline',
        stages: [
          {
            name: 'default',
            account: '000000000000',
            region: 'us-east-1',
            approval: false,
            protected: false,
            assetsBucket: 'mlops-assets-000000000000-us-east-1',
          },
        ],
        notifications: { emails: [] },
        guards: {},
        allowedAccounts: [],
      },
      findings: [],
    });
    const { settings, findings } = parseSettings(toBytes({}));
    expect({ settings, findings }).to.deep.equal(parseSettings(undefined));
  });

  it('take what the file says, and stages take what the file says for all', () => {
    const { settings, findings } = parseSettings(
      toBytes({
        target: 'aws',
        stack_prefix: 'team',
        ecr_repository: 'images',
        notifications: { emails: ['ops@example.org'] },
        guards: { max_deletions: 0 },
        source: { provider: 'github', repository: 'team/models' },
        allowed_accounts: ['444444444444'],
        stages: [
          { name: 'dev', account: '111111111111', region: 'eu-west-1' },
          { name: 'prod', account: '222222222222', approval: true, protected: true, assets_bucket: 'own-bucket' },
        ],
      }),
    );
    expect(findings).to.deep.equal([]);
    expect(settings).to.deep.include({
      target: 'aws',
      stackPrefix: 'team',
      guards: { maxDeletions: 0 },
      source: { provider: 'github', repository: 'team/models', branch: 'main' },
      allowedAccounts: ['444444444444'],
    });
    expect(settings.stages.map(({ assetsBucket, ecrRepository }) => [assetsBucket, ecrRepository])).to.deep.equal([
      ['mlops-assets-111111111111-eu-west-1', 'images'],
      ['own-bucket', 'images'],
    ]);
  });

  const faults: readonly (readonly [what: string, written: unknown, findings: readonly string[]])[] = [
    ['fixture 16: an array', [], ['wrong-type']],
    ['fixture 10: a trailing comma', '{"target":"aws",}', ['trailing-comma']],
    ['fixture 22: a forbidden key', '{"__proto__":{}}', ['forbidden-key /__proto__']],
    ['an unknown key', { stack_prefx: 'a' }, ['unknown-attribute /stack_prefx']],
    ['an unknown target', { target: 'azure' }, ['unknown-value /target']],
    ['a prefix that starts with a digit', { stack_prefix: '1a' }, ['wrong-form /stack_prefix']],
    ['a prefix of 41 characters', { stack_prefix: 'a'.repeat(41) }, ['too-long /stack_prefix']],
    ['no stage', { stages: [] }, ['too-few /stages']],
    ['a stage without a name', { stages: [{ account: '111111111111' }] }, ['missing-attribute /stages/0']],
    ['a stage with a blank', { stages: [{ name: 'pre prod' }] }, ['wrong-form /stages/0/name']],
    ['an account of 11 digits', { stages: [{ name: 'a', account: '11111111111' }] }, ['wrong-form /stages/0/account']],
    ['an account as a number', { stages: [{ name: 'a', account: 111111111111 }] }, ['wrong-type /stages/0/account']],
    ['a region in words', { stages: [{ name: 'a', region: 'Frankfurt' }] }, ['wrong-form /stages/0/region']],
    ['fixture 61: bucket A_b', { assets_bucket: 'A_b' }, ['wrong-form /assets_bucket']],
    ['fixture 61: bucket ab', { assets_bucket: 'ab' }, ['wrong-form /assets_bucket']],
    ['fixture 61: bucket 192.168.0.1', { assets_bucket: '192.168.0.1' }, ['wrong-form /assets_bucket']],
    ['fixture 61: bucket xn--x', { assets_bucket: 'xn--x' }, ['wrong-form /assets_bucket']],
    ['fixture 61: bucket x-s3alias', { assets_bucket: 'x-s3alias' }, ['wrong-form /assets_bucket']],
    [
      'a branch of two dots',
      { source: { provider: 'github', repository: 'a/b', branch: 'a..b' } },
      ['wrong-form /source/branch'],
    ],
    [
      'two faults',
      { target: 'x', guards: { max_deletions: -1 } },
      ['unknown-value /target', 'out-of-range /guards/max_deletions'],
    ],
  ];
  for (const [what, written, findings] of faults) {
    it(`refuse ${what}`, () => {
      expect(faultsOf(written)).to.have.members(findings);
    });
  }

  it('show a valid value beside one that has the wrong form', () => {
    const { findings } = parseSettings(
      toBytes({ notifications: { emails: ['nobody'] }, stages: [{ name: 'a', account: '1234', region: 'mars' }] }),
    );
    expect(findings.map(({ hint }) => hint)).to.have.members([
      'a valid one is `ml-team@example.com`',
      'a valid one is `111111111111`',
      'a valid one is `eu-central-1`',
    ]);
  });

  it('refuse two stages of one name, whatever the case, and name both places', () => {
    const { findings, settings } = parseSettings(toBytes({ stages: [{ name: 'prod' }, { name: 'Prod' }] }));
    expect(summary(findings)).to.deep.equal(['duplicate-stage /stages/1/name']);
    expect(findings[0]).to.include({ line: 7 });
    expect(findings[0]?.related?.[0]).to.include({ line: 4 });
    expect(settings.stages).to.have.lengthOf(1);
  });

  it('keep what is right of a file with a fault, so that validation of configs goes on', () => {
    const { settings } = parseSettings(
      toBytes({ stack_prefix: '1', stages: [{ name: 'dev', region: 'x' }, { account: '1' }, { name: 'prod' }] }),
    );
    expect(settings.stackPrefix).to.equal('mlops-pipeline');
    expect(settings.stages.map(({ name, region }) => `${name} ${region}`)).to.deep.equal([
      'dev us-east-1',
      'prod us-east-1',
    ]);
  });

  it('explain a bucket', () => {
    const { findings } = parseSettings(toBytes({ assets_bucket: '192.168.0.1' }));
    expect(findings[0]?.message).to.include('IP address');
  });
});
