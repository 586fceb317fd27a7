import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { listPlaces, nameOfPlace } from '../../../processor/bootstrap/list-places.ts';
import type { BootstrapOptions } from '../../../processor/cli/bootstrap/bootstrap-options.ts';
import { applyUninstall } from '../../../processor/cli/bootstrap/uninstall-apply.ts';
import { gatherUninstall } from '../../../processor/cli/bootstrap/uninstall-gather.ts';
import type { World } from '../../../processor/cli/shared/world.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { MANAGED_BY, TAGS, type DeployedStack, type StackEvent } from '../../../processor/model/stack.ts';
import type { AccountCleaner, KeptState } from '../../../processor/ports/account-cleaner.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { HOME, installable, OTHER } from '../bootstrap/settings.ts';

const PREFIX = 'mlops-pipeline';

/** An account and region with the installed stacks, and what outlives them. */
class Account {
  stacks: DeployedStack[];
  readonly deleted: string[] = [];
  readonly buckets = new Map<string, KeptState>();
  roleArn: string | undefined;
  /** Stacks that cannot be deleted. */
  stuck: readonly string[] = [];
  /** What listing throws from the second time on. */
  unavailable: Error | undefined;
  #lists = 0;
  readonly #events = new Map<string, StackEvent>();

  constructor(kinds: readonly string[]) {
    this.stacks = kinds.map((kind) => stackOf(`${PREFIX}-${kind}`));
  }

