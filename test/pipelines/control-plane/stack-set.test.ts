import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { roleName } from '../../../pipelines/control-plane/role-names.ts';
import { PYTHON } from '../support/sdk-requests.ts';
import { PREFIX, stackSetSpec, templateOf } from './support/specs.ts';
import { pendOrFail } from '../../helpers/pend-or-fail.ts';

interface Deployed {
  readonly accounts: readonly string[];
  readonly instances: readonly (readonly [account: string, region: string, status: string])[];
  readonly unsupported: readonly string[];
  readonly members: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

describe('the stack sets', function () {
  this.timeout(120_000);

  it('bring foundation and roles into every account of a unit', function () {
    if (!existsSync(PYTHON)) pendOrFail(this, 'emulator');
    const spec = stackSetSpec({ regions: ['eu-west-1'], ecrRepository: 'team/images' });
    const script = join(import.meta.dirname, 'support/stack_sets_on_moto.py');
    const input = JSON.stringify(templateOf(spec));

    const { stdout, stderr } = spawnSync(PYTHON, [script], { input, encoding: 'utf8' });

    const line = stdout.trim().split('\n').at(-1) ?? '';
    expect(line, stderr.slice(-2_000)).not.to.equal('');
    const { accounts, instances, members, unsupported } = JSON.parse(line) as Deployed;
    expect(accounts).to.have.length(2);
    expect([...instances].sort()).to.deep.equal(accounts.map((one) => [one, 'eu-west-1', 'CURRENT']).sort());
    // All others are really made.
    expect(unsupported).to.deep.equal(['AWS::ApiGateway::Account', 'AWS::S3::BucketPolicy']);
    const place = { stackPrefix: PREFIX, region: 'eu-west-1' };
    for (const account of accounts) {
      const found = members[account] ?? expect.fail();
      expect(found['roles']).to.include.members([
        roleName('read', place),
        roleName('deploy', place),
        roleName('execution', place),
      ]);
      expect(found['policies']).to.include(roleName('boundary', place));
      expect(found['buckets']).to.deep.equal([`mlops-assets-${account}-eu-west-1`]);
      expect(found['repositories']).to.deep.equal(['team/images']);
    }
  });
});
