import { expect } from 'chai';
import { stacksToCompare, type NeededFacts } from '../../../processor/plan/needed-facts.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

function needed(one: World): NeededFacts {
  const { settings, stages } = one.input();
  const [facts] = stages;
  if (facts === undefined) throw new Error('no stage');
  return stacksToCompare({ settings, ...facts });
}

describe('stacksToCompare', () => {
  const name = realtime().stackName;

  it('needs nothing when nothing changed', () => {
    expect(needed(world().keeps(realtime()).keeps(training()))).to.eql({ synthesize: [], readTemplate: [] });
  });

  it('needs the new template of what is new', () => {
    expect(needed(world().wants(realtime()))).to.eql({ synthesize: [name], readTemplate: [] });
  });

  it('needs both templates of what differs', () => {
    const one = world()
      .has(realtime())
      .wants(realtime('churn', { instance_count: 2 }))
      .keeps(training());

    expect(needed(one)).to.eql({ synthesize: [name], readTemplate: [name] });
  });

  it('needs the deployed template of what goes', () => {
    expect(needed(world().has(realtime()))).to.eql({ synthesize: [], readTemplate: [name] });
  });

  it('needs both of a stack that failed, although its fingerprint fits', () => {
    const one = world().has(realtime(), { status: 'UPDATE_FAILED' }).wants(realtime());

    expect(needed(one)).to.eql({ synthesize: [name], readTemplate: [name] });
  });

  it('needs nothing of stacks that are not ours', () => {
    const one = world().has(realtime(), { tags: {} }).wants(realtime()).has(training(), { tags: {} });

    expect(needed(one)).to.eql({ synthesize: [], readTemplate: [] });
  });
});
