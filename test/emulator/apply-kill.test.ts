import { readFileSync, writeFileSync } from 'node:fs';
import { CloudFormationClient, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { RunReport } from '../../processor/model/outcome.ts';
import { CliWorld } from '../helpers/cli-world.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { useEmulator } from './use-emulator.ts';

const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';
const SETTINGS = { assets_bucket: 'team-assets', stages: [{ name: 'dev', account: ACCOUNT, region: REGION }] };
const MODELS = ['churn', 'fraud'] as const;
/** Is never touched, so that the others may all go. */
const STAYS = 'price';

function stackOf(model: string): string {
  return `mlops-pipeline-${model}-byompipelinerealtimebuiltin`;
}

type Kind = 'create' | 'update' | 'delete';

/** Puts the files into the state in which applying them means `kind` for both models. */
function ask(world: CliWorld, kind: Kind): void {
  for (const model of MODELS) {
    const file = `${model}/mlops-config.json`;
    if (kind === 'delete') world.drop(file);
    else world.write({ [file]: endpoint(model, kind === 'update' ? { instance_count: 2 } : {}) });
  }
  world.repository.commit(kind);
}

/** A text on stderr, with --verbose, at which the program is killed, `later` milliseconds after it. */
interface Moment {
  readonly at: string;
  readonly later?: number | 'at random';
}

const MOMENTS: Readonly<Record<'local' | 'aws', Readonly<Record<Kind, readonly Moment[]>>>> = {
  local: {
    create: [{ at: 'executes the change set' }, { at: 'create started', later: 'at random' }],
    update: [{ at: 'UPDATE_IN_PROGRESS' }, { at: 'prepares the change set', later: 5 }],
    delete: [{ at: 'DELETE_IN_PROGRESS' }],
  },
  aws: {
    create: [{ at: 'executes the change set' }, { at: 'create started', later: 'at random' }],
    update: [
      { at: 'UPDATE_IN_PROGRESS', later: 100 },
      { at: 'prepares the change set', later: 40 },
    ],
    delete: [{ at: 'delete started', later: 30 }],
  },
};

describe('killing the program while it applies', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 30, pageSize: 2 });
  const worlds: CliWorld[] = [];

  afterEach(() => {
    for (const world of worlds.splice(0)) world.remove();
  });

  async function newWorld(target: 'local' | 'aws'): Promise<CliWorld> {
    if (target === 'aws') {
      await emulator().reset();
      const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
      await s3.send(new CreateBucketCommand({ Bucket: SETTINGS.assets_bucket }));
      s3.destroy();
    }
    const aws = { ...emulator().environment(REGION), AWS_ACCESS_KEY_ID: ACCOUNT };
    const world = new CliWorld({ settings: SETTINGS, ...(target === 'aws' ? { aws } : {}) });
    worlds.push(world);
    world.write({ [`${STAYS}/mlops-config.json`]: endpoint(STAYS) });
    world.repository.commit();
    expect((await world.apply()).code).to.equal(0);
    return world;
  }

  /** Operations of a kind on each of the two stacks. */
  async function countOperations(world: CliWorld, kind: Kind): Promise<Readonly<Record<string, number>>> {
    const history = await world.list('history');
    const counts: Record<string, number> = {};
    for (const model of MODELS) {
      const own = history.filter((each) => each['stackName'] === stackOf(model) && each['kind'] === kind);
      counts[model] = own.length;
    }
    return counts;
  }

  async function statuses(world: CliWorld): Promise<Readonly<Record<string, unknown>>> {
    const found: Record<string, unknown> = {};
    for (const { stack, status } of await world.list('status')) found[String(stack)] = status;
    return found;
  }

  /** One more run, and all is as if the first had never been killed. */
  async function expectConvergence(
    world: CliWorld,
    kind: Kind,
    before: Readonly<Record<string, number>>,
  ): Promise<void> {
    const again = await world.run('apply', '--auto-approve', '--prune');
    expect(again.code, again.stderr).to.equal(0);
    const healthy = kind === 'create' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
    const wanted = kind === 'delete' ? [] : MODELS.map((model) => [stackOf(model), healthy]);
    expect(await statuses(world)).to.deep.equal({ ...Object.fromEntries(wanted), [stackOf(STAYS)]: 'CREATE_COMPLETE' });
    expect((await world.plan('--prune')).every(({ action }) => action === 'none')).to.equal(true);
    const once = Object.fromEntries(MODELS.map((model) => [model, (before[model] ?? 0) + 1]));
    expect(await countOperations(world, kind)).to.deep.equal(once);
  }

  for (const target of ['local', 'aws'] as const) {
    it(`converges on the ${target} target, wherever it was killed, with one operation for each stack`, async () => {
      const world = await newWorld(target);
      let hits = 0;
      const rounds = Math.max(...Object.values(MOMENTS[target]).map((moments) => moments.length));
      for (let round = 0; round < rounds; round += 1) {
        for (const kind of ['create', 'update', 'delete'] as const) {
          const moment = MOMENTS[target][kind][round];
          if (moment === undefined) continue;
          ask(world, kind);
          const before = await countOperations(world, kind);
          const running = world.start('apply', '--auto-approve', '--prune', '--verbose');
          await running.shows(moment.at);
          const later = moment.later === 'at random' ? Math.round(Math.random() * 400) : (moment.later ?? 0);
          await new Promise((resolve) => setTimeout(resolve, later));
          running.process.kill('SIGKILL');
          const { code, stderr } = await running.ended;
          expect(stderr).to.contain(moment.at);
          // On a busy machine the program may have ended before the kill; a test that never hit would prove nothing.
          if (code === undefined) hits += 1;
          await expectConvergence(world, kind, before).catch((error: unknown) => {
            expect.fail(`killed ${later} ms after "${moment.at}" of ${kind}: ${String(error)}`);
          });
          if (target === 'aws' && kind !== 'delete') await expectNoChangeSets();
        }
      }
      expect(hits).to.be.greaterThan(rounds);
    });
  }

  async function expectNoChangeSets(): Promise<void> {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, ACCOUNT));
    for (const model of MODELS) {
      const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName: stackOf(model) }));
      expect(Summaries.filter(({ ExecutionStatus }) => ExecutionStatus === 'AVAILABLE')).to.deep.equal([]);
    }
    client.destroy();
  }

  it('applies to the end when nobody listens any more', async () => {
    const world = await newWorld('local');
    ask(world, 'create');
    const running = world.start('apply', '--auto-approve', '--verbose');
    await running.shows('create started');
    running.process.stderr?.destroy();
    running.process.stdout?.destroy();
    expect((await running.ended).code).to.equal(0);
    expect((await world.plan()).every(({ action }) => action === 'none')).to.equal(true);
  });

  it('lets one of two runs at once wait or fail on the local target, never both write', async () => {
    const world = await newWorld('local');
    ask(world, 'create');
    const both = await Promise.all([1, 2].map(() => world.start('apply', '--auto-approve').ended));
    for (const { code, stderr } of both) {
      if (code !== 0) expect(stderr).to.match(/\[lock-held\]|stale-plan|plan again/);
    }
    expect(both.map(({ code }) => code)).to.include(0);
    await expectConvergence(world, 'create', {});
  });

  it('deploys each stack once when two runs apply the same at once on AWS', async () => {
    const world = await newWorld('aws');
    ask(world, 'create');
    const both = await Promise.all([1, 2].map(() => world.start('apply', '--auto-approve', '--format', 'json').ended));
    for (const { code, stdout, stderr } of both) {
      const results = resultsOf(stdout);
      for (const result of results) expect(result, stderr).to.be.oneOf(['deployed', 'unchanged', 'refused']);
      expect(code).to.equal(results.includes('refused') ? 1 : 0);
    }
    expect(await countOperations(world, 'create')).to.deep.equal({ churn: 1, fraud: 1 });
    expect((await world.plan()).every(({ action }) => action === 'none')).to.equal(true);
  });

  for (const target of ['local', 'aws'] as const) {
    it(`stops starting work on Ctrl-C, says so and goes on later: ${target}`, async () => {
      const world = await newWorld(target);
      if (target === 'aws') {
        await emulator().faults.delayResource({ type: 'AWS::SageMaker::Endpoint', milliseconds: 1_500 });
      }
      ask(world, 'create');
      const running = world.start('apply', '--auto-approve', '--verbose', '--concurrency', '1');
      await running.shows('CREATE_IN_PROGRESS');
      running.process.kill('SIGINT');
      const { code, stderr, stdout } = await running.ended;
      expect(code, stderr).to.equal(1);
      expect(stderr).to.contain('stopping').and.to.contain('run again');
      expect(stdout).to.contain('interrupted');
      expect(stderr.match(/: create started/g)).to.have.length(1);
      await expectConvergence(world, 'create', {});
    });

    it(`applies a saved plan late, twice, edited: ${target}`, async () => {
      const world = await newWorld(target);
      ask(world, 'create');
      const file = `${world.stateDir}.plan.json`;
      expect((await world.run('plan', '--out', file)).code).to.equal(0);
      expect((await world.run('apply', file)).code).to.equal(0);
      const operations = (await world.list('history')).length;

      const twice = await world.run('apply', file, '--format', 'json');
      expect([twice.code, ...resultsOf(twice.stdout)], twice.stderr).to.deep.equal([
        0,
        'unchanged',
        'unchanged',
        'unchanged',
      ]);

      ask(world, 'update');
      expect((await world.run('plan', '--out', file)).code).to.equal(0);
      world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 5 }) });
      expect((await world.apply()).code).to.equal(0);
      const late = await world.run('apply', file);
      expect([late.code, late.stderr.includes('[stale-plan]')], late.stderr).to.deep.equal([1, true]);
      expect(late.stderr).to.contain(stackOf('churn'));

      world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 6 }) });
      expect((await world.run('plan', '--out', file)).code).to.equal(0);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('ml.m5.large', 'ml.p5.48xlarge'));
      const edited = await world.run('apply', file);
      expect([edited.code, edited.stderr.includes('[edited-plan]')], edited.stderr).to.deep.equal([1, true]);
      // Two updates by the apply in between; the late and the edited plan have done nothing.
      expect((await world.list('history')).length).to.equal(operations + 2);
    });
  }
});

/** The result of each change in a report. */
function resultsOf(json: string): readonly string[] {
  const report = JSON.parse(json) as Pick<RunReport, 'stages'>;
  return report.stages.flatMap(({ changes }) => changes.map(({ outcome }) => outcome.result));
}
