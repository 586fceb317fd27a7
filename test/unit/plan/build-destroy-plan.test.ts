import { expect } from 'chai';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { batch, monitor, realtime } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const LIVE = { endpoint_name: 'live' };
const [HOLDER, WATCHER] = [realtime('a', LIVE), monitor('z', LIVE)];

function destroy(state: ReturnType<typeof world>, ...stacks: readonly string[]) {
  const { stages, createdAt } = state.input();
  return buildDestroyPlan({ stages, stacks, createdAt }).stages.flatMap(({ changes }) =>
    changes.map(({ stack, dependsOn }) => [stack, ...dependsOn]),
  );
}

describe('a deletion by name', () => {
  it('takes a monitor before the stack that has its endpoint, whatever stack that was when it was deployed', () => {
    const before = [{ stackName: realtime('before').stackName, because: 'endpoint' }] as const;
    const state = world().has(HOLDER).has(WATCHER, { waitsFor: before });

    expect(destroy(state, HOLDER.stackName, WATCHER.stackName)).to.eql([
      [WATCHER.stackName],
      [HOLDER.stackName, WATCHER.stackName],
    ]);
  });

  it('takes no stack for a watcher that has an endpoint itself, though another had one of that name', () => {
    const failed = realtime('b', LIVE);
    const state = world()
      .has(HOLDER, { waitsFor: [{ stackName: HOLDER.stackName, because: 'data' }] })
      .has(failed);

    expect(destroy(state, HOLDER.stackName, failed.stackName)).to.eql([[HOLDER.stackName], [failed.stackName]]);
  });

  it('takes dependants of any type first, as their own metadata say', () => {
    const onHolder = { waitsFor: [{ stackName: HOLDER.stackName, because: 'depends_on' as const }] };
    const state = world().has(HOLDER).has(batch('z'), onHolder);

    expect(destroy(state, HOLDER.stackName, batch('z').stackName)).to.eql([
      [batch('z').stackName],
      [HOLDER.stackName, batch('z').stackName],
    ]);
  });

  it('shows the stages alone in which something goes', () => {
    const state = world().stage('dev').has(WATCHER).stage('prod', { account: '222222222222' }).has(HOLDER);
    const { stages, createdAt } = state.input();
    const plan = buildDestroyPlan({ stages, stacks: [HOLDER.stackName], createdAt });

    expect(plan.stages.map(({ stage }) => stage)).to.eql(['prod']);
  });

  it('is refused in a protected stage, and for its own reason where it has one', () => {
    const state = world()
      .stage('dev', { protected: true })
      .has(HOLDER)
      .has(batch('z'), { terminationProtection: true });
    const { stages, createdAt } = state.input();
    const plan = buildDestroyPlan({ stages, stacks: [HOLDER.stackName, batch('z').stackName], createdAt });

    expect(plan.stages[0]?.changes.map(({ stack, action }) => [stack, action])).to.have.deep.members([
      [HOLDER.stackName, 'delete'],
      [batch('z').stackName, 'delete'],
    ]);
    expect(plan.stages[0]?.changes.map(({ blocked }) => blocked)).to.have.deep.members([
      {
        guard: 'protected-stage',
        reason: 'stage `dev` is protected; set "protected": false in mlops-settings.json to allow deletions',
      },
      {
        guard: 'termination-protection',
        reason: 'termination protection is on; switch it off in CloudFormation if the stack really is to go',
      },
    ]);
    const free = world().has(HOLDER).input();
    const allowed = buildDestroyPlan({ stages: free.stages, stacks: [HOLDER.stackName], createdAt });
    expect(allowed.stages[0]?.changes[0]?.blocked).to.equal(undefined);
  });

  it('takes nothing but what is named, and waits for nothing else', () => {
    const state = world().has(HOLDER).has(WATCHER).has(realtime('gone'), { status: 'DELETE_COMPLETE' });

    expect(destroy(state, HOLDER.stackName, realtime('gone').stackName)).to.eql([[HOLDER.stackName]]);
  });
});
