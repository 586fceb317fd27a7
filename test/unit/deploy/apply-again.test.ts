import { expect } from 'chai';
import { ApplyWorld, outcomesOf } from '../../helpers/apply-world.ts';
import { realtime } from '../../helpers/specs.ts';

const SPEC = realtime();
const CHANGED = realtime('churn', { instance_count: 2 });

describe('applying a plan again that did not come to its end', () => {
  let world: ApplyWorld;

  beforeEach(() => {
    world = new ApplyWorld();
  });

  afterEach(() => {
    world.remove();
  });

  function failAt(operation: 'create' | 'update'): void {
    const failure = { stack: SPEC.stackName, logicalId: 'Endpoint', operation, reason: 'no capacity' };
    world.faults({ failures: [failure] });
  }

  function stepsToGoOn(): readonly string[] {
    return world.events.flatMap((event) =>
      event.kind === 'step' && event.step.startsWith('goes on where') ? [event.step] : [],
    );
  }

  async function outcome(plan: Awaited<ReturnType<ApplyWorld['plan']>>) {
    const { result, ...rest } = outcomesOf(await world.apply(plan))[SPEC.stackName] ?? expect.fail();
    return 'guard' in rest ? `${result} ${rest.guard}` : result;
  }

  it('goes on where a creation failed, and where a second one did', async () => {
    const plan = await world.plan([{ spec: SPEC }]);
    failAt('create');
    expect(await outcome(plan)).to.equal('failed');
    expect(await outcome(plan)).to.equal('failed');
    world.faults({});
    expect(await outcome(plan)).to.equal('deployed');
    expect(stepsToGoOn()).to.deep.equal(
      Array(2).fill('goes on where an earlier run of this plan ended (ROLLBACK_COMPLETE)'),
    );
  });

  it('goes on where the creation failed anew of a stack that was found failed', async () => {
    failAt('create');
    await world.deploy([{ spec: SPEC }]);
    const plan = await world.plan([{ spec: SPEC }]);
    expect(await outcome(plan)).to.equal('failed');
    world.faults({});
    expect(await outcome(plan)).to.equal('deployed');
  });

  it('goes on where an update failed', async () => {
    await world.deploy([{ spec: SPEC }]);
    const plan = await world.plan([{ spec: CHANGED }]);
    failAt('update');
    expect(await outcome(plan)).to.equal('failed');
    world.faults({});
    expect(await outcome(plan)).to.equal('deployed');
  });

  it('refuses what another plan left behind, though it looks the same', async () => {
    const plan = await world.plan([{ spec: SPEC }]);
    failAt('create');
    await world.deploy([{ spec: CHANGED }]);
    world.faults({});
    expect(await outcome(plan)).to.equal('refused stale-plan');
    expect(stepsToGoOn()).to.deep.equal([]);
  });
});
