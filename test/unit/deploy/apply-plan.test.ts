import { expect } from 'chai';
import { haltOf } from '../../../processor/cli/apply/overtaken.ts';
import { ApplyWorld, outcomesOf } from '../../helpers/apply-world.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';

describe('applyPlan', () => {
  let world: ApplyWorld;

  beforeEach(() => {
    world = new ApplyWorld();
  });

  afterEach(() => {
    world.remove();
  });

  it('deploys what the plan creates, and then there is nothing left to do', async () => {
    const wanted = [{ spec: training() }, { spec: realtime() }];

    const first = await world.deploy(wanted);
    const second = await world.deploy(wanted);

    expect(first.succeeded).to.equal(true);
    expect(Object.values(outcomesOf(first)).map((outcome) => outcome.result)).to.eql(['deployed', 'deployed']);
    expect(second.summary).to.eql({ create: 0, update: 0, replace: 0, delete: 0, none: 2 });
    expect(Object.values(outcomesOf(second)).map((outcome) => outcome.result)).to.eql(['unchanged', 'unchanged']);
  });

  it('starts a stack only when what it depends on is done', async () => {
    const endpoint = realtime();
    const watcher = monitor();

    await world.deploy([
      { spec: watcher, waitsFor: [{ stackName: endpoint.stackName, because: 'endpoint' }] },
      { spec: endpoint },
    ]);

    const order = world.events.flatMap((event) =>
      event.kind === 'change-started' || event.kind === 'change-finished' ? [`${event.kind} ${event.stack}`] : [],
    );
    expect(order).to.eql([
      `change-started ${endpoint.stackName}`,
      `change-finished ${endpoint.stackName}`,
      `change-started ${watcher.stackName}`,
      `change-finished ${watcher.stackName}`,
    ]);
  });

  it('explains a failure by its root event, skips its dependants and goes on with the rest', async () => {
    const endpoint = realtime();
    const watcher = monitor();
    const other = batch('fraud');
    const failure = {
      stack: endpoint.stackName,
      logicalId: 'Endpoint',
      operation: 'create',
      reason: 'no capacity',
    } as const;
    world.faults({ failures: [failure] });

    const report = await world.deploy([
      { spec: endpoint },
      { spec: watcher, waitsFor: [{ stackName: endpoint.stackName, because: 'endpoint' }] },
      { spec: other },
    ]);

    const outcomes = outcomesOf(report);
    expect(report.succeeded).to.equal(false);
    expect(outcomes[endpoint.stackName]).to.include({ result: 'failed' });
    expect(outcomes[endpoint.stackName]).to.have.property(
      'rootCause',
      'Endpoint (AWS::SageMaker::Endpoint): no capacity',
    );
    expect(outcomes[watcher.stackName]).to.eql({
      result: 'skipped',
      reason: `it depends on ${endpoint.stackName}, which failed`,
    });
    expect(outcomes[other.stackName]).to.have.property('result', 'deployed');
  });

  it('skips all that depends on a failure in turn, and leaves alone what stays as it is', async () => {
    const [endpoint, watcher, scorer] = [realtime(), monitor(), batch()];
    const onEndpoint = [{ stackName: endpoint.stackName, because: 'endpoint' }] as const;
    const wanted = [{ spec: endpoint }, { spec: watcher, waitsFor: onEndpoint }];
    await world.deploy(wanted);
    const failure = { stack: endpoint.stackName, logicalId: 'Endpoint', operation: 'update', reason: 'no' } as const;
    world.faults({ failures: [failure] });

    const [tuned, early] = [realtime('churn', { instance_count: 2 }), batch('early')];
    const outcomes = outcomesOf(
      await world.deploy([
        { spec: tuned },
        { spec: watcher, waitsFor: onEndpoint },
        { spec: early, waitsFor: onEndpoint },
        { spec: scorer, waitsFor: [{ stackName: early.stackName, because: 'depends_on' }] },
      ]),
    );

    expect(outcomes[endpoint.stackName]).to.have.property('result', 'failed');
    expect(outcomes[watcher.stackName], 'nothing is asked of it').to.eql({ result: 'unchanged' });
    expect(outcomes[scorer.stackName]).to.eql({
      result: 'skipped',
      reason: `it depends on ${early.stackName}, which was skipped`,
    });
  });

  it('does not wait for a stack that is no part of the plan', async () => {
    const plan = await world.plan([{ spec: training() }]);
    const stages = plan.stages.map((stage) => ({
      ...stage,
      changes: stage.changes.map((change) => ({ ...change, dependsOn: ['elsewhere'] })),
    }));

    expect((await world.apply({ ...plan, stages })).succeeded).to.equal(true);
  });

  it('creates a stack anew that never came up', async () => {
    const spec = realtime();
    const failure = {
      stack: spec.stackName,
      logicalId: 'Endpoint',
      operation: 'create',
      reason: 'no capacity',
    } as const;
    world.faults({ failures: [failure] });
    await world.deploy([{ spec }]);
    world.faults({});

    const report = await world.deploy([{ spec }]);

    expect(outcomesOf(report)[spec.stackName]).to.have.property('result', 'deployed');
  });

  it('rolls a failed update back and deploys it when the cause is gone', async () => {
    const spec = realtime();
    await world.deploy([{ spec }]);
    const changed = realtime('churn', { inference_instance: 'ml.m5.xlarge' });
    const failure = { stack: spec.stackName, logicalId: 'Endpoint', operation: 'update', reason: 'unhealthy' } as const;
    world.faults({ failures: [failure] });

    const failed = await world.deploy([{ spec: changed }]);
    world.faults({});
    const repaired = await world.deploy([{ spec: changed }]);

    expect(outcomesOf(failed)[spec.stackName]).to.have.property(
      'rootCause',
      'Endpoint (AWS::SageMaker::Endpoint): unhealthy',
    );
    expect(outcomesOf(repaired)[spec.stackName]).to.have.property('result', 'deployed');
  });

  it('keeps what no config asks for until it is told to prune', async () => {
    const wanted = [{ spec: realtime() }, { spec: batch('fraud') }];
    await world.deploy(wanted);

    const kept = await world.deploy(wanted.slice(1));
    const pruned = await world.deploy(wanted.slice(1), { prune: true });

    const name = realtime().stackName;
    expect(kept.succeeded).to.equal(true);
    expect(outcomesOf(kept)[name]).to.eql({
      result: 'skipped',
      reason: 'deletions happen only with `--prune`, or `guards.prune` in the settings',
    });
    expect(outcomesOf(pruned)[name]).to.have.property('result', 'deployed');
    expect(await world.targets()('dev').describeStack(name)).to.equal(undefined);
  });

  it('explains a deletion that fails, and goes on with it when the cause is gone', async () => {
    const [going, stays] = [realtime(), { spec: batch('fraud') }];
    await world.deploy([{ spec: going }, stays]);
    const failure = { stack: going.stackName, logicalId: 'Endpoint', operation: 'delete', reason: 'in use' } as const;
    world.faults({ failures: [failure] });

    const failed = await world.deploy([stays], { prune: true });
    world.faults({});
    const gone = await world.deploy([stays], { prune: true });

    expect(outcomesOf(failed)[going.stackName]).to.include({
      result: 'failed',
      rootCause: 'Endpoint (AWS::SageMaker::Endpoint): in use',
    });
    expect(outcomesOf(gone)[going.stackName]).to.have.property('result', 'deployed');
  });

  it('refuses to delete everything', async () => {
    await world.deploy([{ spec: realtime() }]);

    const report = await world.deploy([], { prune: true });

    expect(report.succeeded).to.equal(false);
    expect(outcomesOf(report)[realtime().stackName]).to.include({
      result: 'refused',
      guard: 'everything-would-vanish',
    });
  });

  it('leaves what the plan says is blocked or waits, each for the reason of the plan, and nothing else', async () => {
    world.remove();
    world = new ApplyWorld({ guards: { maxReplacements: 0 } });
    const afterChurn = [{ stackName: realtime().stackName, because: 'depends_on' }] as const;
    await world.deploy([{ spec: realtime() }, { spec: realtime('fraud') }, { spec: batch() }]);

    const plan = await world.plan([
      { spec: realtime('churn', { endpoint_name: 'other' }) },
      { spec: realtime('fraud', { endpoint_name: 'another' }), waitsFor: afterChurn },
      { spec: batch('churn', { instance_count: 2 }), waitsFor: afterChurn },
      { spec: training() },
    ]);
    const report = await world.apply(plan);

    const told = report.stages[0]?.changes.map(({ stack, blocked, outcome }) => [
      stack,
      blocked?.guard,
      outcome.result,
    ]);
    expect(told).to.have.deep.members([
      [realtime().stackName, 'max-replacements', 'refused'],
      [realtime('fraud').stackName, 'max-replacements', 'refused'],
      [batch().stackName, 'dependency', 'skipped'],
      [training().stackName, undefined, 'deployed'],
    ]);
    expect(outcomesOf(report)[realtime('fraud').stackName])
      .to.have.property('reason')
      .that.includes('max_replacements');
    expect(outcomesOf(report)[batch().stackName]).to.have.property(
      'reason',
      `it depends on ${realtime().stackName}, which was refused`,
    );
  });

  it('leaves what waits also where what it waits for is no part of the run', async () => {
    const [stage, ...none] = (await world.plan([{ spec: realtime() }])).stages;
    const blocked = { guard: 'dependency', reason: 'the same workload is blocked in an earlier stage' } as const;
    const changes = stage?.changes.map((change) => ({ ...change, blocked })) ?? [];
    const plan = await world.plan([]);

    const report = await world.apply({ ...plan, stages: stage === undefined ? none : [{ ...stage, changes }] });

    expect(outcomesOf(report)[realtime().stackName]).to.eql({ result: 'skipped', reason: blocked.reason });
  });

  it('refuses a change whose stack has moved since the plan was made', async () => {
    const late = await world.plan([{ spec: realtime('churn', { instance_count: 2 }) }]);
    await world.deploy([{ spec: realtime() }]);

    const report = await world.apply(late);

    expect(report.succeeded).to.equal(false);
    expect(outcomesOf(report)[realtime().stackName]).to.include({ result: 'refused', guard: 'stale-plan' });
  });

  it('finds a stack that another run has brought there already unchanged', async () => {
    const plan = await world.plan([{ spec: realtime() }]);
    await world.apply(plan);

    const again = await world.apply(plan);

    expect(again.succeeded).to.equal(true);
    expect(outcomesOf(again)[realtime().stackName]).to.have.property('result', 'unchanged');
  });

  it('starts nothing new once it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();

    const report = await world.apply(await world.plan([{ spec: realtime() }]), { signal: controller.signal });

    expect(report.succeeded).to.equal(false);
    expect(outcomesOf(report)[realtime().stackName]).to.eql({
      result: 'skipped',
      reason: 'the run was interrupted before it started',
      cause: 'interrupt',
    });
    expect(haltOf(report)).to.equal(undefined);
  });

  it('does not promote a workload that failed in an earlier stage', async () => {
    world.remove();
    world = new ApplyWorld({ stages: [{ name: 'dev' }, { name: 'prod', account: '222222222222' }] });
    const failed = realtime();
    const fine = batch('fraud');
    const failure = {
      stack: failed.stackName,
      logicalId: 'Endpoint',
      operation: 'create',
      reason: 'no',
      times: 1,
    } as const;
    world.faults({ failures: [failure] });

    const outcomes = outcomesOf(await world.deploy([{ spec: failed }, { spec: fine }]));

    expect(outcomes[`dev/${failed.stackName}`]).to.have.property('result', 'failed');
    expect(outcomes[`prod/${failed.stackName}`]).to.eql({
      result: 'skipped',
      reason: `the same workload failed in an earlier stage (${failed.stackName})`,
    });
    expect(outcomes[`prod/${fine.stackName}`]).to.have.property('result', 'deployed');
  });

  it('deletes a workload in a stage after one in which the same workload failed', async () => {
    world.remove();
    world = new ApplyWorld({ stages: [{ name: 'dev' }, { name: 'prod', account: '222222222222' }] });
    const [spec, stays] = [realtime(), { spec: batch('fraud') }];
    await world.deploy([{ spec }, stays]);
    const changed = await world.plan([{ spec: realtime('churn', { instance_count: 2 }) }, stays]);
    const without = await world.plan([stays], { prune: true });
    const stages = [...changed.stages.slice(0, 1), ...without.stages.slice(1)];
    const failure = { stack: spec.stackName, logicalId: 'Endpoint', operation: 'update', reason: 'no' } as const;
    world.faults({ failures: [failure] });

    const outcomes = outcomesOf(await world.apply({ ...changed, stages }));

    expect(outcomes[`dev/${spec.stackName}`]).to.have.property('result', 'failed');
    expect(outcomes[`prod/${spec.stackName}`]).to.have.property('result', 'deployed');
  });
});
