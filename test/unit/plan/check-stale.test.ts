import { expect } from 'chai';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../../../processor/model/stack.ts';
import { checkStale, type Staleness } from '../../../processor/plan/check-stale.ts';
import { realtime } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

function check(one: World, change: (stacks: readonly DeployedStack[]) => readonly DeployedStack[]): Staleness {
  const deployed = one.input().stages[0]?.deployed ?? [];
  return checkStale(one.plan(), [{ stage: 'dev', deployed: change(deployed) }]);
}

function updated(): World {
  return world()
    .has(realtime())
    .wants(realtime('churn', { instance_count: 2 }));
}

function wantedOf(one: World): Readonly<Record<string, string>> {
  return { [FINGERPRINT_OUTPUT]: one.plan().stages[0]?.changes[0]?.desiredFingerprint ?? '' };
}

describe('checkStale', () => {
  it('finds nothing when nothing moved', () => {
    expect(check(updated(), (stacks) => stacks)).to.eql({ moved: [], reached: [] });
  });

  it('tells a stack that was made anew, changed, touched or removed', () => {
    const reasons = [
      (stack: DeployedStack) => [{ ...stack, stackId: 'another' }],
      (stack: DeployedStack) => [{ ...stack, outputs: { [FINGERPRINT_OUTPUT]: 'another' } }],
      (stack: DeployedStack) => [{ ...stack, status: 'UPDATE_ROLLBACK_FAILED' as const }],
      () => [],
      (stack: DeployedStack) => [{ ...stack, status: 'DELETE_COMPLETE' as const }],
    ].map((change) => check(updated(), (stacks) => stacks.flatMap(change)).moved[0]?.reason);

    expect(reasons).to.eql([
      'it was deleted and created again',
      'its content was changed',
      'its status was CREATE_COMPLETE, now UPDATE_ROLLBACK_FAILED',
      'it is gone',
      'it is gone',
    ]);
  });

  it('tells a stack that appeared where the plan saw none', () => {
    const [appeared] = world().has(realtime()).input().stages[0]?.deployed ?? [];
    const { moved } = check(world().wants(realtime('churn', { instance_count: 2 })), () =>
      appeared ? [appeared] : [],
    );

    expect(moved[0]?.reason).to.equal('it exists now (CREATE_COMPLETE), the plan saw none');
  });

  it('knows what an earlier run of the same plan has reached', () => {
    const update = check(updated(), (stacks) =>
      stacks.map((stack) => ({ ...stack, status: 'UPDATE_COMPLETE', outputs: wantedOf(updated()) })),
    );
    const deletion = check(world().has(realtime('old')), () => []);

    expect(update.moved).to.eql([]);
    expect(update.reached.map(({ stage, stack }) => [stage, stack])).to.eql([['dev', realtime().stackName]]);
    expect(deletion.moved).to.eql([]);
    expect(deletion.reached).to.have.length(1);
  });

  it('does not take a failed attempt for the goal', () => {
    const { moved } = check(updated(), (stacks) =>
      stacks.map((stack) => ({ ...stack, status: 'UPDATE_FAILED', outputs: wantedOf(updated()) })),
    );

    expect(moved).to.have.length(1);
  });

  it('takes nothing for its goal that it was not to reach', () => {
    const left = check(world().keeps(realtime()), () => []);
    const foreign = world()
      .has(realtime(), { tags: {} })
      .wants(realtime('churn', { instance_count: 2 }));
    const blocked = check(foreign, (stacks) => stacks.map((stack) => ({ ...stack, outputs: wantedOf(foreign) })));

    expect([left, blocked].map(({ moved, reached }) => [moved.length, reached.length])).to.eql([
      [1, 0],
      [1, 0],
    ]);
  });

  it('sees no stack in a stage of which nothing was looked at', () => {
    expect(checkStale(updated().plan(), []).moved[0]?.reason).to.equal('it is gone');
    expect(checkStale(world().wants(realtime()).plan(), [])).to.eql({ moved: [], reached: [] });
  });

  it('lets the status of a stack change that the plan leaves alone, but not its content', () => {
    const same = check(world().keeps(realtime()), (stacks) =>
      stacks.map((stack) => ({ ...stack, status: 'UPDATE_COMPLETE' })),
    );
    const other = check(world().keeps(realtime()), (stacks) => stacks.map((stack) => ({ ...stack, outputs: {} })));

    expect(same.moved).to.eql([]);
    expect(other.moved).to.have.length(1);
  });
});
