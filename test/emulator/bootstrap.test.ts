import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { CliWorld, type Ended } from '../helpers/cli-world.ts';
import { deploy } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const HERE = '111111111111';
const THERE = '222222222222';
const REGION = 'eu-west-1';
const BUCKET = `mlops-assets-${HERE}-${REGION}`;

const dev = { name: 'dev', account: HERE, region: REGION, ecr_repository: 'team/images' };
const prod = { name: 'prod', account: THERE, region: REGION, approval: true };
const SETTINGS = {
  stages: [dev, prod],
  source: { provider: 'codecommit', repository: 'models' },
  notifications: { emails: ['ml-team@example.com'] },
  control_plane: {},
};

interface Report {
  readonly changes: readonly {
    readonly stack: string;
    readonly kind: string;
    readonly action: string;
    readonly outcome?: { readonly result: string; readonly rootCause?: string };
  }[];
  readonly processor?: { readonly key: string; readonly isPresent: boolean };
  readonly left: readonly { readonly account: string }[];
  readonly notes: readonly string[];
}

describe('bootstrap on the emulator', function () {
  this.timeout(120_000);
  const emulator = useEmulator();
  let world: CliWorld;

  beforeEach(async () => {
    await emulator().reset();
    const codeCommit = new CodeCommitClient(emulator().clientConfig(REGION, HERE));
    await codeCommit.send(new CreateRepositoryCommand({ repositoryName: 'models' }));
    codeCommit.destroy();
    world = worldOf(SETTINGS);
  });

  afterEach(() => {
    world.remove();
  });

  function worldOf(settings: object, account = HERE, variables: Readonly<Record<string, string>> = {}): CliWorld {
    const env = { ...emulator().environment(REGION), AWS_ACCESS_KEY_ID: account, AWS_EC2_METADATA_DISABLED: 'true' };
    return new CliWorld({ aws: { ...env, ...variables }, settings });
  }

  /** How many roles were assumed. */
  async function assumed(): Promise<number> {
    const { counts } = await emulator().calls();
    return counts.find(({ action }) => action === 'AssumeRole')?.count ?? 0;
  }

  async function install(...args: readonly string[]): Promise<Report> {
    const ended = await world.run('bootstrap', '--auto-approve', '--format', 'json', ...args);
    expect(ended.code, ended.stderr.slice(-2_000)).to.equal(0);
    return JSON.parse(ended.stdout) as Report;
  }

  /** `foundation create deployed` for each stack. */
  function ends(report: Report): readonly string[] {
    return report.changes.map(({ kind, action, outcome }) => `${kind} ${action} ${outcome?.result ?? ''}`);
  }

  async function writes(): Promise<readonly string[]> {
    const { counts } = await emulator().calls();
    return counts.map(({ action }) => action).filter((action) => /^(?:Create|Execute|Delete|Put|Update)/.test(action));
  }

  async function templateOf(stack: string, account = HERE): Promise<string> {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, account));
    const { TemplateBody: body = '' } = await client.send(new GetTemplateCommand({ StackName: stack }));
    client.destroy();
    return body;
  }

  it('installs everything that these credentials reach, and says what is left', async () => {
    const report = await install();

    expect(ends(report)).to.deep.equal([
      'foundation create deployed',
      'roles create deployed',
      'control-plane create deployed',
    ]);
    expect(report.left.map(({ account }) => account)).to.deep.equal([THERE]);
    const s3 = new S3Client({ ...emulator().clientConfig(REGION, HERE), forcePathStyle: true });
    const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    s3.destroy();
    expect(objects.map(({ Key }) => Key)).to.include(report.processor?.key);
    expect(await templateOf('mlops-pipeline-control-plane')).to.contain(report.processor?.key);
  });

  it('finds nothing to do the second time, and writes nothing', async () => {
    await install();
    await emulator().clearCalls();

    const report = await install();

    expect(ends(report)).to.deep.equal([
      'foundation none unchanged',
      'roles none unchanged',
      'control-plane none unchanged',
    ]);
    expect(report.processor?.isPresent).to.equal(true);
    expect(await writes()).to.deep.equal([]);
  });

  it('updates what another e-mail address concerns, and nothing else', async () => {
    await install();
    world.write({ 'mlops-settings.json': { ...SETTINGS, notifications: { emails: ['ops@example.com'] } } });

    const { stdout } = await world.run('bootstrap', '--plan');
    expect(stdout).to.match(/~ mlops-pipeline-control-plane .* update/);
    expect(stdout).to.contain('SNS::Subscription').and.to.contain('2 unchanged');
    expect(ends(await install())).to.deep.equal([
      'foundation none unchanged',
      'roles none unchanged',
      'control-plane update deployed',
    ]);
  });

  it('goes on after it was killed in the middle', async () => {
    await emulator().faults.delayResource({ logicalId: 'DeployRole', operation: 'create', milliseconds: 1_500 });
    const running = world.start('bootstrap', '--auto-approve', '--verbose');
    await running.shows('mlops-pipeline-roles: executes the change set');
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.process.kill('SIGKILL');
    await running.ended;

    const ended = await world.start('bootstrap', '--auto-approve', '--format', 'json').ended;

    expect(ended.code, ended.stderr.slice(-2_000)).to.equal(0);
    const { changes } = JSON.parse(ended.stdout) as Report;
    expect(changes.map(({ outcome }) => outcome?.result)).to.deep.equal(['unchanged', 'unchanged', 'deployed']);
  });

  it('tells what went wrong by the event that came first, and installs the rest next time', async () => {
    const reason = 'the account has no permission for that';
    await emulator().faults.failResource({ logicalId: 'Boundary', operation: 'create', reason });

    const failed = await world.run('bootstrap', '--auto-approve');

    expect(failed.code).to.equal(1);
    expect(failed.stdout).to.contain(`failed: Boundary (AWS::IAM::ManagedPolicy): ${reason}`);
    expect(failed.stdout).to.contain('Not done');
    expect(ends(await install())[1]).to.equal('roles create deployed');
  });

  for (const [kind, type] of [
    ['foundation', 'AWS::ApiGateway::Account'],
    ['control-plane', 'AWS::CodePipeline::Pipeline'],
  ] as const) {
    it(`leaves no bucket behind that a ${kind} made which did not come up`, async () => {
      await emulator().faults.failResource({ type, operation: 'create', reason: 'not today' });
      expect((await world.run('bootstrap', '--auto-approve')).code).to.equal(1);

      const report = await install();

      expect(report.changes.find((change) => change.kind === kind)?.outcome?.result).to.equal('deployed');
      expect(await templateOf('mlops-pipeline-foundation')).to.contain('AWS::S3::Bucket');
    });
  }

  it('takes over a bucket that exists, without making or changing it', async () => {
    const s3 = new S3Client({ ...emulator().clientConfig(REGION, HERE), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    s3.destroy();

    const report = await install();

    expect(report.notes.join('\n')).to.contain(`bucket ${BUCKET} exists`);
    expect(await templateOf('mlops-pipeline-foundation')).not.to.contain('AWS::S3::Bucket');
    expect(ends(await install())[0]).to.equal('foundation none unchanged');
  });

  it('asks for what it needs, all at once, before anything is written', async () => {
    await emulator().reset();
    const ended = await world.run('bootstrap', '--auto-approve');
    expect(ended.code).to.equal(1);
    expect(ended.stderr).to.contain('there is no CodeCommit repository models').and.to.contain('[not-installable]');
    expect(await writes()).to.deep.equal([]);
  });

  it('leaves a stack of that name alone that somebody else made', async () => {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, HERE));
    const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    await deploy(client, { stackName: 'mlops-pipeline-roles', type: 'CREATE', template });
    client.destroy();

    const ended = await world.run('bootstrap', '--auto-approve');

    expect(ended.code).to.equal(1);
    expect(ended.stdout).to.contain('refused: a stack of this name exists that mlops did not create');
  });

  describe('for a stage in another account', () => {
    let there: CliWorld;

    beforeEach(() => {
      there = worldOf(SETTINGS, THERE);
    });

    afterEach(() => {
      there.remove();
    });

    it('installs bucket and roles with that account’s credentials, and no control plane', async () => {
      const ended: Ended = await there.run('bootstrap', '--stage', 'prod', '--auto-approve', '--format', 'json');
      expect(ended.code, ended.stderr).to.equal(0);
      const report = JSON.parse(ended.stdout) as Report;
      expect(ends(report)).to.deep.equal(['foundation create deployed', 'roles create deployed']);
      expect(await templateOf('mlops-pipeline-roles', THERE)).to.contain(`${HERE}:role/mlops/mlops-pipeline-apply`);
    });

    it('refuses credentials of the wrong account', async () => {
      const { code, stderr } = await world.run('bootstrap', '--stage', 'prod', '--auto-approve');
      expect(code).to.equal(1);
      expect(stderr).to.contain(`stage prod is account ${THERE}`).and.to.contain('--print');
      expect((await there.run('bootstrap', '--auto-approve')).stderr).to.contain('the control plane is account');
    });

    it('lets the control plane deploy there through the roles, and CloudFormation through its own', async () => {
      await there.run('bootstrap', '--stage', 'prod', '--auto-approve');
      await install();
      const topic = { pipeline_type: 'byom_realtime_builtin', model_name: 'churn', ...MODEL, stages: ['prod'] };
      world.write({ 'churn/mlops-config.json': topic });
      await emulator().clearCalls();

      const always = worldOf(SETTINGS, HERE, { MLOPS_ASSUME_ROLES: 'always' });
      always.write({ 'churn/mlops-config.json': topic });
      expect(await always.plan()).to.have.length(1);
      expect(await assumed()).to.equal(2);
      always.remove();
      await emulator().clearCalls();

      expect(await world.plan('--out', 'plan.json')).to.have.length(1);
      expect(await assumed()).to.equal(1);
      const ended = await world.run('apply', 'plan.json', '--stage', 'prod', '--auto-approve', '--format', 'json');

      expect(ended.code, ended.stderr).to.equal(0);
      const { stages } = JSON.parse(ended.stdout) as { readonly stages: readonly Readonly<Record<string, string>>[] };
      expect(stages[0]?.['roleArn']).to.equal(`arn:aws:iam::${THERE}:role/mlops/mlops-pipeline-deploy-${REGION}`);
      expect(stages[0]?.['executionRoleArn']).to.contain('mlops-pipeline-execution');
      const deployed = await templateOf('mlops-pipeline-churn-byompipelinerealtimebuiltin', THERE);
      expect(deployed).to.contain(`${THERE}:policy/mlops/mlops-pipeline-boundary-${REGION}`);
    });
  });
});

const MODEL = {
  inference_instance: 'ml.m5.large',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  model_artifact_location: 'churn/model.tar.gz',
  data_capture_location: 'team-capture/churn',
};
