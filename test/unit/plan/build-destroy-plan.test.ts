import { expect } from 'chai';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { monitor, realtime } from '../../helpers/specs.ts';
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

  it('takes nothing but what is named, and waits for nothing else', () => {
    const state = world().has(HOLDER).has(WATCHER).has(realtime('gone'), { status: 'DELETE_COMPLETE' });

    expect(destroy(state, HOLDER.stackName, realtime('gone').stackName)).to.eql([[HOLDER.stackName]]);
  });
});