  target(): StackTarget {
    const target: Partial<StackTarget> = {
      kind: 'aws',
      listStacks: () => {
        this.#lists += 1;
        if (this.unavailable !== undefined && this.#lists > 1) return Promise.reject(this.unavailable);
        return Promise.resolve(this.stacks);
      },
      describeStack: (name) =>
        Promise.resolve(this.stacks.find(({ stackId, stackName }) => stackId === name || stackName === name)),
      readTemplate: (stackId) =>
        Promise.resolve({
          Resources: {
            Bucket: {
              Type: 'AWS::S3::Bucket',
              DeletionPolicy: 'Retain',
              Properties: { BucketName: `made-by-${stackId}` },
            },
          },
        }),
      deleteStack: (stackId, token) => {
        const found = this.stacks.find((one) => one.stackId === stackId) ?? expect.fail(stackId);
        const status = this.stuck.includes(found.stackName) ? 'DELETE_FAILED' : 'DELETE_COMPLETE';
        this.stacks = this.stacks.map((one) => (one === found ? { ...one, status } : one));
        this.deleted.push(found.stackName);
        const about = { logicalId: found.stackName, resourceType: 'AWS::CloudFormation::Stack', physicalId: stackId };
        this.#events.set(stackId, { ...about, eventId: stackId, time: '2026-03-02T09:30:00Z', status, token });
        return Promise.resolve();
      },
      listEvents: (stackId) => {
        const event = this.#events.get(stackId);
        return Promise.resolve(event === undefined ? [] : [event]);
      },
    };
    return target as StackTarget;
  }

  cleaner(): AccountCleaner {
    return {
      bucket: (name) => Promise.resolve(this.buckets.get(name)),
      imageRepository: () => Promise.resolve(undefined),
      logGroups: (prefix) => Promise.resolve(prefix.startsWith('/aws/lambda/') ? [`${prefix}notify`] : []),
      logRole: () => Promise.resolve(this.roleArn),
      deleteBucket: (name) => {
        if (name.includes('locked')) return Promise.reject(new UserError('still-in-use', 'objects are locked'));
        this.deleted.push(name);
        return Promise.resolve();
      },
      deleteImageRepository: () => expect.fail('there is none'),
      deleteLogGroup: (name) => {
        this.deleted.push(name);
        return Promise.resolve();
      },
    };
  }
}

function stackOf(stackName: string, change: Partial<DeployedStack> = {}): DeployedStack {
  return {
    stackName,
    stackId: `arn:${stackName}`,
    status: 'CREATE_COMPLETE',
    outputs: {},
    tags: { [TAGS.managedBy]: MANAGED_BY },
    terminationProtection: false,
    ...change,
  };
}

function workload(name: string): DeployedStack {
  const tags = { [TAGS.managedBy]: MANAGED_BY, [TAGS.modelName]: 'churn', [TAGS.stage]: 'prod' };
  return stackOf(name, { tags });
}

describe('an uninstallation', () => {
  let home: Account;
  let other: Account;
  let interrupt: () => void;

  beforeEach(() => {
    home = new Account(['control-plane', 'roles', 'foundation']);
    other = new Account(['roles', 'foundation']);
    home.buckets.set('staging-bucket', { installedBy: PREFIX, items: 3, hasMore: false });
    interrupt = () => undefined;
  });

  function worldOf(): World {
    return {
      argv: [],
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      cwd: '/',
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: new PassThrough().resume(),
      onInterrupt: (listener) => (interrupt = listener),
    };
  }

  function inputs(change: Partial<BootstrapOptions> = {}) {
    const settings = installable();
    const accounts = new Map([
      [HOME, home],
      [OTHER, other],
    ]);
    const options = { stages: [], deleteData: false, verbose: false, ...change } as unknown as BootstrapOptions;
    const all = listPlaces(settings);
    const places = all.filter(({ stages }) => {
      return options.stages.length === 0 || stages.some(({ name }) => options.stages.includes(name));
    });
    function each<Value>(of: (account: Account) => Value): ReadonlyMap<string, Value> {
      return new Map(all.map((place) => [nameOfPlace(place), of(accounts.get(place.account) ?? expect.fail())]));
    }
    const [targets, cleaners] = [each((one) => one.target()), each((one) => one.cleaner())];
    return { settings, options, places, left: [], targets, cleaners };
  }

  function gather(change: Partial<BootstrapOptions> = {}) {
    return gatherUninstall(inputs(change));
  }

  async function uninstall(change: Partial<BootstrapOptions> = {}) {
    const input = inputs(change);
    return applyUninstall(worldOf(), { ...input, plan: await gatherUninstall(input) });
  }

  it('removes the stacks of all places, the control plane before all, and nothing else', async () => {
    const { changes, succeeded, removed } = await uninstall();

    expect(changes.map(({ stack, account }) => `${account} ${stack}`)).to.deep.equal([
      `${HOME} mlops-pipeline-control-plane`,
      `${HOME} mlops-pipeline-roles`,
      `${OTHER} mlops-pipeline-roles`,
      `${HOME} mlops-pipeline-foundation`,
      `${OTHER} mlops-pipeline-foundation`,
    ]);
    expect([succeeded, removed]).to.deep.equal([true, []]);
    expect((await gather()).changes).to.deep.equal([]);
  });

  it('deletes the data of what it made and of nothing else, when that is asked for', async () => {
    home.buckets.set(`mlops-assets-${HOME}-eu-west-1`, { installedBy: 'another-prefix', hasMore: false });
    home.buckets.set('made-by-arn:mlops-pipeline-foundation', { hasMore: false });
    const { plan, removed, succeeded } = await uninstall({ deleteData: true });

    const ends = new Map(plan.kept.map(({ name, end }) => [name, end]));
    expect(ends.get('staging-bucket')).to.equal('deleted');
    expect(ends.get(`mlops-assets-${HOME}-eu-west-1`), 'of another installation').to.equal('foreign');
    expect(ends.get('made-by-arn:mlops-pipeline-foundation'), 'without a tag').to.equal('deleted');
    expect(home.deleted).to.include.members(['staging-bucket', '/aws/lambda/mlops-pipeline-notify']);
    expect(home.deleted).not.to.include(`mlops-assets-${HOME}-eu-west-1`);
    expect([removed.every(({ error }) => error === undefined), succeeded]).to.deep.equal([true, true]);
  });

  it('leaves all as it is while the control plane stands, data as well', async () => {
    home.stuck = ['mlops-pipeline-control-plane'];
    const { changes, removed, succeeded } = await uninstall({ deleteData: true });

    expect(changes.map(({ outcome }) => outcome.result)).to.deep.equal(['failed', ...Array<string>(4).fill('skipped')]);
    expect(home.deleted).to.deep.equal(['mlops-pipeline-control-plane']);
    expect(removed.map(({ error }) => error)).to.include('mlops-pipeline-control-plane still stands');
    expect([other.deleted, succeeded]).to.deep.equal([[], false]);
  });

  it('keeps the foundation where the roles stand, and goes on elsewhere', async () => {
    other.stuck = ['mlops-pipeline-roles'];
    const { changes } = await uninstall();

    expect(home.deleted).to.have.length(3);
    expect(other.deleted).to.deep.equal(['mlops-pipeline-roles']);
    expect(changes.at(-1)?.outcome).to.deep.include({
      result: 'skipped',
      reason: 'mlops-pipeline-roles still stands, and needs it',
    });
  });

  it('keeps the roles of a place where a last deployment came after the plan', async () => {
    const input = inputs();
    const plan = await gatherUninstall(input);
    other.stacks = [...other.stacks, workload('mlops-pipeline-churn')];
    const { changes } = await applyUninstall(worldOf(), { ...input, plan });

    expect(other.deleted).to.deep.equal([]);
    const outcome = changes.find(({ stack, account }) => account === OTHER && stack.endsWith('roles'))?.outcome;
    expect(outcome).to.deep.include({
      result: 'skipped',
      reason: 'a workload was deployed meanwhile: mlops destroy --stage prod mlops-pipeline-churn',
    });
  });

  it('still removes the control plane then, so that nothing more comes', async () => {
    const input = inputs();
    const plan = await gatherUninstall(input);
    home.stacks = [...home.stacks, workload('mlops-pipeline-churn')];
    await applyUninstall(worldOf(), { ...input, plan });
    expect(home.deleted).to.deep.equal(['mlops-pipeline-control-plane']);
  });

  it('goes on where an earlier run removed the roles and not the foundation', async () => {
    other = new Account(['foundation']);
    await uninstall({ stages: ['prod'] });
    expect(other.deleted).to.deep.equal(['mlops-pipeline-foundation']);
  });

  it('tells what it removed when an account can no longer be looked at', async () => {
    other.unavailable = new UserError('aws-unavailable', 'no answer', { instructions: ['try again'] });
    const { changes, succeeded } = await uninstall();

    const results = changes.map(({ outcome }) => outcome.result);
    expect(results).to.deep.equal(['deployed', 'deployed', 'failed', 'deployed', 'skipped']);
    expect(succeeded).to.equal(false);
  });

  it('tells of data that cannot be deleted, and goes on with the rest', async () => {
    home.buckets.set('made-by-arn:mlops-pipeline-foundation', { hasMore: false });
    home.buckets.set('locked', { hasMore: false });
    home.stacks = home.stacks.map((one) => (one.stackName.endsWith('roles') ? { ...one, stackId: 'locked' } : one));
    home.buckets.set('made-by-locked', { hasMore: false });
    const { removed, succeeded } = await uninstall({ deleteData: true });

    expect(removed.filter(({ error }) => error !== undefined).map(({ name, error }) => [name, error])).to.deep.equal([
      ['made-by-locked', 'objects are locked'],
    ]);
    expect(home.deleted).to.include('staging-bucket');
    expect(succeeded).to.equal(false);
  });

  it('begins nothing more when it is interrupted', async () => {
    const input = inputs({ deleteData: true });
    const plan = await gatherUninstall(input);
    const running = applyUninstall(worldOf(), { ...input, plan });
    interrupt();
    const { removed, succeeded } = await running;

    expect(home.deleted).not.to.include('staging-bucket');
    expect(other.deleted).to.deep.equal([]);
    expect(removed.length).to.be.greaterThan(0);
    expect(succeeded).to.equal(false);
  });

  it('ends between two kept things when it is interrupted then', async () => {
    home = new Account([]);
    other = new Account([]);
    home.buckets.set('staging-bucket', { installedBy: PREFIX, hasMore: false });
    const input = inputs({ deleteData: true });
    const plan = await gatherUninstall(input);
    const running = applyUninstall(worldOf(), { ...input, plan });
    interrupt();
    const { removed } = await running;

    expect(home.deleted).to.deep.equal(['staging-bucket']);
    expect(new Set(removed.slice(1).map(({ error }) => error))).to.deep.equal(
      new Set(['the run was interrupted before']),
    );
  });

  it('names workloads that stand, in every place', async () => {
    home.stacks = [...home.stacks, workload('mlops-pipeline-churn')];
    other.stacks = [...other.stacks, workload('mlops-pipeline-price')];
    expect((await gather()).standing.map(({ stack }) => stack)).to.deep.equal([
      'mlops-pipeline-churn',
      'mlops-pipeline-price',
    ]);
  });

  it('removes of one stage its roles, and the foundation where no control plane needs it', async () => {
    const apart = await gather({ stages: ['prod'] });
    expect(apart.changes.map(({ kind }) => kind)).to.deep.equal(['roles', 'foundation']);

    const beside = await gather({ stages: ['dev', 'staging'] });
    expect(beside.changes.map(({ kind }) => kind)).to.deep.equal(['roles']);
    expect(beside.kept, 'still in use').to.deep.equal([]);
    expect(beside.notes.join()).to.include('the foundation stays, because the control plane is there too');
  });

  it('removes stack sets alone for an organisation, and says what it cannot see', async () => {
    home.stacks.push(stackOf('mlops-pipeline-stage-accounts'));
    const plan = await gather({ organization: { unit: 'ou-1' } as unknown as BootstrapOptions['organization'] });
    expect(plan.changes.map(({ kind }) => kind)).to.deep.equal(['stack-set']);
    expect([plan.kept, plan.notes.join().includes('cannot be looked at from here')]).to.deep.equal([[], true]);

    expect((await gather()).notes.join()).to.include('the stack sets of mlops-pipeline-stage-accounts stay');
  });

  it('warns of another installation before data are deleted, and only then', async () => {
    expect((await gather({ deleteData: true })).notes.join()).not.to.include('another stack_prefix');
    home.stacks.push(stackOf('other-prefix-foundation'));
    expect((await gather({ deleteData: true })).notes.join()).to.include('other-prefix-foundation');
    expect((await gather()).notes.join()).not.to.include('other-prefix-foundation');
  });

  it('keeps a log role of its own, and does not name one of others', async () => {
    home.roleArn = `arn:aws:iam::${HOME}:role/mlops/mlops-pipeline-logs`;
    other.roleArn = `arn:aws:iam::${OTHER}:role/somebody`;
    const { kept } = await gather({ deleteData: true });
    const roles = kept.filter(({ kind }) => kind === 'log role');
    expect(roles.map(({ account, end }) => [account, end])).to.deep.equal([[HOME, 'kept']]);
  });
});
