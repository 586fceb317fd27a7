import { UpdateTerminationProtectionCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';
import type { DeployedStack } from '../../processor/model/stack.ts';
import type { StackTarget } from '../../processor/ports/stack-target.ts';
import { ACCOUNT, EmulatorWorld, onlyChange, REGION, type Configs } from '../helpers/emulator-world.ts';
import { useEmulator } from './use-emulator.ts';

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';

/** Endpoints deploy fast on the emulator, without functions that run. */
function serving(names: readonly string[], artifact = 'v1'): Configs {
  return Object.fromEntries(
    names.map((name) => [
      `models/${name}/mlops-config.json`,
      {
        pipeline_type: 'byom_realtime_builtin',
        model_name: name,
        inference_instance: 'ml.m5.large',
        model_framework: 'xgboost',
        model_framework_version: '1.7-1',
        model_artifact_location: `${name}/${artifact}/model.tar.gz`,
        data_capture_location: `team-capture/${name}`,
        endpoint_name: `${name}-live`,
      },
    ]),
  );
}

describe('applying while AWS misbehaves', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ latencyMs: 10, pageSize: 2 });
  let world: EmulatorWorld;
  let target: StackTarget;

  beforeEach(async () => {
    world = new EmulatorWorld(emulator());
    await world.reset();
    target = await world.target();
  });

  afterEach(() => {
    world.remove();
  });

  async function stack(): Promise<DeployedStack | undefined> {
    return target.describeStack(STACK);
  }

  function force(status: string): Promise<void> {
    return emulator().faults.forceStackStatus(STACK, status, { account: ACCOUNT, region: REGION });
  }

  async function count(action: string): Promise<number> {
    const { counts } = await emulator().calls();
    return counts.find((each) => each.action === action)?.count ?? 0;
  }

  it('asks no more than it must when nothing changed: a page of stacks at a time', async () => {
    const configs = serving(['a', 'b', 'c', 'd', 'e']);
    await world.deploy(configs);
    await emulator().clearCalls();
    const plan = await world.plan(configs);
    expect(plan.summary.none).to.equal(5);
    const { calls } = await emulator().calls();
    expect(calls.length).to.be.at.most(Math.ceil(5 / 2) + 3);
  });

  it('deploys through throttling of every other call', async () => {
    const plan = await world.plan(serving(['churn']));
    for (const action of ['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DescribeStackEvents']) {
      await emulator().faults.throttle({ service: 'cloudformation', action, times: 1 });
    }
    // Each rule lets one call more pass than the one before it, which then takes its turn: every other call is refused.
    for (let skip = 1; skip <= 4; skip += 1) {
      await emulator().faults.throttle({ service: 'cloudformation', action: 'DescribeStacks', times: 1, skip });
    }
    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'deployed' });
    expect((await stack())?.status).to.equal('CREATE_COMPLETE');
    expect((await target.listOperations(STACK)).map(({ kind }) => kind)).to.deep.equal(['create']);
  });

  it('takes no throttled look for an end of the stack', async () => {
    const impatient = await world.target({ maxAttempts: 1 });
    const plan = await world.plan(serving(['churn']));
    await emulator().faults.delayResource({ type: 'AWS::SageMaker::Endpoint', milliseconds: 300 });
    await emulator().faults.throttle({ service: 'cloudformation', action: 'DescribeStack*', times: 6, skip: 4 });
    const report = await world.apply(plan, { targetOf: () => impatient });
    expect(onlyChange(report).outcome).to.include({ result: 'deployed' });
  });

  it('starts nothing more when AWS is away for good, and goes on when it is back', async () => {
    const configs = serving(['a', 'b', 'c', 'd']);
    const plan = await world.plan(configs);
    const impatient = await world.target({ maxAttempts: 1 });
    await emulator().faults.failCall({ service: 'cloudformation', status: 503, times: 0 });
    const report = await world.apply(plan, { targetOf: () => impatient, concurrency: 1 });
    expect(report.succeeded).to.equal(false);
    const results = report.stages[0]?.changes.map(({ outcome }) => outcome.result);
    expect(results).to.deep.equal(['failed', 'skipped', 'skipped', 'skipped']);
    expect(await count('CreateChangeSet')).to.equal(0);
    await emulator().faults.clear();
    expect((await world.deploy(configs)).succeeded).to.equal(true);
  });

  it('leaves an operation to itself when the credentials expire, and finds it done afterwards', async () => {
    const plan = await world.plan(serving(['churn']));
    const fault = {
      service: 'cloudformation',
      code: 'ExpiredToken',
      status: 403,
      message: 'expired',
      times: 0,
    } as const;
    await emulator().faults.delayResource({ type: 'AWS::SageMaker::Endpoint', milliseconds: 400 });
    await emulator().faults.failCall({ ...fault, action: 'DescribeStack*', skip: 4 });
    const report = await world.apply(plan);
    expect(onlyChange(report).outcome).to.include({ result: 'failed', hint: 'run again: it continues' });
    expect(onlyChange(report).outcome).to.have.property('rootCause').that.includes('credentials');
    await emulator().faults.clear();
    const again = await world.deploy(serving(['churn']));
    expect(again.succeeded).to.equal(true);
    expect((await target.listOperations(STACK)).map(({ kind }) => kind)).to.deep.equal(['create']);
  });

  const denials = ['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DescribeStacks'];
  for (const action of denials) {
    it(`names ${action} when it is denied, and changes nothing`, async () => {
      const plan = await world.plan(serving(['churn']));
      const user = `arn:aws:iam::${ACCOUNT}:user/ci`;
      const message = `User: ${user} is not authorized to perform: cloudformation:${action} on resource: *`;
      const fault = {
        service: 'cloudformation',
        action,
        code: 'AccessDenied',
        status: 403,
        message,
        times: 0,
      } as const;
      await emulator().faults.failCall(fault);
      const { outcome } = onlyChange(await world.apply(plan));
      expect(outcome).to.have.property('rootCause').that.includes(`cloudformation:${action} is denied`);
      expect(outcome).to.have.property('hint').that.includes(user);
      await emulator().faults.clear();
      expect((await stack())?.status).to.be.oneOf([undefined, 'REVIEW_IN_PROGRESS']);
      expect(onlyChange(await world.deploy(serving(['churn']))).outcome).to.include({ result: 'deployed' });
    });
  }

  it('deploys without events when those are denied', async () => {
    const action = 'DescribeStackEvents';
    await emulator().faults.failCall({
      service: 'cloudformation',
      action,
      code: 'AccessDenied',
      status: 403,
      times: 0,
    });
    expect(onlyChange(await world.deploy(serving(['churn']))).outcome).to.include({ result: 'deployed' });
  });

  for (const action of ['CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack']) {
    it(`has one effect when the answer to ${action} is lost`, async () => {
      const plan = await world.plan(serving(['churn']));
      await emulator().faults.failCall({ service: 'cloudformation', action, status: 500, after: true });
      expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'deployed' });
      expect(onlyChange(await world.destroy()).outcome).to.include({ result: 'deployed' });
      expect(await stack()).to.equal(undefined);
    });
  }

  it('goes on with the empty stack that a killed run left behind', async () => {
    const plan = await world.plan(serving(['churn']));
    await emulator().faults.failCall({ action: 'ExecuteChangeSet', status: 400, code: 'Killed', times: 1 });
    await world.apply(plan);
    expect((await stack())?.status).to.equal('REVIEW_IN_PROGRESS');
    const next = await world.plan(serving(['churn']));
    expect(next.stages[0]?.changes[0]).to.include({ action: 'create', blocked: undefined });
    expect(onlyChange(await world.apply(next)).outcome).to.include({ result: 'deployed' });
  });

  const roads = {
    UPDATE_FAILED: ['rollback', 'update'],
    UPDATE_ROLLBACK_FAILED: ['rollback', 'update'],
    ROLLBACK_COMPLETE: ['create'],
    CREATE_FAILED: ['create'],
    UPDATE_ROLLBACK_COMPLETE: ['update'],
  } as const;
  for (const [status, kinds] of Object.entries(roads)) {
    it(`brings a stack from ${status} to what is wanted`, async () => {
      await world.deploy(serving(['churn']));
      const { stackId } = (await stack()) ?? {};
      await force(status);
      const report = await world.deploy(serving(['churn'], 'v2'));
      expect(onlyChange(report).outcome).to.include({ result: 'deployed' });
      const now = await stack();
      expect(now?.status).to.equal(kinds.includes('create' as never) ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
      expect(now?.stackId === stackId).to.equal(!kinds.includes('create' as never));
      const after = (await target.listOperations(STACK)).map(({ kind }) => kind).reverse();
      expect(after.slice(-kinds.length)).to.deep.equal(kinds);
      expect(await world.plan(serving(['churn'], 'v2'))).to.have.nested.property('summary.none', 1);
    });
  }

  it('neither updates nor deletes by itself what could not be deleted', async () => {
    await world.deploy(serving(['churn']));
    await force('DELETE_FAILED');
    const plan = await world.plan(serving(['churn'], 'v2'));
    expect(plan.stages[0]?.changes[0]?.blocked?.guard).to.equal('stack-status');
    await emulator().clearCalls();
    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'refused', guard: 'stack-status' });
    expect(await count('CreateChangeSet')).to.equal(0);
    expect(onlyChange(await world.destroy()).outcome).to.include({ result: 'deployed' });
  });

  it('says what cannot be deleted, and deletes it when it can', async () => {
    await world.deploy(serving(['churn']));
    await emulator().faults.failResource({ type: 'AWS::SageMaker::Endpoint', operation: 'delete', reason: 'in use' });
    const failed = onlyChange(await world.destroy()).outcome;
    expect(failed)
      .to.have.property('rootCause')
      .that.matches(/AWS::SageMaker::Endpoint\): in use$/);
    expect((await stack())?.status).to.equal('DELETE_FAILED');
    expect(onlyChange(await world.destroy()).outcome).to.include({ result: 'deployed' });
  });

  it('never switches termination protection off', async () => {
    await world.deploy(serving(['churn']));
    const client = new CloudFormationClient(world.clientConfig());
    await client.send(new UpdateTerminationProtectionCommand({ StackName: STACK, EnableTerminationProtection: true }));
    client.destroy();
    const { outcome } = onlyChange(await world.destroy());
    expect(outcome).to.include({ result: 'refused', guard: 'termination-protection' });
    expect((await stack())?.status).to.equal('CREATE_COMPLETE');
    expect(await count('DeleteStack')).to.equal(0);
  });
});
