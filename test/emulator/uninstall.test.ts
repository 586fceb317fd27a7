import { CreateRepositoryCommand as CreateSourceCommand, CodeCommitClient } from '@aws-sdk/client-codecommit';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { CliWorld } from '../helpers/cli-world.ts';
import { useEmulator } from './use-emulator.ts';

const HERE = '111111111111';
const THERE = '222222222222';
const REGION = 'eu-west-1';
const ASSETS = `mlops-assets-${HERE}-${REGION}`;
const ARTIFACTS = `mlops-pipeline-artifacts-${HERE}-${REGION}`;

const SETTINGS = {
  stages: [
    { name: 'dev', account: HERE, region: REGION, ecr_repository: 'team/images' },
    { name: 'prod', account: THERE, region: REGION, approval: true },
  ],
  source: { provider: 'codecommit', repository: 'models' },
  notifications: { emails: ['ml-team@example.com'] },
  control_plane: { api: 'commit' },
};

const WORKLOAD = {
  pipeline_type: 'byom_realtime_builtin',
  model_name: 'churn',
  inference_instance: 'ml.m5.large',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  model_artifact_location: 'churn/model.tar.gz',
  data_capture_location: 'team-capture/churn',
  stages: ['dev'],
};

interface Report {
  readonly changes: readonly { readonly kind: string; readonly outcome?: { readonly result: string } }[];
  readonly kept: readonly {
    readonly kind: string;
    readonly name: string;
    readonly items?: number;
    readonly end: string;
  }[];
  readonly removed?: readonly { readonly name: string; readonly error?: string }[];
  readonly standing: readonly { readonly stack: string }[];
  readonly destroy?: readonly string[];
  readonly left: readonly { readonly account: string }[];
}

