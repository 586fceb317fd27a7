import { expect } from 'chai';
import type { Plan } from '../../../processor/model/plan.ts';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { monitor, realtime } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

const LIVE = { endpoint_name: 'live' };
const [HOLDER, WATCHER] = [realtime('a', LIVE), monitor('z', LIVE)];
const LEFT = `monitors of it stay, with nothing to watch: \`${WATCHER.stackName}\``;

function told({ stages }: Plan): readonly string[] {
  const effects = stages.flatMap(({ changes }) => changes.flatMap(({ sideEffects }) => sideEffects));
  return effects.filter((effect) => effect.startsWith('monitors of it stay'));
}

function destroy(state: World, ...stacks: readonly string[]): Plan {
  const { stages, createdAt } = state.input();
  return buildDestroyPlan({ stages, stacks, createdAt });
}

describe('a plan in which an endpoint goes', () => {
  it('names the monitors that stay and watch it, though nothing of them changes', () => {
    expect(told(world().has(HOLDER).keeps(WATCHER).plan())).to.deep.equal([LEFT]);
    const renamed = realtime('a', { endpoint_name: 'other' });
    expect(told(world().has(HOLDER).wants(renamed).keeps(WATCHER).plan())).to.deep.equal([LEFT]);
  });

  it('names three of many, in order', () => {
    const state = ['m5', 'm2', 'm1', 'm4', 'm3'].reduce((one, name) => one.keeps(monitor(name, LIVE)), world());
    expect(told(state.has(HOLDER).plan())).to.have.length(1);
    expect(told(state.plan())[0]).to.match(/`[^`]*m1[^`]*`, `[^`]*m2[^`]*`, `[^`]*m3[^`]*` and 2 more$/);
  });

  it('names three where there are no more, by the alphabet, beside all else that is said of the endpoint', () => {
    const state = ['m3', 'm1', 'm2'].reduce((one, name) => one.keeps(monitor(name, LIVE)), world());
    const plan = state.has(HOLDER).plan();

    expect(told(plan)[0]).to.match(/`[^`]*m1[^`]*`, `[^`]*m2[^`]*`, `[^`]*m3[^`]*`$/);
    const going = plan.stages[0]?.changes.find(({ stack }) => stack === HOLDER.stackName);
    expect(going?.sideEffects[0]).to.equal('endpoint `live` is deleted: its callers fail from then on');
  });

  it('says nothing where they go too, move along, are not there yet, or another stack takes the name', () => {
    expect(told(world().has(HOLDER).has(WATCHER).plan())).to.deep.equal([]);
    const moved = monitor('z', { endpoint_name: 'other' });
    expect(told(world().has(HOLDER).has(WATCHER).wants(moved).plan())).to.deep.equal([]);
    expect(told(world().has(HOLDER).wants(WATCHER).plan())).to.deep.equal([]);
    expect(told(world().has(HOLDER).wants(realtime('b', LIVE)).keeps(WATCHER).plan())).to.deep.equal([]);
    expect(told(world().keeps(HOLDER).keeps(WATCHER).plan())).to.deep.equal([]);
  });

  it('does so for a deletion by name as well', () => {
    const state = world().has(HOLDER).has(WATCHER);
    expect(told(destroy(state, HOLDER.stackName))).to.deep.equal([LEFT]);
    expect(told(destroy(state, HOLDER.stackName, WATCHER.stackName))).to.deep.equal([]);
  });
});
