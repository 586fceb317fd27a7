import { expect } from 'chai';
import { connectStage, type ConnectOptions } from '../../processor/adapters/cloudformation/connect-stage.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import { UserError } from '../../processor/model/errors.ts';
import type { Stage } from '../../processor/model/settings.ts';
import { useEmulator } from './use-emulator.ts';

const HERE = '111111111111';
const THERE = '222222222222';

const roles: Partial<Stage> = {
  readRoleArn: `arn:aws:iam::${THERE}:role/mlops-read`,
  roleArn: `arn:aws:iam::${THERE}:role/mlops-deploy`,
};

describe('the role of a stage by purpose', function () {
  this.timeout(30_000);
  const emulator = useEmulator();

  beforeEach(() => emulator().reset());

  function connect(change: Partial<ConnectOptions> = {}, from: { caller?: string; stage?: Partial<Stage> } = {}) {
    const { endpoint, credentials } = emulator().clientConfig('eu-west-1', from.caller ?? HERE);
    const stage: Stage = {
      ...{ name: 'prod', account: THERE, region: 'eu-west-1', approval: false, protected: false },
      ...{ assetsBucket: 'team-assets', ...roles, ...from.stage },
    };
    return connectStage({ stage, clock: createSystemClock(), endpoint, credentials, maxAttempts: 1, ...change });
  }

  async function countOf(action: string): Promise<number> {
    const { counts } = await emulator().calls();
    return counts.find((counted) => counted.action === action)?.count ?? 0;
  }

  /** Which role is asked for shows in the refusal, which names it. */
  async function refusedRole(change: Partial<ConnectOptions>, stage: Partial<Stage> = {}): Promise<UserError> {
    const { faults } = emulator();
    await faults.failCall({ service: 'sts', action: 'AssumeRole', code: 'AccessDenied', message: 'no', status: 403 });
    try {
      await connect(change, { stage });
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    return expect.fail('nothing was refused');
  }

  it('is the read role to look, and the deploy role to change', async () => {
    expect((await refusedRole({})).instructions.join()).to.contain('mlops-read');
    expect((await refusedRole({ purpose: 'read' })).instructions.join()).to.contain('mlops-read');
    expect((await refusedRole({ purpose: 'write' })).instructions.join()).to.contain('mlops-deploy');
  });

  it('is the deploy role for all where there is no other', async () => {
    const error = await refusedRole({ purpose: 'read' }, { readRoleArn: undefined });
    expect(error.instructions.join()).to.contain('mlops-deploy');
  });

  it('tells somebody with credentials of the wrong account what to do', async () => {
    const error = await refusedRole({});
    expect(error.code).to.equal('access-denied');
    expect(error.instructions.join('\n')).to.contain('mlops bootstrap').and.to.contain(`account ${THERE} itself`);
  });

  it('is not assumed in the caller’s own account', async () => {
    await connect({}, { caller: THERE });
    expect(await countOf('AssumeRole')).to.equal(0);
  });

  it('is assumed even there when roles are assumed always', async () => {
    const target = await connect({ assumeRoles: 'always' }, { caller: THERE });
    await target.listStacks();
    expect(await countOf('AssumeRole')).to.equal(1);
    expect(await countOf('GetCallerIdentity')).to.equal(0);
  });

  it('is none, even then, where the stage names none', async () => {
    const none = { readRoleArn: undefined, roleArn: undefined };
    await connect({ assumeRoles: 'always' }, { caller: THERE, stage: none });
    expect(await countOf('AssumeRole')).to.equal(0);
  });
});
