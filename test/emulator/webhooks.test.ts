import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect } from 'chai';
import type { FunctionUrlResult } from '../../processor/webhooks/handle-function-url.ts';
import { deliver, deliveryHeaders, pushBody, REPOSITORY, SECRET, sign } from '../helpers/deliveries.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { startCli, type RunningCli } from '../helpers/run-cli.ts';
import { useEmulator } from './use-emulator.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const PIPELINE = 'mlops-control-plane';
const BUCKET = 'mlops-artifacts';

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
          actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' },
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

describe('webhooks that start a pipeline', function () {
  this.timeout(120_000);
  const emulator = useEmulator();

  beforeEach('make a pipeline, a bucket and a secret', async () => {
    await emulator().reset();
    const config = emulator().clientConfig(REGION, ACCOUNT);
    await new CodePipelineClient(config).send(new CreatePipelineCommand({ pipeline: DECLARATION }));
    await new S3Client(config).send(new CreateBucketCommand({ Bucket: BUCKET }));
  });

  function environment(): Readonly<Record<string, string>> {
    return {
      ...emulator().environment(REGION),
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  /** Commits that executions were started with, newest last. */
  async function started(): Promise<readonly (string | undefined)[]> {
    const client = new CodePipelineClient(emulator().clientConfig(REGION, ACCOUNT));
    const list = await client.send(new ListPipelineExecutionsCommand({ pipelineName: PIPELINE }));
    const summaries = (list.pipelineExecutionSummaries ?? []).toReversed();
    return summaries.map(({ sourceRevisions = [] }) => sourceRevisions[0]?.revisionId);
  }

  describe('the function as it is built', () => {
    const bundle = fileURLToPath(new URL('../../dist/lambda/receive-webhook/index.js', import.meta.url));
    const { stdout } = process;
    const write = stdout.write.bind(stdout);
    let before: NodeJS.ProcessEnv;
    let secretArn: string;

    beforeEach('set its environment', async () => {
      const secrets = new SecretsManagerClient(emulator().clientConfig(REGION, ACCOUNT));
      const SecretString = JSON.stringify({ github_token: 'none', webhook_secret: SECRET });
      const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 'mlops', SecretString }));
      secretArn = ARN;
      before = { ...process.env };
      // Its log is not for the report of these tests.
      stdout.write = (text: string | Uint8Array) => String(text).includes('"receive-webhook"') || write(text);
      Object.assign(process.env, environment(), {
        MLOPS_SECRET_ARN: ARN,
        MLOPS_REPOSITORY: REPOSITORY.full_name,
        MLOPS_BRANCH: 'main',
        MLOPS_PIPELINE: PIPELINE,
        MLOPS_SOURCE_ACTION: 'Source',
        MLOPS_DELIVERY_BUCKET: BUCKET,
        MLOPS_DELIVERY_PREFIX: 'deliveries/',
      });
    });
    afterEach('restore the environment', () => {
      stdout.write = write;
      for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    });

    /** A process of Lambda: a handler with nothing of an earlier one. */
    function coldStart() {
      const load = createRequire(import.meta.url);
      Reflect.deleteProperty(load.cache, bundle);
      const { handler } = load(bundle) as { readonly handler: (event: object) => Promise<FunctionUrlResult> };
      return async (body: string, headers: Parameters<typeof deliveryHeaders>[1] = {}): Promise<number> => {
        const result = await handler({
          version: '2.0',
          rawPath: '/webhooks/github',
          requestContext: { http: { method: 'POST' } },
          headers: Object.fromEntries([...deliveryHeaders(body, headers)].map(([name, [value]]) => [name, value])),
          body: Buffer.from(body).toString('base64'),
          isBase64Encoded: true,
        });
        return result.statusCode;
      };
    }

    /** Seconds. What is older than a month is taken for a recording. */
    const pushedAt = Math.floor(Date.now() / 1000) - 3600;

    function push(count: number): string {
      const [after, previous] = [count, count - 1].map((id) => String(id).padStart(40, '0'));
      return pushBody({ after, before: previous, repository: { ...REPOSITORY, pushed_at: pushedAt + count } });
    }

    it('stores a delivery, starts the pipeline with its commit, and knows it again in another process', async () => {
      const id = { 'x-github-delivery': 'd-1' };
      expect(await coldStart()(push(1), id)).to.equal(202);
      expect(await coldStart()(push(1), id)).to.equal(200);
      expect(await coldStart()(push(2), id)).to.equal(409);
      expect(await started()).to.deep.equal([String(1).padStart(40, '0')]);
      const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      expect(Contents.map(({ Key }) => Key).sort()).to.match(
        /^deliveries\/branches\/[0-9a-f]{64}\.json,deliveries\/github\/d-1\.json$/,
      );
    });

    it('lets the newest of many that come at once be the last one started', async () => {
      const [one, two] = [coldStart(), coldStart()];
      const statuses = await Promise.all([3, 1, 4, 2, 5].map((count) => (count % 2 === 0 ? one : two)(push(count))));

      expect(statuses.every((status) => [200, 202, 503].includes(status))).to.equal(true);
      expect((await started()).at(-1)).to.equal(String(5).padStart(40, '0'));
    });

    it('refuses what is not signed without asking AWS for anything', async () => {
      await emulator().clearCalls();
      expect(await coldStart()(push(1), { 'x-hub-signature-256': undefined })).to.equal(401);
      expect((await emulator().calls()).calls).to.deep.equal([]);
    });

    it('takes both secrets while one is rotated', async () => {
      const secrets = new SecretsManagerClient(emulator().clientConfig(REGION, ACCOUNT));
      const SecretString = JSON.stringify({
        webhook_secret: 'the secret after this one',
        webhook_secret_previous: SECRET,
      });
      await secrets.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString }));
      const send = coldStart();

      expect(await send(push(1))).to.equal(202);
      expect(await send(push(2), { 'x-hub-signature-256': sign(push(2), 'the secret after this one') })).to.equal(202);
      expect(await send(push(3), { 'x-hub-signature-256': sign(push(3), 'no secret of the hook') })).to.equal(401);
    });

    it('asks AWS for what its role allows, and for nothing else', async () => {
      await emulator().clearCalls();
      await coldStart()(push(1), { 'x-github-delivery': 'd-1' });
      await coldStart()(push(1), { 'x-github-delivery': 'd-1' });
      const { counts } = await emulator().calls();

      expect(counts.map(({ service, action }) => `${service}:${action}`)).to.have.members([
        'codepipeline:StartPipelineExecution',
        's3:GetObject',
        's3:PutObject',
        'secretsmanager:GetSecretValue',
      ]);
    });

    it('asks to deliver again when the pipeline is not there', async () => {
      process.env['MLOPS_PIPELINE'] = 'another';

      expect(await coldStart()(push(1))).to.equal(503);
    });
  });

  describe('mlops serve --pipeline', () => {
    let world: GitWorld;
    let served: RunningCli | undefined;

    beforeEach('make a remote', () => {
      world = new GitWorld();
    });
    afterEach('stop the receiver', async () => {
      served?.process.kill('SIGKILL');
      await served?.ended;
      world.remove();
    });

    function start(...args: readonly string[]): RunningCli {
      const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--port', '0', '--interval', '3600'];
      const what = ['--repository', REPOSITORY.full_name, '--pipeline', PIPELINE, ...args];
      served = startCli(['serve', ...place, ...what], {
        cwd: world.folder,
        env: { ...world.env, ...environment(), MLOPS_WEBHOOK_SECRET: SECRET },
      });
      return served;
    }

    it('starts one execution for each commit, also across a kill', async () => {
      const first = world.push({ 'churn/mlops-config.json': endpoint('churn') });
      let running = start();
      await running.shows(`"commit":"${first}","result":"started"`);
      const port = Number(/"address":"127\.0\.0\.1:(\d+)"/.exec(running.output.stderr)?.[1]);
      const second = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
      const body = pushBody({ before: first, after: second });
      expect((await deliver(port, { body, id: 'd-1' })).status).to.equal(202);
      await running.shows(`"commit":"${second}","result":"started"`);
      await deliver(port, { body, id: 'd-1' });
      running.process.kill('SIGKILL');
      await running.ended;

      running = start();
      await running.shows('"event":"known"');
      expect(await started()).to.deep.equal([first, second]);
    });

    it('says what is wrong, waits and tries again', async () => {
      world.push({ 'churn/mlops-config.json': endpoint('churn') });
      const running = start('--source-action', 'Nowhere', '--interval', '1');
      await running.shows(/is not applied yet: CodePipeline does not start .*Nowhere.*\[pipeline-refused\]/);

      expect(await started()).to.deep.equal([]);
    });
  });
});
