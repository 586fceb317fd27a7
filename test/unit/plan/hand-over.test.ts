import { expect } from 'chai';
import type { Plan } from '../../../processor/model/plan.ts';
import { monitor, realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const OLD = realtime('old', { endpoint_name: 'live' });
const NEW = realtime('new', { endpoint_name: 'live' });

function told(plan: Plan): readonly string[] {
  return (plan.stages[0]?.changes ?? []).map(({ action, stack, dependsOn }) => {
    return [action, stack, ...dependsOn.map((other) => `after ${other}`)].join(' ');
  });
}

function waitsFor(stackName: string) {
  return { waitsFor: [{ stackName, because: 'endpoint' }] } as const;
}

describe('an endpoint that changes hands', () => {
  it('is let go by the stack that goes before the new one takes its name', () => {
    const plan = world().has(OLD).wants(NEW).plan();

    expect(told(plan)).to.eql([`delete ${OLD.stackName}`, `create ${NEW.stackName} after ${OLD.stackName}`]);
    expect(plan.stages[0]?.changes[1]?.sideEffects[0]).to.equal(
      `takes the name of endpoint \`live\` from \`${OLD.stackName}\`, which is deleted first: callers fail until the new one is in service`,
    );
  });

  it('is let go by a stack that gives it another name', () => {
    const plan = world()
      .has(OLD)
      .wants(realtime('old', { endpoint_name: 'other' }))
      .wants(NEW)
      .plan();

    expect(told(plan)).to.eql([`replace ${OLD.stackName}`, `create ${NEW.stackName} after ${OLD.stackName}`]);
    expect(plan.stages[0]?.changes[1]?.sideEffects[0]).to.include('which gives it up first');
  });

  it('takes its monitors along: the old one goes first, the new one comes last', () => {
    const watched = { endpoint_name: 'live' };
    const plan = world()
      .has(OLD)
      .has(monitor('old', watched), waitsFor(OLD.stackName))
      .wants(NEW)
      .wants(monitor('new', watched), waitsFor(NEW.stackName))
      .plan();

    expect(told(plan)).to.eql([
      `delete ${monitor('old').stackName}`,
      `delete ${OLD.stackName} after ${monitor('old').stackName}`,
      `create ${NEW.stackName} after ${OLD.stackName}`,
      `create ${monitor('new').stackName} after ${NEW.stackName}`,
    ]);
  });

  it('does not wait for a monitor that itself waits for the new one', () => {
    const plan = world()
      .has(OLD)
      .has(monitor('m', { endpoint_name: 'live' }), waitsFor(OLD.stackName))
      .wants(NEW)
      .wants(monitor('m', { endpoint_name: 'live', instance_count: 2 }), waitsFor(NEW.stackName))
      .plan();

    expect(told(plan)).to.eql([
      `delete ${OLD.stackName}`,
      `create ${NEW.stackName} after ${OLD.stackName}`,
      `update ${monitor('m').stackName} after ${NEW.stackName}`,
    ]);
  });

  it('changes nothing for names that nobody has, and for other types', () => {
    const plan = world().has(realtime('old')).has(training('gone')).wants(realtime('new')).plan();

    expect(told(plan)).to.eql([
      `create ${realtime('new').stackName}`,
      `delete ${training('gone').stackName}`,
      `delete ${realtime('old').stackName}`,
    ]);
  });
});
