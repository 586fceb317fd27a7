import { expect } from 'chai';
import { FINGERPRINT_OUTPUT, TAGS } from '../../../processor/model/stack.ts';
import type { Change, Plan } from '../../../processor/model/plan.ts';
import { monitor, realtime, training } from '../../helpers/specs.ts';
import { ownTags, world } from '../../helpers/world.ts';

function only(plan: Plan): Change {
  const changes = plan.stages.flatMap((stage) => stage.changes);
  expect(changes).to.have.length(1);
  const [change] = changes;
  if (change === undefined) throw new Error('no change');
  return change;
}

function actions(plan: Plan): readonly string[] {
  return plan.stages.flatMap((stage) => stage.changes.map((change) => `${change.action} ${change.modelName}`));
}

describe('buildPlan', () => {
  it('creates what is not there, with every resource and no config diff', () => {
    const change = only(world().wants(realtime()).plan());

    expect(change).to.include({ action: 'create', modelName: 'churn', deployed: undefined, blocked: undefined });
    expect(change.reasons).to.eql(['new workload']);
    expect(change.resources.map(({ logicalId }) => logicalId)).to.include.members(['Model', 'Endpoint']);
    expect(change.config).to.eql([]);
  });

  it('leaves alone what has the fingerprint asked for', () => {
    expect(only(world().keeps(realtime()).plan())).to.deep.include({
      action: 'none',
      reasons: ['unchanged'],
      sideEffects: [],
      resources: [],
    });
  });

  it('updates what differs and says in which attributes', () => {
    const change = only(
      world()
        .has(realtime())
        .wants(realtime('churn', { instance_count: 2 }))
        .plan(),
    );

    expect(change.action).to.equal('update');
    expect(change.reasons).to.eql(['config changed: 1 attribute']);
    expect(change.config).to.eql([{ path: 'instance_count', before: 1, after: 2 }]);
  });

  it('tells settings and pipeline code apart from the config', () => {
    const spec = realtime();
    const mailed = { ...spec, environment: { ...spec.environment, notifications: { emails: ['a@b.example'] } } };
    const change = only(world().has(spec).wants(mailed).code('d'.repeat(64)).plan());

    expect(change.reasons).to.eql(['settings changed: 1 value', 'the pipeline code changed']);
    expect(change.config.map(({ path }) => path)).to.eql(['settings.notifications.emails[0]']);
  });

  it('names settings by the keys of their file', () => {
    const spec = realtime();
    const other = {
      permissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/team',
      repository: 'example/models',
      notifications: { emails: [], topicArn: 'arn:aws:sns:eu-west-1:111111111111:ml' },
    };
    const change = only(
      world()
        .has(spec)
        .wants({ ...spec, environment: { ...spec.environment, ...other } })
        .plan(),
    );

    expect(change.config.map(({ path }) => path)).to.eql([
      'settings.notifications.topic_arn',
      'settings.permissions_boundary_arn',
      'settings.source',
    ]);
  });

  it('replaces when an endpoint goes and another comes', () => {
    expect(
      only(
        world()
          .has(realtime())
          .wants(realtime('churn', { endpoint_name: 'new' }))
          .plan(),
      ).action,
    ).to.equal('replace');
  });

  it('does nothing when only the config file moved', () => {
    const plan = world()
      .has(realtime(), { configPath: 'a/mlops-config.json' })
      .wants(realtime(), { configPath: 'b/mlops-config.json' });

    expect(only(plan.plan()).action).to.equal('none');
  });

  it('proposes to delete what no config asks for, dependants first', () => {
    const waitsFor = [{ stackName: realtime('old').stackName, because: 'endpoint' }] as const;
    const plan = world().has(realtime('old')).has(monitor('old'), { waitsFor }).keeps(training('kept')).plan();
    const [, first, second] = plan.stages[0]?.changes ?? [];

    expect(actions(plan)).to.eql(['none kept', 'delete old', 'delete old']);
    expect(first?.stack).to.equal(monitor('old').stackName);
    expect(second?.dependsOn).to.eql([first?.stack]);
    expect(first?.reasons[0]).to.match(/config file `.*` is gone/);
  });

  it('deletes an endpoint only after a monitor that lets go of it was updated', () => {
    const waitsFor = [{ stackName: realtime('old').stackName, because: 'endpoint' }] as const;
    const plan = world()
      .has(realtime('old'))
      .has(monitor('m', { endpoint_name: 'old' }), { waitsFor })
      .wants(monitor('m', { endpoint_name: 'other' }))
      .plan();

    expect(plan.stages[0]?.changes.at(-1)).to.deep.include({ action: 'delete', dependsOn: [monitor('m').stackName] });
  });

  it('deletes a monitor before the stack that took over its endpoint after the monitor was deployed', () => {
    const watched = { endpoint_name: 'live' };
    const waitsFor = [{ stackName: realtime('before').stackName, because: 'endpoint' }] as const;
    // By name alone the endpoint would come first.
    const holder = realtime('a', watched);
    const plan = world().has(holder).has(monitor('z', watched), { waitsFor }).keeps(training('kept')).plan();
    const [, first, second] = plan.stages[0]?.changes ?? [];

    expect([first?.stack, second?.stack]).to.eql([monitor('z').stackName, holder.stackName]);
    expect(second?.dependsOn).to.eql([first?.stack]);
  });

  it('believes the endpoint more than what a monitor remembers, where the two go round in a circle', () => {
    const watched = { endpoint_name: 'live' };
    const [holder, watcher] = [realtime('a', watched), monitor('z', watched)];
    const plan = world()
      .has(holder, { waitsFor: [{ stackName: watcher.stackName, because: 'data' }] })
      .has(watcher)
      .keeps(training('kept'))
      .plan();

    expect(plan.stages[0]?.changes.slice(1).map(({ stack }) => stack)).to.eql([watcher.stackName, holder.stackName]);
  });

  it('orders by dependency and drops what is not of the stage', () => {
    const waitsFor = [
      { stackName: realtime('churn').stackName, because: 'endpoint' },
      { stackName: 'elsewhere', because: 'depends_on' },
    ] as const;
    const plan = world().wants(monitor('churn'), { waitsFor }).wants(realtime('churn')).plan();

    expect(plan.stages[0]?.changes.map(({ stack }) => stack)).to.eql([realtime().stackName, monitor().stackName]);
    expect(plan.stages[0]?.changes[1]?.dependsOn).to.eql([realtime().stackName]);
  });

  for (const status of ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'] as const) {
    it(`creates a stack in ${status} anew, even when its fingerprint fits`, () => {
      const change = only(world().has(realtime(), { status }).wants(realtime()).plan());

      expect(change.action).to.equal('create');
      expect(change.reasons).to.eql([`an earlier creation failed (${status}): the failed stack is deleted first`]);
      expect(change.sideEffects[0]).to.match(/is created/);
    });
  }

  it('does not take a failed stack away that is protected', () => {
    const options = { status: 'ROLLBACK_COMPLETE', terminationProtection: true } as const;

    expect(only(world().has(realtime(), options).wants(realtime()).plan()).blocked?.guard).to.equal(
      'termination-protection',
    );
  });

  for (const status of ['UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED', 'UNKNOWN'] as const) {
    it(`does not call a stack in ${status} unchanged`, () => {
      expect(only(world().has(realtime(), { status }).wants(realtime()).plan()).action).to.equal('update');
    });
  }

  for (const status of ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'] as const) {
    it(`calls a stack in ${status} unchanged when its fingerprint fits`, () => {
      expect(only(world().has(realtime(), { status }).wants(realtime()).plan()).action).to.equal('none');
    });
  }

  it('treats a deleted stack as none', () => {
    const change = only(world().has(realtime(), { status: 'DELETE_COMPLETE' }).wants(realtime()).plan());

    expect(change).to.include({ action: 'create', deployed: undefined });
    expect(world().has(realtime(), { status: 'DELETE_COMPLETE' }).plan().stages[0]?.changes).to.eql([]);
  });

  it('never touches a stack of the same name that is not ours', () => {
    const foreign = only(world().has(realtime(), { tags: {} }).wants(realtime()).plan());
    const other = { ...ownTags(realtime(), 'dev'), [TAGS.repository]: 'other/team' };

    expect(foreign.blocked?.guard).to.equal('foreign-stack');
    expect(only(world().has(realtime(), { tags: other }).wants(realtime()).plan()).blocked?.guard).to.equal(
      'foreign-stack',
    );
    expect(
      only(
        world()
          .has(realtime(), { tags: ownTags(realtime(), 'qa') })
          .wants(realtime())
          .plan(),
      ).blocked?.reason,
    ).to.include('`qa`');
  });

  it('never proposes to delete what another stage, repository or prefix put there', () => {
    const spec = realtime('old');
    const ours = ownTags(spec, 'dev');
    const source = { provider: 'github', repository: 'our/team', branch: 'main' } as const;
    const worlds = [
      world().has(spec, { tags: {} }),
      world().has(spec, { tags: ownTags(spec, 'prod') }),
      world().has(spec, { tags: { ...ours, [TAGS.repository]: 'other/team' } }),
      world().has(spec, { tags: ours }).settings({ source }),
      world().has({ ...spec, stackName: 'another-old-byompipelinerealtimebuiltin' }),
      world().has({ ...spec, stackName: 'mlops-pipeline-risk-old-byompipelinerealtimebuiltin' }),
    ];

    for (const one of worlds) expect(one.plan().stages[0]?.changes).to.eql([]);
    const named = { ...ours, [TAGS.repository]: 'our/team' };
    expect(actions(world().has(spec, { tags: named }).settings({ source }).plan())).to.eql(['delete old']);
  });

  it('plans what it can when a stack of ours has no metadata', () => {
    const change = only(
      world()
        .has(training(), { forgetful: true, outputs: { [FINGERPRINT_OUTPUT]: 'x' } })
        .wants(training())
        .plan(),
    );

    expect(change.reasons).to.eql(['the deployed stack does not tell which config it was made from']);
    expect(change.sideEffects[0]).to.match(/^may start a training job/);
  });

  it('shows a name that changed in case alone, which is no change of the code', () => {
    const change = only(
      world()
        .has({ ...training(), name: 'eu' })
        .wants({ ...training(), name: 'EU' })
        .plan(),
    );

    expect(change.reasons).to.eql(['config changed: 1 attribute']);
    expect(change.config).to.eql([{ path: 'name', before: 'eu', after: 'EU' }]);
  });

  it('plans only the stages asked for', () => {
    const both = world().stage('dev').wants(realtime()).stage('prod', { account: '222222222222' }).wants(realtime());

    expect(both.plan().stages.map(({ stage }) => stage)).to.eql(['dev', 'prod']);
    expect(both.plan({ selectedStages: ['prod'] }).stages.map(({ stage }) => stage)).to.eql(['prod']);
  });

  it('carries the workloads only when asked to', () => {
    const one = world().wants(realtime()).keeps(training());

    expect(one.plan().stages[0]?.changes.some(({ desired }) => desired !== undefined)).to.equal(false);
    const saved = one.plan({ savesDesired: true }).stages[0]?.changes ?? [];
    expect(saved.filter(({ desired }) => desired !== undefined).map(({ action }) => action)).to.eql(['create']);
  });

  it('says that a stack which is going comes up anew, and looks for no config in it', () => {
    for (const status of ['DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'] as const) {
      const [change] =
        world()
          .has(training(), { status })
          .wants(training('churn', { instance_count: 2 }))
          .plan().stages[0]?.changes ?? [];
      expect([change?.action, change?.reasons]).to.deep.equal([
        'create',
        [`an operation is running on the stack (${status}): apply waits for its end`, 'then it is created anew'],
      ]);
    }
    const [busy] =
      world()
        .has(training(), { status: 'UPDATE_IN_PROGRESS' })
        .wants(training('churn', { instance_count: 2 }))
        .plan().stages[0]?.changes ?? [];
    expect([busy?.action, busy?.config.length]).to.deep.equal(['update', 1]);
    expect(busy?.reasons[0]).to.include('(UPDATE_IN_PROGRESS): apply waits for its end');
    expect(busy?.reasons).to.have.lengthOf(2).and.not.include('then it is created anew');
  });
});
