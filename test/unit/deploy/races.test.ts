import { expect } from 'chai';
import { haltOf } from '../../../processor/cli/apply/overtaken.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { Change, Plan } from '../../../processor/model/plan.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { ApplyWorld, outcomesOf } from '../../helpers/apply-world.ts';
import { batch, realtime } from '../../helpers/specs.ts';

/** A target with some of its methods replaced. */
function overlay(target: StackTarget, change: Partial<StackTarget>): StackTarget {
  return {
    kind: target.kind,
    stage: target.stage,
    lock: (holder) => target.lock(holder),
    listStacks: () => target.listStacks(),
    describeStack: (nameOrId) => target.describeStack(nameOrId),
    readTemplate: (nameOrId) => target.readTemplate(nameOrId),
    publishAsset: (asset) => target.publishAsset(asset),
    createChangeSet: (request) => target.createChangeSet(request),
    executeChangeSet: (changeSet, token) => target.executeChangeSet(changeSet, token),
    discardChangeSet: (changeSet) => target.discardChangeSet(changeSet),
    deleteStack: (stackId, token) => target.deleteStack(stackId, token),
    continueUpdateRollback: (stackId, token) => target.continueUpdateRollback(stackId, token),
    rollbackStack: (stackId, token) => target.rollbackStack(stackId, token),
    listEvents: (stackId, token) => target.listEvents(stackId, token),
    listOperations: (stackName) => target.listOperations(stackName),
    ...change,
  };
}

/** The lock is one process's: inside a test, the other run works under the lock of the first. */
const UNLOCKED: Partial<StackTarget> = { lock: () => Promise.resolve({ release: () => Promise.resolve() }) };

