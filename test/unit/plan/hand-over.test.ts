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
    expect(plan.stages[0]?.changes[0]?.sideEffects[0]).to.equal(
      `endpoint \`live\` is deleted: callers fail until \`${NEW.stackName}\` has one of that name`,
    );
    expect(plan.stages[0]?.changes[1]?.sideEffects[0]).to.equal(
      `takes the name of endpoint \`live\` from \`${OLD.stackName}\`, which is deleted first: callers fail until the new one is in service`,
    );
  });

  it('is lost for good where its heir is refused, and where another endpoint is meant', () => {
    const gone = realtime('gone', { endpoint_name: 'elsewhere' });
    const refused = realtime('new', { endpoint_name: 'calm' });
    const plans = [
      world().has(OLD).has(gone).wants(NEW).plan(),
      world().has(OLD).has(refused, { status: 'IMPORT_ROLLBACK_FAILED' }).wants(NEW).plan(),
    ];
    const lost = plans.map((plan) =>
      plan.stages[0]?.changes.flatMap(({ action, sideEffects }) => (action === 'delete' ? sideEffects : [])),
    );
    expect(lost[0]).to.include('endpoint `elsewhere` is deleted: its callers fail from then on');
    expect(lost[1]).to.include('endpoint `live` is deleted: its callers fail from then on');
  });

  it('keeps what its heir waits for and does besides, and says nothing of one that is refused', () => {
    const [first, ...rest] = [training('a'), training('z')].map(({ stackName }) => ({
      stackName,
      because: 'depends_on' as const,
    }));
    const heir = { waitsFor: first === undefined ? [] : [...rest, first] };
    const plan = world().has(OLD).wants(training('a')).wants(training('z')).wants(NEW, heir).plan();
    const taking = plan.stages[0]?.changes.find(({ stack }) => stack === NEW.stackName);
    expect(taking?.dependsOn).to.eql([training('a').stackName, OLD.stackName, training('z').stackName].sort());
    expect(taking?.sideEffects).to.have.length(2);
    expect(taking?.sideEffects[1]).to.match(/^endpoint `live` is created/);

    const refused = world()
      .has(OLD)
      .has(realtime('new', { endpoint_name: 'calm' }), { tags: {} })
      .wants(NEW)
      .plan();
    const foreign = refused.stages[0]?.changes.find(({ stack }) => stack === NEW.stackName);
    expect(foreign).to.deep.include({ sideEffects: [], dependsOn: [] });
    expect(foreign?.blocked?.guard).to.equal('foreign-stack');
  });

  it('is not swapped by a stack that has a reason of its own to be refused', () => {
    const [a, b] = [realtime('a', { endpoint_name: 'one' }), realtime('b', { endpoint_name: 'two' })];
    const swapped = [realtime('a', { endpoint_name: 'two' }), realtime('b', { endpoint_name: 'one' })] as const;
    const plan = world().has(a, { status: 'DELETE_FAILED' }).has(b).wants(swapped[0]).wants(swapped[1]).plan();

    expect(plan.stages[0]?.changes.map(({ modelName, blocked }) => [modelName, blocked?.guard])).to.have.deep.members([
      ['a', 'stack-status'],
      ['b', 'swapped-names'],
    ]);
  });

  it('is found also by a third that asks for a name of two which swap theirs', () => {
    const [a, b] = [realtime('a', { endpoint_name: 'one' }), realtime('b', { endpoint_name: 'two' })];
    const plan = world()
      .has(a)
      .has(b)
      .wants(realtime('a', { endpoint_name: 'two' }))
      .wants(realtime('b', { endpoint_name: 'one' }))
      .wants(realtime('c', { endpoint_name: 'one' }))
      .plan();

    expect(plan.stages[0]?.changes.find(({ modelName }) => modelName === 'c')).to.deep.include({
      blocked: undefined,
      dependsOn: [a.stackName],
    });
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

  it('is refused where names are swapped, since nobody can let go first, and allowed for what is outside of the circle', () => {
    const other = realtime('other', { endpoint_name: 'next' });
    const third = realtime('third', { endpoint_name: 'calm' });
    const swapped = [realtime('old', { endpoint_name: 'next' }), realtime('other', { endpoint_name: 'live' })] as const;
    const plan = world()
      .has(OLD)
      .has(other)
      .has(third)
      .wants(swapped[0])
      .wants(swapped[1])
      .wants(realtime('third', { endpoint_name: 'calmer' }))
      .guarded();

    const changes = new Map(plan.stages[0]?.changes.map((change) => [change.stack, change]));
    expect(changes.get(OLD.stackName)?.blocked).to.deep.equal({
      guard: 'swapped-names',
      reason: `endpoint names are swapped: \`next\` is that of \`${other.stackName}\`, which can let go of it only after this stack; give one of them a name of its own, apply that, then swap`,
    });
    expect(changes.get(other.stackName)?.blocked?.guard).to.equal('swapped-names');
    expect(changes.get(third.stackName)?.blocked).to.equal(undefined);
  });

  it('keeps the reason of a swapped stack that is refused for another one', () => {
    const other = realtime('other', { endpoint_name: 'next' });
    const plan = world()
      .has(OLD)
      .has(other, { status: 'IMPORT_ROLLBACK_FAILED' })
      .wants(realtime('old', { endpoint_name: 'next' }))
      .wants(realtime('other', { endpoint_name: 'live' }))
      .guarded();

    const guards = plan.stages[0]?.changes.map(({ stack, blocked }) => `${stack} ${String(blocked?.guard)}`);
    expect(guards).to.include(`${other.stackName} stack-status`);
  });

  it('is refused where three go round, too', () => {
    const names = ['a', 'b', 'c'];
    const state = world();
    for (const name of names) state.has(realtime(name, { endpoint_name: name }));
    for (const [index, name] of names.entries()) {
      state.wants(realtime(name, { endpoint_name: names[(index + 1) % 3] ?? '' }));
    }
    const guards = state.guarded().stages[0]?.changes.map(({ blocked }) => blocked?.guard);
    expect(guards).to.eql(Array(3).fill('swapped-names'));
  });

  it('waits for nobody who keeps the name', () => {
    const plan = world()
      .has(OLD)
      .wants(realtime('old', { endpoint_name: 'live', instance_count: 2 }))
      .wants(NEW)
      .plan();

    expect(told(plan)).to.have.members([`update ${OLD.stackName}`, `create ${NEW.stackName}`]);
  });
});
