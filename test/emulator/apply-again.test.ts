import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { CliWorld, type Ended } from '../helpers/cli-world.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { useEmulator } from './use-emulator.ts';

const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';
const SETTINGS = { assets_bucket: 'team-assets', stages: [{ name: 'dev', account: ACCOUNT, region: REGION }] };
const FILE = 'churn/mlops-config.json';
const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';

type Operation = 'create' | 'update' | 'delete';

/**
 * One file, applied more than once: as "Retry failed actions" of CodePipeline does, or somebody after a crash. What
 * this plan left behind is gone on with, what others did is refused.
 */
describe('applying a saved plan again', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 10 });
  let world: CliWorld;
  let target: 'local' | 'aws';
  let file: string;

  afterEach(() => {
    world.remove();
  });

  async function prepare(where: 'local' | 'aws'): Promise<void> {
    target = where;
    if (target === 'aws') {
      await emulator().reset();
      const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
      await s3.send(new CreateBucketCommand({ Bucket: SETTINGS.assets_bucket }));
      s3.destroy();
    }
    const aws = { ...emulator().environment(REGION), AWS_ACCESS_KEY_ID: ACCOUNT };
    world = new CliWorld({ settings: SETTINGS, ...(target === 'aws' ? { aws } : {}) });
    file = `${world.stateDir}.plan.json`;
    // Is never touched, so that the other one may go.
    world.write({ 'price/mlops-config.json': endpoint('price'), [FILE]: endpoint('churn') });
  }

  async function fail(operation: Operation, reason = 'no capacity'): Promise<void> {
    if (target === 'local') {
      world.localFaults({ failures: [{ stack: STACK, logicalId: 'Endpoint', operation, reason }] });
    } else {
      const type = 'AWS::SageMaker::Endpoint';
      await emulator().faults.failResource({ stackName: STACK, type, operation, reason, times: 0 });
    }
  }

  async function mend(): Promise<void> {
    if (target === 'local') world.localFaults({});
    else await emulator().faults.clear();
  }

  async function plan(change: object = {}, ...args: readonly string[]): Promise<void> {
    world.write({ [FILE]: endpoint('churn', change) });
    const { code, stderr } = await world.run('plan', '--out', file, ...args);
    expect(code, stderr).to.equal(0);
  }

  async function deploy(change: object = {}): Promise<void> {
    world.write({ [FILE]: endpoint('churn', change) });
    expect((await world.apply()).code).to.equal(0);
  }

  function apply(): Promise<Ended> {
    return world.run('apply', file);
  }

  async function status(): Promise<unknown> {
    return (await world.list('status')).find(({ stack }) => stack === STACK)?.['status'];
  }

  function expectStale(end: Ended): void {
    expect(end.code, end.stderr).to.equal(1);
    expect(end.stderr).to.include('[stale-plan]').and.include(`stage dev, ${STACK}: `);
    expect(end.stdout).to.equal('');
  }

  /** The first run fails, the next one goes on and succeeds, and one more finds nothing to do. */
  async function expectRetry(left: string, end: unknown): Promise<void> {
    const first = await apply();
    expect([first.code, await status()], first.stderr).to.deep.equal([1, left]);
    const again = await apply();
    expect([again.code, await status()], again.stderr).to.deep.equal([1, left]);
    expect(again.stderr).to.include('an earlier run of this plan did not come to its end; going on with\n  stage dev,');
    await mend();
    const retried = await apply();
    expect([retried.code, await status()], retried.stderr + retried.stdout).to.deep.equal([0, end]);
    const done = await apply();
    expect(done.code, done.stderr).to.equal(0);
    expect(done.stderr).to.match(/^nothing to do: this plan was already applied \([0-9a-f]{12}\)\n$/);
    expect(done.stdout).to.match(/^Done: \d unchanged$/m);
  }

  for (const where of ['local', 'aws'] as const) {
    describe(`on the ${where} target`, () => {
      beforeEach(() => prepare(where));

      it('goes on after a creation that failed', async () => {
        await fail('create');
        await plan();
        await expectRetry('ROLLBACK_COMPLETE', 'CREATE_COMPLETE');
      });

      it('goes on after a second creation of what never came up', async () => {
        await fail('create');
        expect((await world.apply()).code).to.equal(1);
        await plan();
        await expectRetry('ROLLBACK_COMPLETE', 'CREATE_COMPLETE');
      });

      it('goes on after an update that failed', async () => {
        await deploy();
        await fail('update');
        await plan({ instance_count: 2 });
        await expectRetry('UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE');
      });

      it('goes on after a deletion that failed', async () => {
        await deploy();
        await fail('delete');
        world.drop(FILE);
        expect((await world.run('plan', '--prune', '--out', file)).code).to.equal(0);
        await expectRetry('DELETE_FAILED', undefined);
      });

      it('refuses what others did after it failed: another content, another failure, a stack made anew', async () => {
        await deploy();
        await fail('update');
        await plan({ instance_count: 2 });
        expect((await apply()).code).to.equal(1);
        world.write({ [FILE]: endpoint('churn', { instance_count: 7 }) });
        expect((await world.apply()).code).to.equal(1);
        expect(await status()).to.equal('UPDATE_ROLLBACK_COMPLETE');
        expectStale(await apply());
        await mend();
        await deploy({ instance_count: 7 });
        expectStale(await apply());
      });

      it('refuses a failed creation that is of another plan', async () => {
        await plan({ instance_count: 2 });
        await fail('create');
        world.write({ [FILE]: endpoint('churn') });
        expect((await world.apply()).code).to.equal(1);
        expect(await status()).to.equal('ROLLBACK_COMPLETE');
        expectStale(await apply());
      });

      it('says that another run did it, when that is so', async () => {
        await plan();
        expect((await world.run('apply', '--auto-approve', '--stage', 'dev')).code).to.equal(0);
        await plan({ instance_count: 2 });
        world.repository.commit('another commit of the same, so another plan');
        expect((await world.apply()).code).to.equal(0);
        const { code, stderr } = await apply();
        expect(code, stderr).to.equal(0);
        expect(stderr).to.match(/^nothing to do: another run has made all that this plan asks for \([0-9a-f]{12}\)\n$/);
      });

      for (const at of ['deletes the stack that never came up', 'DELETE_IN_PROGRESS', 'prepares the change set']) {
        it(`goes on after a kill at "${at}" on the way to a second creation`, async () => {
          await fail('create');
          expect((await world.apply()).code).to.equal(1);
          await mend();
          await plan();
          const running = world.start('apply', file, '--verbose');
          await running.shows(at);
          running.process.kill('SIGKILL');
          await running.ended;
          const again = await apply();
          expect([again.code, await status()], again.stderr).to.deep.equal([0, 'CREATE_COMPLETE']);
        });
      }

      for (const { kind, at } of [
        { kind: 'create', at: 'executes the change set' },
        { kind: 'create', at: 'CREATE_IN_PROGRESS' },
        { kind: 'create', at: 'prepares the change set' },
        { kind: 'update', at: 'UPDATE_IN_PROGRESS' },
        { kind: 'delete', at: 'delete started' },
      ] as const) {
        it(`goes on after a kill at "${at}" of ${kind}`, async () => {
          if (kind === 'create') await plan();
          else await deploy();
          if (kind === 'update') await plan({ instance_count: 2 });
          if (kind === 'delete') {
            world.drop(FILE);
            expect((await world.run('plan', '--prune', '--out', file)).code).to.equal(0);
          }
          if (target === 'aws') {
            await emulator().faults.delayResource({ type: 'AWS::SageMaker::Endpoint', milliseconds: 600 });
          }
          const running = world.start('apply', file, '--verbose');
          await running.shows(at);
          running.process.kill('SIGKILL');
          await running.ended;
          const again = await apply();
          expect(again.code, again.stderr + again.stdout).to.equal(0);
          const end = { create: 'CREATE_COMPLETE', update: 'UPDATE_COMPLETE', delete: undefined }[kind];
          expect(await status()).to.equal(end);
        });
      }
    });
  }

  it('goes on with the empty stack of a change set of its own, and refuses that of another', async () => {
    await prepare('aws');
    await plan();
    await emulator().faults.failCall({ service: 'cloudformation', action: 'ExecuteChangeSet', status: 403, times: 0 });
    expect((await apply()).code).to.equal(1);
    await mend();
    expect(await status()).to.equal('REVIEW_IN_PROGRESS');
    const own = await apply();
    expect([own.code, await status()], own.stderr).to.deep.equal([0, 'CREATE_COMPLETE']);

    await removeByHand();
    await plan({ instance_count: 2 });
    await emulator().faults.failCall({ service: 'cloudformation', action: 'ExecuteChangeSet', status: 403, times: 0 });
    world.write({ [FILE]: endpoint('churn', { instance_count: 7 }) });
    expect((await world.apply()).code).to.equal(1);
    await mend();
    expect(await status()).to.equal('REVIEW_IN_PROGRESS');
    expectStale(await apply());
  });

  it('refuses when somebody took its half-made stack away by hand and another run made it anew', async () => {
    await prepare('aws');
    await deploy();
    await fail('update');
    await plan({ instance_count: 2 });
    expect((await apply()).code).to.equal(1);
    await mend();
    await removeByHand();
    expectStale(await apply());
  });

  async function removeByHand(): Promise<void> {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, ACCOUNT));
    await client.send(new DeleteStackCommand({ StackName: STACK }));
    for (let look = 0; look < 100 && (await status()) !== undefined; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    client.destroy();
    expect(await status()).to.equal(undefined);
  }
});