describe('applying beside another run', () => {
  let world: ApplyWorld;
  const spec = realtime();
  const changed = realtime('churn', { instance_count: 2 });

  beforeEach(() => {
    world = new ApplyWorld();
  });

  afterEach(() => {
    world.remove();
  });

  /** Runs `meanwhile` once, just before the first call of `method`. */
  function disturbed(
    target: StackTarget,
    method: 'createChangeSet' | 'executeChangeSet',
    meanwhile: () => Promise<unknown>,
  ): StackTarget {
    let isDone = false;
    async function once(): Promise<void> {
      if (isDone) return;
      isDone = true;
      await meanwhile();
    }
    return overlay(target, {
      createChangeSet: async (request) => {
        if (method === 'createChangeSet') await once();
        return target.createChangeSet(request);
      },
      executeChangeSet: async (changeSet, token) => {
        if (method === 'executeChangeSet') await once();
        await target.executeChangeSet(changeSet, token);
      },
    });
  }

  for (const method of ['createChangeSet', 'executeChangeSet'] as const) {
    it(`ends unchanged when another run did the same just before ${method}`, async () => {
      await world.deploy([{ spec }]);
      const plan = await world.plan([{ spec: changed }]);
      const target = world.targets()('dev');
      const other = overlay(target, UNLOCKED);
      const mine = disturbed(target, method, () => world.apply(plan, { targetOf: () => other, runId: 'other' }));
      const report = await world.apply(plan, { targetOf: () => mine, runId: 'mine' });
      const outcome = outcomesOf(report)[spec.stackName];
      // Before the change set was made: it comes out empty. After: it can no longer be executed.
      expect(outcome).to.have.property('result', 'unchanged');
      expect(report.succeeded).to.equal(true);
      const operations = await target.listOperations(spec.stackName);
      expect(operations.map(({ kind, token }) => `${kind} ${token.split('-').at(-1) ?? ''}`)[0]).to.equal(
        'update other',
      );
      expect(operations).to.have.length(2);
    });
  }

  it('is refused as stale when another run did something else just before', async () => {
    await world.deploy([{ spec }]);
    const plan = await world.plan([{ spec: changed }]);
    const theirs = await world.plan([{ spec: realtime('churn', { instance_count: 7 }) }]);
    const target = world.targets()('dev');
    const other = overlay(target, UNLOCKED);
    const mine = disturbed(target, 'executeChangeSet', () => world.apply(theirs, { targetOf: () => other }));
    const outcome = outcomesOf(await world.apply(plan, { targetOf: () => mine }))[spec.stackName];
    expect(outcome).to.include({ result: 'refused', guard: 'stale-plan' });
    expect(outcome).to.have.property('reason').that.includes('plan again');
  });

  /** The plan of somebody who looked while the creation was still running: without outputs, so without fingerprint. */
  async function planDuringCreation(): Promise<Plan> {
    const plan = await world.plan([{ spec: changed }]);
    function early(change: Change): Change {
      const seen: { -readonly [Member in keyof Change]: Change[Member] } = { ...change };
      delete seen.deployedFingerprint;
      if (seen.deployed) seen.deployed = { ...seen.deployed, status: 'CREATE_IN_PROGRESS' };
      return seen;
    }
    return { ...plan, stages: plan.stages.map((stage) => ({ ...stage, changes: stage.changes.map(early) })) };
  }

  it('goes on when a creation that its plan saw running has ended', async () => {
    await world.deploy([{ spec }]);
    const report = await world.apply(await planDuringCreation());
    expect(outcomesOf(report)[spec.stackName]).to.include({ result: 'deployed' });
  });

  it('is refused as stale when the stack was updated after the creation that its plan saw running', async () => {
    await world.deploy([{ spec }]);
    const plan = await planDuringCreation();
    await world.deploy([{ spec: realtime('churn', { instance_count: 7 }) }]);
    expect(outcomesOf(await world.apply(plan))[spec.stackName]).to.deep.include({
      result: 'refused',
      guard: 'stale-plan',
      reason: 'its configuration was changed after the plan was made; plan again',
    });
  });

  it('creates once when two runs create at the same moment', async () => {
    const plan = await world.plan([{ spec }]);
    const target = world.targets()('dev');
    const other = overlay(target, UNLOCKED);
    const mine = disturbed(target, 'createChangeSet', () => world.apply(plan, { targetOf: () => other }));
    const outcome = outcomesOf(await world.apply(plan, { targetOf: () => mine }))[spec.stackName];
    expect(outcome).to.have.property('result', 'unchanged');
    expect(await target.listOperations(spec.stackName)).to.have.length(1);
  });

  it('discards the change set when it is interrupted before executing it', async () => {
    const controller = new AbortController();
    const target = world.targets()('dev');
    const mine = overlay(target, {
      createChangeSet: async (request) => {
        const made = await target.createChangeSet(request);
        controller.abort();
        return made;
      },
    });
    const plan = await world.plan([{ spec }]);
    const report = await world.apply(plan, { targetOf: () => mine, signal: controller.signal });
    expect(outcomesOf(report)[spec.stackName]).to.deep.equal({
      result: 'skipped',
      reason: 'the run was interrupted before it changed anything',
    });
    expect(await target.describeStack(spec.stackName)).to.equal(undefined);
    expect((await world.deploy([{ spec }])).succeeded).to.equal(true);
  });

  it('keeps the lock until all have ended, and then throws, when one meets a bug', async () => {
    const target = world.targets()('dev');
    const events: string[] = [];
    const fine = batch('fraud');
    const mine = overlay(target, {
      lock: async (holder) => {
        const lock = await target.lock(holder);
        return {
          release: () => {
            events.push('released');
            return lock.release();
          },
        };
      },
      createChangeSet: (request) => {
        if (request.stackName === spec.stackName) return Promise.reject(new TypeError('a bug'));
        return target.createChangeSet(request);
      },
    });
    const plan = await world.plan([{ spec }, { spec: fine }]);
    const end = await world
      .apply(plan, {
        targetOf: () => mine,
        onEvent: (event) => {
          if (event.kind === 'change-finished') events.push(`finished ${event.stack}`);
        },
      })
      .then(
        () => 'fine',
        (error: unknown) => String(error),
      );
    expect(end).to.equal('TypeError: a bug');
    expect(events).to.deep.equal([`finished ${fine.stackName}`, 'released']);
  });

  it('starts nothing more once the surroundings have failed', async () => {
    const target = world.targets()('dev');
    let calls = 0;
    const mine = overlay(target, {
      createChangeSet: () => {
        calls += 1;
        return Promise.reject(new UserError('no-credentials', 'expired', { instructions: ['sign in'] }));
      },
    });
    const plan = await world.plan([{ spec }, { spec: batch('fraud') }, { spec: batch('fair') }]);
    const report = await world.apply(plan, { targetOf: () => mine, concurrency: 1 });
    const outcomes = Object.values(outcomesOf(report));
    expect(outcomes.map(({ result }) => result).sort()).to.deep.equal(['failed', 'skipped', 'skipped']);
    expect(outcomes.find(({ result }) => result === 'failed')).to.include({ rootCause: 'expired', hint: 'sign in' });
    const left = outcomes.filter(({ result }) => result === 'skipped');
    expect(left).to.deep.equal(
      Array(2).fill({ result: 'skipped', reason: 'the run stopped before it started: expired', cause: 'halt' }),
    );
    expect(haltOf(report)).to.equal('the run stopped before it started: expired');
    expect(calls).to.equal(1);
  });

  it('says that nothing was changed when the first stage cannot be locked', async () => {
    const held = new UserError('lock-held', 'somebody else applies', { instructions: ['wait'] });
    const target = overlay(world.targets()('dev'), { lock: () => Promise.reject(held) });
    const error: unknown = await world
      .apply(await world.plan([{ spec }]), { targetOf: () => target })
      .catch((e: unknown) => e);
    expect(error)
      .to.be.instanceOf(UserError)
      .and.to.deep.include({
        ...{ code: 'lock-held', message: 'somebody else applies; nothing was changed', instructions: ['wait'] },
      });
  });

  it('reports the earlier stages when a later one cannot be locked', async () => {
    world.remove();
    world = new ApplyWorld({ stages: [{ name: 'dev' }, { name: 'prod', account: '222222222222' }] });
    const targets = world.targets();
    const held = new UserError('lock-held', 'somebody else applies', { instructions: ['wait'] });
    const kept = { spec: batch('kept') };
    await world.deploy([kept]);
    const plan = await world.plan([{ spec }, kept]);
    const report = await world.apply(plan, {
      targetOf: (stage) =>
        stage === 'dev' ? targets('dev') : overlay(targets('prod'), { lock: () => Promise.reject(held) }),
    });
    expect(outcomesOf(report)[`prod/${kept.spec.stackName}`]).to.deep.equal({ result: 'unchanged' });
    expect(outcomesOf(report)[`prod/${spec.stackName}`]).to.have.property('hint', 'wait');
    expect(report.succeeded).to.equal(false);
    expect(outcomesOf(report)[`dev/${spec.stackName}`]).to.have.property('result', 'deployed');
    expect(outcomesOf(report)[`prod/${spec.stackName}`]).to.include({ result: 'failed', rootCause: held.message });
  });

  it('promotes a workload whose deletion waits in an earlier stage', async () => {
    world.remove();
    world = new ApplyWorld({ stages: [{ name: 'dev' }, { name: 'prod', account: '222222222222' }] });
    const stays = batch('fraud');
    await world.deploy([{ spec }, { spec: stays }]);
    const plan = await world.plan([{ spec: changed }, { spec: stays }]);
    const without = await world.plan([{ spec: stays }]);
    const [dev, prod] = [without.stages[0], plan.stages[1]];
    if (dev === undefined || prod === undefined) return expect.fail('two stages');
    const report = await world.apply({ ...plan, stages: [dev, prod] });
    expect(outcomesOf(report)[`dev/${spec.stackName}`]).to.have.property('result', 'skipped');
    expect(outcomesOf(report)[`prod/${spec.stackName}`]).to.have.property('result', 'deployed');
  });
});
