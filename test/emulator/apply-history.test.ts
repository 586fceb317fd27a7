import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { Change } from '../../processor/model/plan.ts';
import { CliWorld } from '../helpers/cli-world.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { useEmulator } from './use-emulator.ts';

const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';
const SETTINGS = { assets_bucket: 'team-assets', stages: [{ name: 'dev', account: ACCOUNT, region: REGION }] };
const CHURN = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const FRAUD = 'mlops-pipeline-fraud-byompipelinerealtimebuiltin';
const PRICE = 'mlops-pipeline-price-byompipelinerealtimebuiltin';

/** One commit of the history: what it does to the files, and what is expected of plan and apply. */
interface Step {
  readonly commit: string;
  readonly files: (world: CliWorld) => void;
  readonly flags?: readonly string[];
  /** The endpoint of this stack fails once while this is done to it. */
  readonly fails?: { readonly stack: string; readonly operation: 'create' | 'update' };
  /** Action and outcome by stack. */
  readonly expected: Readonly<Record<string, readonly [Change['action'], string]>>;
  readonly statuses: Readonly<Record<string, string>>;
}

const HISTORY: readonly Step[] = [
  {
    commit: 'add two models',
    files: (world) => {
      world.write({ 'churn/mlops-config.json': endpoint('churn'), 'fraud/mlops-config.json': endpoint('fraud') });
    },
    expected: { [CHURN]: ['create', 'deployed'], [FRAUD]: ['create', 'deployed'] },
    statuses: { [CHURN]: 'CREATE_COMPLETE', [FRAUD]: 'CREATE_COMPLETE' },
  },
  {
    commit: 'scale one out',
    files: (world) => {
      world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    },
    expected: { [CHURN]: ['update', 'deployed'], [FRAUD]: ['none', 'unchanged'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'CREATE_COMPLETE' },
  },
  {
    commit: 'tag the other',
    files: (world) => {
      world.write({ 'fraud/mlops-config.json': endpoint('fraud', { tags: { team: 'payments' } }) });
    },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['update', 'deployed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_COMPLETE' },
  },
  {
    commit: 'move a file',
    files: (world) => {
      world.move('churn/mlops-config.json', 'models/churn/serving/mlops-config.json');
    },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['none', 'unchanged'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_COMPLETE' },
  },
  {
    commit: 'remove one, without pruning',
    files: (world) => {
      world.drop('fraud/mlops-config.json');
    },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['delete', 'skipped'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_COMPLETE' },
  },
  {
    commit: 'prune',
    files: () => undefined,
    flags: ['--prune'],
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['delete', 'deployed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE' },
  },
  {
    commit: 'bring it back',
    files: (world) => {
      world.write({ 'fraud/mlops-config.json': endpoint('fraud') });
    },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['create', 'deployed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'CREATE_COMPLETE' },
  },
  {
    commit: 'roll to a model that does not start',
    files: (world) => {
      world.write({
        'fraud/mlops-config.json': endpoint('fraud', { model_artifact_location: 'fraud/v2/model.tar.gz' }),
      });
    },
    fails: { stack: FRAUD, operation: 'update' },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['update', 'failed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_ROLLBACK_COMPLETE' },
  },
  {
    commit: 'repair it; add one that does not come up',
    files: (world) => {
      world.write({
        'fraud/mlops-config.json': endpoint('fraud', { model_artifact_location: 'fraud/v3/model.tar.gz' }),
        'price/mlops-config.json': endpoint('price'),
      });
    },
    fails: { stack: PRICE, operation: 'create' },
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['update', 'deployed'], [PRICE]: ['create', 'failed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_COMPLETE', [PRICE]: 'ROLLBACK_COMPLETE' },
  },
  {
    commit: 'try that again',
    files: () => undefined,
    expected: { [CHURN]: ['none', 'unchanged'], [FRAUD]: ['none', 'unchanged'], [PRICE]: ['create', 'deployed'] },
    statuses: { [CHURN]: 'UPDATE_COMPLETE', [FRAUD]: 'UPDATE_COMPLETE', [PRICE]: 'CREATE_COMPLETE' },
  },
];

describe('a history of commits, applied one after the other on both targets', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 10, pageSize: 2 });
  let worlds: { readonly local: CliWorld; readonly aws: CliWorld };
  /** None without the emulator. */
  const made: CliWorld[] = [];

  before(async () => {
    const config = emulator().clientConfig(REGION, ACCOUNT);
    const s3 = new S3Client(config);
    await s3.send(new CreateBucketCommand({ Bucket: SETTINGS.assets_bucket }));
    s3.destroy();
    const aws = { ...emulator().environment(REGION), AWS_ACCESS_KEY_ID: ACCOUNT };
    worlds = { local: new CliWorld({ settings: SETTINGS }), aws: new CliWorld({ settings: SETTINGS, aws }) };
    made.push(worlds.local, worlds.aws);
  });

  after(() => {
    for (const world of made) world.remove();
  });

  async function fail({ stack, operation }: NonNullable<Step['fails']>): Promise<void> {
    const reason = 'the container did not answer';
    worlds.local.localFaults({ failures: [{ stack, logicalId: 'Endpoint', operation, reason, times: 1 }] });
    await emulator().faults.failResource({ stackName: stack, logicalId: 'Endpoint', operation, reason });
  }

  for (const step of HISTORY) {
    it(step.commit, async () => {
      if (step.fails !== undefined) await fail(step.fails);
      const said: Record<string, unknown> = {};
      for (const [name, world] of Object.entries(worlds)) {
        step.files(world);
        world.repository.commit(step.commit);
        const planned = await world.plan(...(step.flags ?? []));
        const applied = await world.apply(...(step.flags ?? []));
        const expected = Object.values(step.expected);

        expect(planned.map(({ stack, action }) => [stack, action])).to.have.deep.members(
          Object.entries(step.expected).map(([stack, [action]]) => [stack, action]),
        );
        const ends = applied.changes.map(({ stack, action, outcome }) => [stack, action, outcome.result]);
        expect(ends).to.have.deep.members(Object.entries(step.expected).map(([stack, ends]) => [stack, ...ends]));
        expect(applied.code).to.equal(expected.some(([, result]) => result === 'failed') ? 1 : 0);
        expect(JSON.stringify(applied.changes.map(withoutOutcome))).to.equal(JSON.stringify(planned.map(withoutIds)));

        const status = await world.list('status');
        expect(Object.fromEntries(status.map((each) => [each['stack'], each['status']]))).to.deep.equal(step.statuses);
        const history = await world.list('history');
        for (const { stack, outcome } of applied.changes) {
          const cause = outcome.result === 'failed' ? outcome.rootCause : undefined;
          const told = [
            status.find((each) => each['stack'] === stack)?.['statusReason'],
            history.find((each) => each['stackName'] === stack)?.['reason'],
          ];
          expect(told, `${name}: ${stack}`).to.deep.equal([cause, cause]);
          if (cause !== undefined) expect(cause).to.match(/^Endpoint \(.+\): .*the container did not answer/);
        }
        said[name] = { planned: planned.map(withoutIds), history: history.map(operationOf).sort() };
        if (expected.every(([action]) => action === 'none')) expect(history.length).to.be.greaterThan(0);
      }
      expect(said['aws']).to.deep.equal(said['local']);
    });
  }

  it('leaves nothing to do, and finds that out with a page of stacks at a time', async () => {
    await emulator().clearCalls();
    for (const world of Object.values(worlds)) {
      expect((await world.plan()).map(({ action }) => action)).to.deep.equal(['none', 'none', 'none']);
    }
    expect((await emulator().calls()).calls.length).to.be.at.most(Math.ceil(3 / 2) + 3);
  });

  it('tells from which commit each operation came', async () => {
    for (const world of Object.values(worlds)) {
      const commits = world.repository.git('log', '--format=%H').split('\n');
      const history = await world.list('history');
      for (const { commit } of history) {
        expect(commits.filter((id) => id.startsWith(String(commit)))).to.have.length(1);
      }
    }
  });
});

/** Ids of stacks differ from target to target and from run to run. */
function withoutIds(change: Change): object {
  return { ...change, deployed: change.deployed?.status, sideEffects: [...change.sideEffects].sort() };
}

function withoutOutcome(change: Change & { readonly outcome?: unknown }): object {
  return { ...withoutIds(change), outcome: undefined };
}

function operationOf({ stackName, kind, status }: Readonly<Record<string, unknown>>): string {
  return `${String(stackName)} ${String(kind)} ${String(status)}`;
}
