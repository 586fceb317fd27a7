import { expect } from 'chai';
import type { Plan } from '../../../processor/model/plan.ts';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { describeSummary } from '../../../processor/render/plan/plan-words.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

function after(...specs: readonly { readonly stackName: string }[]) {
  return { waitsFor: specs.map(({ stackName }) => ({ stackName, because: 'depends_on' as const })) };
}

function blocksOf(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    plan.stages.flatMap(({ stage, changes }) =>
      changes.flatMap(({ stack, blocked }) =>
        blocked === undefined ? [] : [[`${stage}/${stack}`, `${blocked.guard}: ${blocked.reason}`]],
      ),
    ),
  );
}

describe('a change that depends on a blocked one', () => {
  const endpoint = realtime();
  const watcher = monitor();
  const scorer = batch();

  it('waits, with the reason, and so does what depends on it in turn', () => {
    const plan = world()
      .has(endpoint, { tags: {} })
      .wants(endpoint)
      .wants(watcher, after(endpoint))
      .wants(scorer, after(watcher))
      .wants(training())
      .guarded();

    const blocks = blocksOf(plan);
    expect(Object.keys(blocks)).to.have.members([
      `dev/${endpoint.stackName}`,
      `dev/${watcher.stackName}`,
      `dev/${scorer.stackName}`,
    ]);
    expect(blocks[`dev/${watcher.stackName}`]).to.equal(
      `dependency: it depends on \`${endpoint.stackName}\`, which is blocked by foreign-stack`,
    );
    expect(blocks[`dev/${scorer.stackName}`]).to.equal(
      `dependency: it depends on \`${watcher.stackName}\`, which waits, too`,
    );
    expect(describeSummary(plan)).to.equal('4 to create (2 waiting, 1 blocked)');
  });

  it('keeps the guard of its own, which is the one to mend', () => {
    const plan = world()
      .has(endpoint, { tags: {} })
      .has(watcher, { tags: {} })
      .wants(endpoint)
      .wants(watcher, after(endpoint))
      .guarded();

    expect(Object.values(blocksOf(plan)).map((text) => text.split(':')[0])).to.eql(['foreign-stack', 'foreign-stack']);
  });

  it('goes on when what it depends on stays as it is', () => {
    expect(blocksOf(world().keeps(endpoint).wants(watcher, after(endpoint)).guarded())).to.eql({});
  });

  it('waits for `--prune` where it takes the name of an endpoint that only a deletion sets free', () => {
    const heir = realtime('new', { endpoint_name: 'live' });
    const one = world()
      .has(realtime('old', { endpoint_name: 'live' }))
      .wants(heir);

    expect(blocksOf(one.guarded())[`dev/${heir.stackName}`]).to.match(/^dependency: .*, which waits for `--prune`$/);
    expect(blocksOf(one.guarded({ prune: true }))).to.eql({});
  });

  it('waits in the stages after it, but a deletion is not promoted', () => {
    const plan = world()
      .stage('dev')
      .has(endpoint, { tags: {} })
      .wants(endpoint)
      .wants(training())
      .has(realtime('old'), { terminationProtection: true })
      .stage('prod', { account: '222222222222' })
      .wants(endpoint)
      .wants(watcher, after(endpoint))
      .wants(training())
      .has(realtime('old'))
      .guarded({ prune: true });

    const {
      [`dev/${endpoint.stackName}`]: root,
      [`dev/${realtime('old').stackName}`]: kept,
      ...others
    } = blocksOf(plan);
    expect([root, kept].map((text) => text?.split(':')[0])).to.eql(['foreign-stack', 'termination-protection']);
    expect(others).to.eql({
      [`prod/${endpoint.stackName}`]: `dependency: in an earlier stage the same workload (\`${endpoint.stackName}\`) is blocked by foreign-stack`,
      [`prod/${watcher.stackName}`]: `dependency: it depends on \`${endpoint.stackName}\`, which waits, too`,
    });
  });

  it('waits for the same workload alone: not for one of another model, type or name', () => {
    const canary = { ...realtime(), name: 'canary', stackName: `${realtime().stackName}-canary` };
    const plan = world()
      .stage('dev')
      .has(endpoint, { tags: {} })
      .wants(endpoint)
      .stage('prod', { account: '222222222222' })
      .wants(realtime('fraud'))
      .wants(canary)
      .wants(scorer)
      .guarded();

    expect(Object.keys(blocksOf(plan))).to.eql([`dev/${endpoint.stackName}`]);
  });

  it('goes on where the same workload is deleted: there whatever is held in an earlier stage, here where that is', () => {
    const prod = { account: '222222222222' };
    const changed = realtime('churn', { instance_count: 2 });
    const deletedLater = world()
      .stage('dev')
      .has(endpoint, { status: 'IMPORT_ROLLBACK_FAILED' })
      .wants(changed)
      .stage('prod', prod)
      .has(endpoint)
      .keeps(training('kept'))
      .guarded({ prune: true });
    const deletedBefore = world()
      .stage('dev')
      .has(endpoint, { terminationProtection: true })
      .keeps(training('kept'))
      .stage('prod', prod)
      .has(endpoint)
      .wants(changed)
      .guarded({ prune: true });

    for (const plan of [deletedLater, deletedBefore]) {
      expect(Object.keys(blocksOf(plan))).to.eql([`dev/${endpoint.stackName}`]);
    }
  });

  it('waits where stacks are deleted by name, too', () => {
    const { stages } = world()
      .has(watcher, { ...after(endpoint), terminationProtection: true })
      .has(endpoint)
      .input();
    const plan = buildDestroyPlan({
      stages,
      stacks: [endpoint.stackName, watcher.stackName],
      createdAt: '2026-03-02T09:30:00Z',
    });

    expect(blocksOf(plan)[`dev/${endpoint.stackName}`]).to.equal(
      `dependency: it depends on \`${watcher.stackName}\`, which is blocked by termination-protection`,
    );
  });
});
