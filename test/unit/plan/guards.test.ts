import { expect } from 'chai';
import type { Change, Plan } from '../../../processor/model/plan.ts';
import { planDigest } from '../../../processor/plan/digest.ts';
import { guardPlan, maxDeletions } from '../../../processor/plan/guards.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

function changesOf(plan: Plan): readonly Change[] {
  return plan.stages.flatMap((stage) => stage.changes);
}

function guardsOf(plan: Plan): readonly (string | undefined)[] {
  return changesOf(plan)
    .filter((change) => change.action !== 'none')
    .map((change) => change.blocked?.guard);
}

/** So many workloads kept and so many whose config is gone. */
function crowd(kept: number, gone: number): World {
  const one = world();
  for (let index = 0; index < kept; index++) one.keeps(training(`kept-${index}`));
  for (let index = 0; index < gone; index++) one.has(training(`gone-${index}`));
  return one;
}

describe('guardPlan', () => {
  it('holds deletions back until they are asked for', () => {
    expect(guardsOf(crowd(1, 1).guarded())).to.eql(['prune']);
    expect(guardsOf(crowd(1, 1).guarded({ prune: true }))).to.eql([undefined]);
  });

  it('leaves everything but deletions alone', () => {
    expect(
      guardsOf(
        world()
          .wants(realtime())
          .has(training())
          .wants(training('churn', { instance_count: 2 }))
          .guarded(),
      ),
    ).to.eql([undefined, undefined]);
  });

  it('says what allows what it stands against', () => {
    const one = world().stage('dev', { protected: true }).keeps(training('kept')).has(training());
    const [protectedOne] = changesOf(one.guarded({ prune: true })).filter(({ action }) => action === 'delete');
    expect(protectedOne?.blocked?.reason).to.equal(
      'stage `dev` is protected; set "protected": false in mlops-settings.json to allow deletions',
    );
    const [many] = changesOf(crowd(1, 4).guarded({ prune: true })).filter(({ action }) => action === 'delete');
    expect(many?.blocked?.reason).to.equal(
      '4 deletions in one run, at most 3 are allowed; raise guards.max_deletions in mlops-settings.json or delete in steps',
    );
  });

  it('names the stage in the command that lifts it: others have stacks of the same names', () => {
    const prod = { account: '222222222222' };
    const emptied = world().stage('dev').has(training()).stage('prod', prod).keeps(training());
    const [change] = changesOf(emptied.guarded({ prune: true }));
    expect(change?.blocked?.reason).to.match(/: mlops destroy --stage dev mlops-pipeline-churn-modeltraining$/);
    const [only] = changesOf(crowd(0, 1).guarded({ prune: true }));
    expect(only?.blocked?.reason).to.match(/: mlops destroy mlops-pipeline-gone-0-modeltraining$/);
  });

  it('refuses more than three deletions of few workloads', () => {
    expect(guardsOf(crowd(5, 3).guarded({ prune: true }))).to.eql([undefined, undefined, undefined]);
    expect(new Set(guardsOf(crowd(5, 4).guarded({ prune: true })))).to.eql(new Set(['max-deletions']));
  });

  it('allows a tenth of what is deployed when that is more', () => {
    expect(new Set(guardsOf(crowd(36, 4).guarded({ prune: true })))).to.eql(new Set([undefined]));
    expect(new Set(guardsOf(crowd(35, 4).guarded({ prune: true })))).to.eql(new Set(['max-deletions']));
    expect(maxDeletions(crowd(40, 10).plan().stages, crowd(0, 0).input().settings)).to.equal(5);
  });

  it('counts what is deployed, not what comes, and lets through what is no deletion', () => {
    const growing = crowd(0, 4);
    for (let index = 0; index < 40; index++) growing.wants(training(`new-${index}`));
    const guarded = growing.guarded({ prune: true });

    const blocked = changesOf(guarded).filter(({ blocked: guard }) => guard?.guard === 'max-deletions');
    expect(new Set(blocked.map(({ action }) => action))).to.eql(new Set(['delete']));
    expect(blocked).to.have.length(4);
    expect({ ...guarded.stages[0], changes: [] }).to.eql({ ...growing.plan().stages[0], changes: [] });
  });

  it('takes the limit from the settings, also a limit of none', () => {
    expect(
      guardsOf(
        crowd(1, 1)
          .settings({ guards: { maxDeletions: 0 } })
          .guarded({ prune: true }),
      ),
    ).to.eql(['max-deletions']);
    expect(
      new Set(
        guardsOf(
          crowd(1, 9)
            .settings({ guards: { maxDeletions: 9 } })
            .guarded({ prune: true }),
        ),
      ),
    ).to.eql(new Set([undefined]));
  });

  it('does not count deletions that are refused anyway', () => {
    const one = crowd(3, 3).has(training('locked'), { terminationProtection: true });

    expect([...guardsOf(one.guarded({ prune: true }))].sort()).to.eql([
      'termination-protection',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('refuses when every workload of a stage would vanish, however few', () => {
    expect(guardsOf(crowd(0, 1).guarded({ prune: true }))).to.eql(['everything-would-vanish']);
    expect(guardsOf(crowd(0, 2).wants(training('new')).guarded({ prune: true }))).to.eql([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('tells what a protected stage asks for first, where its stacks are to be named', () => {
    const reasons = [true, false].map((isProtected) =>
      changesOf(world().stage('prod', { protected: isProtected }).has(realtime('old')).guarded({ prune: true })).map(
        ({ blocked }) => blocked?.reason,
      ),
    );

    expect(reasons[0]?.join()).to.contain('set "protected": false in mlops-settings.json and name the stacks: mlops');
    expect(reasons[1]?.join()).to.contain('or name the stacks: mlops').and.not.contain('protected');
  });

  it('judges each stage by itself', () => {
    const one = world().stage('dev').keeps(realtime()).stage('prod', { account: '222222222222' }).has(realtime('old'));

    expect(guardsOf(one.guarded({ prune: true }))).to.eql(['everything-would-vanish']);
  });

  it('refuses deletions in a protected stage, with --prune too', () => {
    const one = world().stage('prod', { protected: true }).keeps(realtime()).has(realtime('old'));

    expect(guardsOf(one.guarded({ prune: true }))).to.eql(['protected-stage']);
  });

  it('protects the stage that is called so and no other', () => {
    const one = world()
      .stage('dev')
      .keeps(realtime())
      .has(realtime('old'))
      .stage('prod', { account: '222222222222', protected: true })
      .keeps(realtime())
      .has(realtime('old'));

    expect(guardsOf(one.guarded({ prune: true }))).to.eql([undefined, 'protected-stage']);
    const reasons = changesOf(one.guarded()).flatMap(({ blocked }) => blocked?.reason ?? []);
    expect(reasons.map((reason) => reason.includes('protected'))).to.eql([false, true]);
  });

  it('holds deletions in a protected stage back as well until they are asked for, which fails no run', () => {
    const one = world().stage('prod', { protected: true }).keeps(realtime()).has(realtime('old'));

    expect(guardsOf(one.guarded())).to.eql(['prune']);
    expect(changesOf(one.guarded()).find(({ blocked }) => blocked)?.blocked?.reason).to.contain('is protected besides');
  });

  it('takes the wish for deletions from the settings too, with all other guards in place', () => {
    expect(
      guardsOf(
        crowd(1, 1)
          .settings({ guards: { prune: true } })
          .guarded(),
      ),
    ).to.eql([undefined]);
    const many = crowd(5, 4).settings({ guards: { prune: true } });
    expect(new Set(guardsOf(many.guarded()))).to.eql(new Set(['max-deletions']));
    const locked = world().stage('prod', { protected: true }).keeps(realtime()).has(realtime('old'));
    expect(guardsOf(locked.settings({ guards: { prune: true } }).guarded())).to.eql(['protected-stage']);
  });

  it('refuses more replacements than the settings allow', () => {
    const one = world()
      .has(realtime('a'))
      .wants(realtime('a', { endpoint_name: 'a2' }))
      .has(realtime('b'))
      .wants(realtime('b', { endpoint_name: 'b2' }));

    expect(guardsOf(one.guarded())).to.eql([undefined, undefined]);
    expect(guardsOf(one.settings({ guards: { maxReplacements: 2 } }).guarded())).to.eql([undefined, undefined]);
    expect(guardsOf(one.settings({ guards: { maxReplacements: 1 } }).guarded())).to.eql([
      'max-replacements',
      'max-replacements',
    ]);
  });

  it('keeps what the facts forbid, whatever is asked for', () => {
    const one = world()
      .keeps(training())
      .has(realtime('old'), { terminationProtection: true })
      .has(realtime('x'), { tags: {} })
      .wants(realtime('x'));

    for (const prune of [true, false]) {
      expect([...guardsOf(one.guarded({ prune }))].sort()).to.eql(['foreign-stack', 'termination-protection']);
    }
  });

  it('judges a judged plan anew and keeps its digest true', () => {
    const one = crowd(1, 1);
    const strict = one.guarded();
    const free = guardPlan(strict, { prune: true, settings: one.input().settings });

    expect(free).to.eql(one.guarded({ prune: true }));
    expect(guardPlan(free, { prune: false, settings: one.input().settings })).to.eql(strict);
    expect(strict.digest).to.equal(planDigest(strict));
    expect(free.digest).not.to.equal(strict.digest);
  });
});