describe('uninstall on the emulator', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ pageSize: 2 });
  let world: CliWorld;

  beforeEach(async () => {
    await emulator().reset();
    const codeCommit = new CodeCommitClient(emulator().clientConfig(REGION, HERE));
    await codeCommit.send(new CreateSourceCommand({ repositoryName: 'models' }));
    codeCommit.destroy();
    world = worldOf(HERE);
  });

  afterEach(() => {
    world.remove();
  });

  function worldOf(account: string): CliWorld {
    const env = { ...emulator().environment(REGION), AWS_ACCESS_KEY_ID: account, AWS_EC2_METADATA_DISABLED: 'true' };
    return new CliWorld({ aws: env, settings: SETTINGS });
  }

  async function run(of: CliWorld, ...args: readonly string[]): Promise<Report> {
    const ended = await of.run('bootstrap', '--auto-approve', '--format', 'json', ...args);
    expect(ended.code, ended.stderr.slice(-2_000)).to.equal(0);
    return JSON.parse(ended.stdout) as Report;
  }

  function kinds(report: Report): readonly string[] {
    return report.changes.map(({ kind, outcome }) => `${kind} ${outcome?.result ?? 'planned'}`);
  }

  async function withClient<Client extends { destroy: () => void }, Result>(
    client: Client,
    work: (client: Client) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work(client);
    } finally {
      client.destroy();
    }
  }

  function s3(account = HERE): S3Client {
    return new S3Client(emulator().clientConfig(REGION, account));
  }

  /** Everything of an installation that an account still has. */
  async function residue(account = HERE): Promise<readonly string[]> {
    const config = emulator().clientConfig(REGION, account);
    const stacks = await withClient(new CloudFormationClient(config), async (client) => {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(new DescribeStacksCommand({ NextToken: token }));
        names.push(...(page.Stacks ?? []).map(({ StackName = '' }) => `stack ${StackName}`));
        token = page.NextToken;
      } while (token !== undefined);
      return names;
    });
    const buckets = await withClient(
      s3(account),
      async (client) => (await client.send(new ListBucketsCommand({}))).Buckets,
    );
    const repositories = await withClient(
      new ECRClient(config),
      async (client) => (await client.send(new DescribeRepositoriesCommand({}))).repositories,
    );
    const logs = await withClient(
      new CloudWatchLogsClient(config),
      async (client) => (await client.send(new DescribeLogGroupsCommand({}))).logGroups,
    );
    return [
      ...stacks,
      ...(buckets ?? []).map(({ Name = '' }) => `bucket ${Name}`),
      ...(repositories ?? []).map(({ repositoryName = '' }) => `repository ${repositoryName}`),
      ...(logs ?? []).map(({ logGroupName = '' }) => `logs ${logGroupName}`),
    ].sort();
  }

  /** Three objects, one of them written twice, one deleted: five versions and a marker. */
  async function fillAssets(): Promise<void> {
    await withClient(s3(), async (client) => {
      for (const Key of ['churn/a', 'churn/b', 'churn/b', 'churn/c']) {
        await client.send(new PutObjectCommand({ Bucket: ASSETS, Key, Body: String(Math.random()) }));
      }
      await client.send(new DeleteObjectCommand({ Bucket: ASSETS, Key: 'churn/a' }));
    });
  }

  it('removes every stack, the control plane first, and keeps what holds data', async () => {
    await run(world);
    await fillAssets();

    const report = await run(world, '--uninstall');

    expect(kinds(report)).to.deep.equal(['control-plane deployed', 'roles deployed', 'foundation deployed']);
    expect(await residue()).to.deep.equal([`bucket ${ASSETS}`, `bucket ${ARTIFACTS}`, 'repository team/images']);
    const kept = report.kept.map(({ kind, name, end }) => `${kind} ${name} ${end}`);
    expect(kept.slice(0, 3)).to.deep.equal([
      `bucket ${ASSETS} kept`,
      `bucket ${ARTIFACTS} kept`,
      'repository team/images kept',
    ]);
    expect(report.kept[0]?.items).to.be.greaterThan(4);
    expect(report.kept[3]).to.include({ kind: 'log role', end: 'kept' });
    expect(report.left.map(({ account }) => account)).to.deep.equal([THERE]);
  });

  it('deletes buckets with all their versions and repositories when that is asked for, also later', async () => {
    await run(world);
    await fillAssets();
    await run(world, '--uninstall');

    const report = await run(world, '--uninstall', '--delete-data');

    expect(kinds(report)).to.deep.equal([]);
    expect(report.removed?.map(({ name }) => name)).to.deep.equal([ASSETS, ARTIFACTS, 'team/images']);
    expect(await residue()).to.deep.equal([]);
    expect((await run(world, '--uninstall', '--delete-data')).removed).to.deep.equal([]);
  });

  it('never deletes what was there before it came', async () => {
    await withClient(s3(), (client) => client.send(new CreateBucketCommand({ Bucket: ASSETS })));
    await withClient(new ECRClient(emulator().clientConfig(REGION, HERE)), (client) =>
      client.send(new CreateRepositoryCommand({ repositoryName: 'team/images' })),
    );
    await run(world);

    const report = await run(world, '--uninstall', '--delete-data');

    expect(report.removed?.map(({ name }) => name)).to.deep.equal([ARTIFACTS]);
    expect(report.kept.map(({ end }) => end).slice(0, 2)).to.deep.equal(['foreign', 'foreign']);
    expect(await residue()).to.deep.equal([`bucket ${ASSETS}`, 'repository team/images']);
  });

  it('refuses while workloads stand, with the command that removes them', async () => {
    await run(world);
    world.write({ 'churn/mlops-config.json': WORKLOAD });
    expect((await world.run('apply', '--stage', 'dev', '--auto-approve')).code).to.equal(0);
    await emulator().clearCalls();

    const refused = await world.run('bootstrap', '--uninstall', '--auto-approve');

    const stack = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.contain(`mlops destroy --stage dev ${stack}`).and.to.contain('[still-in-use]');
    expect(refused.stderr).to.contain('a workload is still deployed: CloudFormation needs the roles to delete it ');
    const { counts } = await emulator().calls();
    expect(counts.filter(({ action }) => action.startsWith('Delete'))).to.deep.equal([]);
    const plan = JSON.parse(
      (await world.run('bootstrap', '--uninstall', '--plan', '--format', 'json')).stdout,
    ) as Report;
    expect(plan.destroy).to.deep.equal([`mlops destroy --stage dev ${stack}`]);

    expect((await world.run('destroy', '--stage', 'dev', stack, '--auto-approve')).code).to.equal(0);
    expect(kinds(await run(world, '--uninstall'))).to.have.length(3);
  });

  it('goes on after it was killed in the middle', async () => {
    await run(world);
    await emulator().faults.delayResource({ logicalId: 'DeployRole', operation: 'delete', milliseconds: 1_500 });
    const running = world.start('bootstrap', '--uninstall', '--auto-approve', '--verbose');
    await running.shows('mlops-pipeline-control-plane');
    await running.shows('mlops-pipeline-roles');
    await new Promise((resolve) => setTimeout(resolve, 300));
    running.process.kill('SIGKILL');
    await running.ended;

    await run(world, '--uninstall', '--delete-data');

    expect(await residue()).to.deep.equal([]);
  });

  it('tells of a stack that cannot be deleted, keeps what it needs, and deletes it the next time', async () => {
    await run(world);
    await emulator().faults.failResource({ logicalId: 'Boundary', operation: 'delete', reason: 'in use by a role' });

    const failed = await world.run('bootstrap', '--uninstall', '--delete-data', '--auto-approve');

    expect(failed.code).to.equal(1);
    expect(failed.stdout).to.contain('mlops-pipeline-roles').and.to.contain('in use by a role');
    expect(failed.stdout).to.contain('mlops-pipeline-foundation · 111111111111 eu-west-1 · skipped');
    expect(failed.stdout).to.contain(`bucket ${ASSETS} · mlops-pipeline-roles still stands`);
    const plan = await world.run('bootstrap', '--uninstall', '--plan');
    expect(plan.stdout).to.contain('status     DELETE_FAILED');
    await run(world, '--uninstall', '--delete-data');
    expect(await residue()).to.deep.equal([]);
  });

  it('leaves a protected control plane alone, and everything with it', async () => {
    await run(world);
    await withClient(new CloudFormationClient(emulator().clientConfig(REGION, HERE)), (client) =>
      client.send(
        new UpdateTerminationProtectionCommand({
          StackName: 'mlops-pipeline-control-plane',
          EnableTerminationProtection: true,
        }),
      ),
    );

    const refused = await world.run('bootstrap', '--uninstall', '--auto-approve');

    expect(refused.code).to.equal(1);
    expect(refused.stdout).to.contain('--no-enable-termination-protection');
    expect((await residue()).filter((thing) => thing.startsWith('stack'))).to.have.length(3);
  });

  it('mentions, and with the data deletes, logs that services made', async () => {
    await run(world);
    const group = '/aws/sagemaker/Endpoints/mlops-pipeline-churn';
    await withClient(new CloudWatchLogsClient(emulator().clientConfig(REGION, HERE)), (client) =>
      client.send(new CreateLogGroupCommand({ logGroupName: group })),
    );

    expect((await run(world, '--uninstall')).kept.map(({ name }) => name)).to.include(group);
    await run(world, '--uninstall', '--delete-data');
    expect(await residue()).to.deep.equal([]);
  });

  it('installs again over what was kept, uses it, and finds nothing to do then', async () => {
    await run(world);
    await fillAssets();
    await run(world, '--uninstall');

    const again = await run(world);

    // Everything of the foundation is there already, so that no stack of it is made.
    expect(kinds(again)).to.deep.equal(['roles deployed', 'control-plane deployed']);
    expect(kinds(await run(world))).to.deep.equal(['roles unchanged', 'control-plane unchanged']);
    world.write({ 'churn/mlops-config.json': WORKLOAD });
    expect((await world.run('apply', '--stage', 'dev', '--auto-approve')).code).to.equal(0);
  });

  it('prints what installs again over what was kept, when that is named by --adopt', async () => {
    const names = [ASSETS, ARTIFACTS, 'team/images', 'api-gateway-log-role'].flatMap((name) => ['--adopt', name]);
    const printed = await world.run('bootstrap', '--print', '--stage', 'dev', ...names);
    const whole = await world.run('bootstrap', '--print', ...names);

    expect(printed.code, printed.stderr).to.equal(0);
    for (const { stdout } of [printed, whole]) {
      const { stacks } = JSON.parse(stdout) as { readonly stacks: readonly { readonly kind: string }[] };
      const here = JSON.stringify(stacks.filter((stack) => JSON.stringify(stack).includes(`"account":"${HERE}"`)));
      expect(here).not.to.match(/AWS::(?:S3::Bucket|ECR::Repository)/);
      expect(here).not.to.contain('AWS::ApiGateway::Account');
      expect(here).to.contain('"kind":"roles"');
    }
    expect(whole.stdout).to.contain('"kind": "control-plane"').and.to.contain(ARTIFACTS);
  });

  it('warns of stacks of another prefix before data are deleted', async () => {
    await run(world);
    world.write({ 'mlops-settings.json': { ...SETTINGS, stack_prefix: 'team-two' } });
    expect((await world.run('bootstrap', '--uninstall', '--plan')).stdout).not.to.contain('another stack_prefix');
    const { stdout } = await world.run('bootstrap', '--uninstall', '--delete-data', '--plan');
    expect(stdout).to.contain('stacks of another stack_prefix are here (mlops-pipeline-control-plane, ');
    expect(stdout).to.contain(`bucket ${ASSETS}`).and.to.contain('stays: mlops did not make it');
  });

  it('removes one stage in its own account, and the roles alone beside the control plane', async () => {
    const there = worldOf(THERE);
    await run(there, '--stage', 'prod');
    await run(world);

    expect(kinds(await run(there, '--stage', 'prod', '--uninstall', '--delete-data'))).to.deep.equal([
      'roles deployed',
      'foundation deployed',
    ]);
    expect(await residue(THERE)).to.deep.equal([]);
    there.remove();
    expect(kinds(await run(world, '--stage', 'dev', '--uninstall', '--delete-data'))).to.deep.equal(['roles deployed']);
    expect(await residue())
      .to.include(`bucket ${ASSETS}`)
      .and.to.include('stack mlops-pipeline-foundation');
  });
});
