import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { CreateBucketCommand, GetObjectCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import type { FunctionUrlResult } from '../../processor/webhooks/handle-function-url.ts';
import { deliveryHeaders, pushBody, REPOSITORY, SECRET } from '../helpers/deliveries.ts';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { runCli, startCli } from '../helpers/run-cli.ts';
import { useEmulator } from './use-emulator.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const PIPELINE = 'mlops-control-plane';
const BUCKET = 'mlops-artifacts';
const KEY = `source/${REPOSITORY.full_name}.zip`;
const TOKEN = 'token-of-the-test';
const BUNDLE = fileURLToPath(new URL('../../dist/lambda/receive-webhook/index.js', import.meta.url));

/** As far as it matters the pipeline that the control plane makes without a connection. */
const DECLARATION: PipelineDeclaration = {
  name: PIPELINE,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/mlops-pipeline`,
  artifactStore: { type: 'S3', location: BUCKET },
  stages: [
    {
      name: 'Source',
      actions: [
        {
          name: 'Source',
          actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
          configuration: { S3Bucket: BUCKET, S3ObjectKey: KEY, PollForSourceChanges: 'false' },
          outputArtifacts: [{ name: 'Source' }],
        },
      ],
    },
    {
      name: 'Plan',
      actions: [
        {
          name: 'Plan',
          actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
          inputArtifacts: [{ name: 'Source' }],
        },
      ],
    },
  ],
};

describe('a pipeline that cannot read the repository', function () {
  this.timeout(120_000);
  const emulator = useEmulator();
  let folder: string;

  beforeEach('make a pipeline and a bucket', async () => {
    await emulator().reset();
    folder = mkdtempSync(path.join(tmpdir(), 'mlops-stored-'));
    const config = emulator().clientConfig(REGION, ACCOUNT);
    const s3 = new S3Client(config);
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } }));
    await new CodePipelineClient(config).send(new CreatePipelineCommand({ pipeline: DECLARATION }));
  });
  afterEach('remove the folder', () => {
    rmSync(folder, { recursive: true, force: true });
  });

  function environment(): Readonly<Record<string, string>> {
    return {
      ...emulator().environment(REGION),
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  /** The executions, oldest first: the version that each was started with, and what its summary says. */
  async function started(): Promise<readonly { readonly version: string; readonly summary: string }[]> {
    const client = new CodePipelineClient(emulator().clientConfig(REGION, ACCOUNT));
    const list = await client.send(new ListPipelineExecutionsCommand({ pipelineName: PIPELINE }));
    return (list.pipelineExecutionSummaries ?? []).toReversed().map(({ sourceRevisions = [] }) => ({
      version: sourceRevisions[0]?.revisionId ?? '',
      summary: sourceRevisions[0]?.revisionSummary ?? '',
    }));
  }

  /** What a build of the execution finds: the object in that version, unpacked. */
  async function unpack(version: string): Promise<string> {
    const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY, VersionId: version }));
    const target = path.join(folder, version.replace(/[^\w-]/g, ''));
    for (const [name, bytes] of Object.entries(unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()))) {
      mkdirSync(path.join(target, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(target, name), bytes);
    }
    return target;
  }

  /** The commit and the models that the processor sees in a build of that version. */
  async function planned(version: string): Promise<{ readonly commit: unknown; readonly models: readonly string[] }> {
    const repo = await unpack(version);
    const args = ['plan', '--repo', repo, '--target', 'local', '--state-dir', path.join(folder, 'state')];
    const env = { PATH: process.env['PATH'], HOME: folder, MLOPS_STORED_SOURCE: 'true' };
    const { stdout, stderr, code } = await runCli([...args, '--format', 'json'], { env, cwd: folder });
    expect(code, stderr).to.equal(0);
    const { commit, stages } = JSON.parse(stdout) as {
      readonly commit: unknown;
      readonly stages: readonly { readonly changes: readonly { readonly modelName: string }[] }[];
    };
    return { commit, models: stages.flatMap((one) => one.changes.map(({ modelName }) => modelName)) };
  }

  describe('gets from the function', () => {
    let github: FakeGitHub;
    let before: NodeJS.ProcessEnv;
    let logs: string[];
    const { stdout } = process;
    const write = stdout.write.bind(stdout);

    async function keepSecret(members: object): Promise<void> {
      const secrets = new SecretsManagerClient(emulator().clientConfig(REGION, ACCOUNT));
      const SecretString = JSON.stringify({ webhook_secret: SECRET, ...members });
      const Name = `mlops-${Object.keys(members).length}`;
      const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name, SecretString }));
      process.env['MLOPS_SECRET_ARN'] = ARN;
    }

    beforeEach('start a host, and set the environment of the function', async () => {
      github = await startFakeGitHub(REPOSITORY.full_name);
      github.addToken(TOKEN, { login: 'mlops-bot', rights: [] });
      before = { ...process.env };
      logs = [];
      stdout.write = (text: string | Uint8Array) => {
        if (!String(text).includes('"receive-webhook"')) return write(text);
        logs.push(String(text));
        return true;
      };
      Object.assign(process.env, environment(), {
        GITHUB_API_URL: github.url,
        MLOPS_REPOSITORY: REPOSITORY.full_name,
        MLOPS_BRANCH: 'main',
        MLOPS_PIPELINE: PIPELINE,
        MLOPS_SOURCE_ACTION: 'Source',
        MLOPS_SOURCE_KEY: KEY,
        MLOPS_DELIVERY_BUCKET: BUCKET,
        MLOPS_DELIVERY_PREFIX: 'deliveries/',
      });
      await keepSecret({ github_token: TOKEN });
    });
    afterEach('restore it', async () => {
      stdout.write = write;
      for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
      await github.stop();
    });

    type Handler = (event: object) => Promise<FunctionUrlResult | undefined>;

    function coldStart(): Handler {
      const load = createRequire(import.meta.url);
      Reflect.deleteProperty(load.cache, BUNDLE);
      return (load(BUNDLE) as { readonly handler: Handler }).handler;
    }

    /** Seconds. What is older than a month is taken for a recording. */
    const pushedAt = Math.floor(Date.now() / 1000) - 3600;

    /** Somebody pushes; gives the commit. */
    function push(files: Readonly<Record<string, object>>): { readonly id: string; readonly parent?: string } {
      github.pushedAt = Math.max(pushedAt, github.pushedAt % 1_790_000_000 === 0 ? 0 : github.pushedAt) + 1;
      return github.git.write('main', files);
    }

    function delivery(commit: { readonly id: string; readonly parent?: string }): object {
      const repository = { ...REPOSITORY, pushed_at: github.pushedAt };
      const body = pushBody({ after: commit.id, before: commit.parent, repository });
      return {
        version: '2.0',
        rawPath: '/',
        requestContext: { http: { method: 'POST' } },
        headers: Object.fromEntries([...deliveryHeaders(body)].map(([name, [value]]) => [name, value])),
        body,
        isBase64Encoded: false,
      };
    }

    const SCHEDULE = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

    it('each commit under its own version, also while several wait', async () => {
      const handler = coldStart();
      const first = push({ 'churn/mlops-config.json': endpoint('churn') });
      expect((await handler(delivery(first)))?.statusCode).to.equal(202);
      const second = push({ 'fraud/mlops-config.json': endpoint('fraud'), 'README.md': { not: 'for the build' } });
      expect((await handler(delivery(second)))?.statusCode).to.equal(202);

      const executions = await started();
      expect(executions.map(({ summary }) => summary)).to.deep.equal([first.id, second.id]);
      const [one, two] = executions.map(({ version }) => version);
      expect(await planned(one ?? '')).to.deep.equal({ commit: first.id, models: ['churn'] });
      expect(await planned(two ?? '')).to.deep.equal({ commit: second.id, models: ['churn', 'fraud'] });
    });

    it('what no delivery told of, by the schedule, once', async () => {
      const { id } = push({ 'churn/mlops-config.json': endpoint('churn') });
      expect(await coldStart()(SCHEDULE)).to.equal(undefined);
      await coldStart()(SCHEDULE);

      expect((await started()).map(({ summary }) => summary)).to.deep.equal([id]);
      expect(logs.join('')).to.match(/no delivery told of the newest commit: execution [\w-]+ was started/);
      expect(logs.join('')).to.include('the newest commit needs no start: it was handed over');
      expect(logs.join('')).not.to.include(TOKEN);
    });

    it('nothing on the schedule without a token, which it says once', async () => {
      push({ 'churn/mlops-config.json': endpoint('churn') });
      await keepSecret({});
      const handler = coldStart();
      await handler(SCHEDULE);
      await handler(SCHEDULE);

      expect(await started()).to.deep.equal([]);
      expect(logs.filter((line) => line.includes('there is no token'))).to.have.length(1);
    });

    it('nothing for a request that calls itself a schedule', async () => {
      push({ 'churn/mlops-config.json': endpoint('churn') });
      const forged = {
        ...SCHEDULE,
        rawPath: '/',
        headers: {},
        requestContext: { http: { method: 'POST' } },
        body: '{}',
      };

      expect((await coldStart()(forged))?.statusCode).to.equal(415);
      expect(await started()).to.deep.equal([]);
    });

    it('an answer to deliver again while the host cannot be asked, and the files then', async () => {
      const event = delivery(push({ 'churn/mlops-config.json': endpoint('churn') }));
      github.faults.push({
        path: /trees/,
        times: 1,
        answer: { status: 403, body: { message: 'Resource not accessible' } },
      });
      expect((await coldStart()(event))?.statusCode).to.equal(503);
      expect((await coldStart()(event))?.statusCode).to.equal(202);
      expect(await started()).to.have.length(1);
    });

    it('calls of AWS that its role allows, and no others', async () => {
      await emulator().clearCalls();
      const handler = coldStart();
      await handler(delivery(push({ 'churn/mlops-config.json': endpoint('churn') })));
      push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
      await handler(SCHEDULE);
      const { counts } = await emulator().calls();

      expect(counts.map(({ service, action }) => `${service}:${action}`)).to.have.members([
        'codepipeline:ListPipelineExecutions',
        'codepipeline:StartPipelineExecution',
        's3:GetObject',
        's3:HeadObject',
        's3:PutObject',
        'secretsmanager:GetSecretValue',
      ]);
      expect(await started()).to.have.length(2);
    });
  });

  it('gets each commit from the copy of `mlops serve`, of any Git host', async () => {
    const world = new GitWorld();
    const first = world.push({ 'churn/mlops-config.json': endpoint('churn'), 'notes.txt': 'not for the build' });
    const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--port', '0', '--interval', '1'];
    const what = ['--repository', REPOSITORY.full_name, '--pipeline', PIPELINE];
    const served = startCli(['serve', ...place, ...what, '--source-object', `s3://${BUCKET}/${KEY}`], {
      cwd: world.folder,
      env: { ...world.env, ...environment(), MLOPS_WEBHOOK_SECRET: SECRET },
    });
    try {
      await served.shows(`"commit":"${first}","result":"started"`);
      const second = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
      await served.shows(`"commit":"${second}","result":"started"`);
      const executions = await started();

      expect(executions.map(({ summary }) => summary)).to.deep.equal([first, second]);
      expect(await planned(executions[0]?.version ?? '')).to.deep.equal({ commit: first, models: ['churn'] });
    } finally {
      served.process.kill('SIGKILL');
      await served.ended;
      world.remove();
    }
  });

  it('is not started from a bucket without versions', async () => {
    const world = new GitWorld();
    const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
    await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--port', '0', '--pipeline', PIPELINE];
    const served = startCli(['serve', ...place, '--source-object', 's3://plain/source.zip'], {
      cwd: world.folder,
      env: { ...world.env, ...environment(), MLOPS_WEBHOOK_SECRET: SECRET },
    });
    try {
      await served.shows(/the bucket plain keeps no versions of its objects \[bucket-not-versioned\]/);
      expect(await started()).to.deep.equal([]);
    } finally {
      served.process.kill('SIGKILL');
      await served.ended;
      world.remove();
    }
  });
});
