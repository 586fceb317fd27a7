import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { useCliWorlds, type CliWorld } from '../../helpers/cli-world.ts';
import { startFakeGitHub, type FakeGitHub } from '../../helpers/fake-github/fake-github.ts';
import { startScriptedAws, type ScriptedAws } from '../../helpers/scripted-aws.ts';

const schema = readFileSync(join(import.meta.dirname, '../../../schema/deployment-event.schema.json'), 'utf8');
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(schema) as object);

const BATCH = {
  pipeline_type: 'byom_batch_builtin',
  model_name: 'churn',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  model_artifact_location: 'churn/model.tar.gz',
  inference_instance: 'ml.m5.large',
  batch_inference_data: 'team-data/churn/in.csv',
  batch_job_output_location: 'team-data/churn/out',
};
const STACK = 'mlops-pipeline-churn-byompipelinebatchbuiltin';
const SETTINGS = { source: { provider: 'github', repository: 'team/models', branch: 'main' } };

const URL_OF_PULL = 'https://github.example/team/models/pull/7';

interface PublishedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The events that a command wrote to stderr, as EventBridge would deliver them; each follows the schema. */
function eventsOf(stderr: string): readonly PublishedEvent[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith('event '));
  return lines.map((line) => {
    const { detailType, detail } = JSON.parse(line.slice('event '.length)) as {
      readonly detailType: string;
      readonly detail: PublishedEvent['detail'];
    };
    const event = { source: 'mlops', 'detail-type': detailType, detail };
    expect(validate(event), JSON.stringify(validate.errors)).to.equal(true);
    return event;
  });
}

function only(stderr: string): PublishedEvent {
  const [event, ...others] = eventsOf(stderr);
  if (event === undefined || others.length > 0) throw new Error(`there is not one event in ${stderr}`);
  return event;
}

describe('events about commands', () => {
  const newWorld = useCliWorlds();

  describe('on the local target', () => {
    let cli: CliWorld;

    beforeEach(() => {
      cli = newWorld({
        settings: SETTINGS,
        env: { MLOPS_EVENT_BUS: '-', CODEBUILD_BUILD_URL: 'https://b.example/1' },
      });
      cli.write({ 'models/churn/mlops-config.json': BATCH });
    });

    it('tell of a plan with its commit, author, branch, stages and links', async () => {
      const commit = cli.repository.commit();
      const { code, stderr } = await cli.run('plan');
      const { detail, ...event } = only(stderr);

      expect(code).to.equal(0);
      expect(event['detail-type']).to.equal('Plan ready');
      expect(detail).to.include({ commit, repository: 'team/models', branch: 'main', summary: '1 to create' });
      expect(detail['author']).to.have.keys('name', 'email');
      expect(detail['links']).to.deep.equal({
        commit: `https://github.com/team/models/commit/${commit}`,
        build: 'https://b.example/1',
      });
      const [stage] = detail['stages'] as readonly object[];
      expect(stage).to.include({ stage: 'default', summary: '1 to create', blocked: 0 });
    });

    it('tell of an apply that reached what was asked for', async () => {
      cli.repository.commit();
      const { stderr } = await cli.run('apply', '--auto-approve');
      const { detail, ...event } = only(stderr);

      expect(event['detail-type']).to.equal('Apply finished');
      expect(detail).to.deep.include({ summary: '1 deployed', failures: [], omitted: 0 });
    });

    it('tell of a failed apply with the root cause', async () => {
      cli.repository.commit();
      cli.localFaults({
        failures: [{ stack: STACK, logicalId: 'Model', operation: 'create', reason: 'the quota is used up' }],
      });
      const { code, stderr } = await cli.run('apply', '--auto-approve');
      const { detail, ...event } = only(stderr);

      expect(code).to.equal(1);
      expect(event['detail-type']).to.equal('Apply failed');
      expect(detail['counts']).to.include({ failed: 1 });
      const [failure] = detail['failures'] as readonly { readonly reason: string }[];
      expect(failure).to.include({ stage: 'default', modelName: 'churn', result: 'failed' });
      expect(failure?.reason).to.include('the quota is used up');
    });

    it('tell of a saved plan that no longer fits, with what to do', async () => {
      cli.repository.commit();
      await cli.run('plan', '--out', 'plan.json');
      cli.write({ 'models/churn/mlops-config.json': { ...BATCH, inference_instance: 'ml.m5.xlarge' } });
      await cli.run('apply', '--auto-approve');
      const { code, stderr } = await cli.run('apply', 'plan.json', '--stage', 'default');
      const { detail, ...event } = only(stderr);

      expect(code).to.equal(1);
      expect(event['detail-type']).to.equal('Apply failed');
      expect(detail['stages']).to.deep.equal([{ stage: 'default' }]);
      expect(detail['error']).to.include({ code: 'stale-plan' });
    });

    for (const command of [['plan'], ['apply', '--auto-approve']]) {
      it(`tell once of configs that ${command[0] ?? ''} rejects, with every finding`, async () => {
        cli.write({ 'models/bad/mlops-config.json': { ...BATCH, model_name: 'bad', inference_instanc: 'x' } });
        cli.repository.commit();
        const { code, stderr } = await cli.run(...command);
        const { detail, ...event } = only(stderr);

        expect(code).to.equal(1);
        expect(event['detail-type']).to.equal('Config rejected');
        expect(detail['errors']).to.be.greaterThan(0);
        const [finding] = detail['findings'] as readonly object[];
        expect(finding).to.include({ file: 'models/bad/mlops-config.json', severity: 'error' });
      });
    }

    it('say nothing when nobody asked for them', async () => {
      const quiet = newWorld({ settings: SETTINGS });
      quiet.write({ 'models/churn/mlops-config.json': BATCH });
      const { stderr } = await quiet.run('plan');
      expect(stderr).to.not.include('event ');
    });

    it('take the commit and its author from a build where there is no Git', async () => {
      const commit = 'ab'.repeat(20);
      const build = newWorld({
        env: {
          MLOPS_EVENT_BUS: '-',
          MLOPS_COMMIT: commit,
          MLOPS_AUTHOR: 'Jane Doe',
          MLOPS_BRANCH: 'main',
          MLOPS_SOURCE_PROVIDER: 'codecommit',
          MLOPS_REPOSITORY: 'models',
          AWS_REGION: 'eu-west-1',
          MLOPS_PLAN_URL: 'javascript:alert(1)',
        },
      });
      build.write({ 'models/churn/mlops-config.json': { ...BATCH, model_name: '' } });
      const { detail } = only((await build.run('plan')).stderr);

      expect(detail).to.deep.include({ commit, repository: 'models', branch: 'main', author: { name: 'Jane Doe' } });
      expect(detail['links']).to.deep.equal({
        commit: `https://console.aws.amazon.com/codesuite/codecommit/repositories/models/commit/${commit}?region=eu-west-1`,
      });
    });
  });

  describe('of a review', () => {
    let host: FakeGitHub;

    beforeEach(async () => {
      host = await startFakeGitHub('team/models');
      host.addToken('token', { login: 'bot' });
    });
    afterEach(() => host.stop());

    async function review(head: object): Promise<PublishedEvent> {
      const cli = newWorld({
        settings: SETTINGS,
        env: { MLOPS_EVENT_BUS: '-', MLOPS_GITHUB_TOKEN: 'token', GITHUB_API_URL: host.url },
      });
      const baseSha = cli.repository.commit();
      cli.repository.git('branch', '-M', 'main');
      cli.repository.git('checkout', '-q', '-b', 'change');
      cli.write({ 'models/churn/mlops-config.json': head });
      const headSha = cli.repository.commit();
      const { number } = host.openPull({ headSha, baseSha });
      return only((await cli.run('review', '--pull-request', String(number))).stderr);
    }

    it('tell what merging would change', async () => {
      const { detail, ...event } = await review(BATCH);
      expect(event['detail-type']).to.equal('Plan ready');
      expect(detail).to.deep.include({ summary: '1 to create', pullRequest: { id: '7', url: URL_OF_PULL } });
    });

    it('tell that the configs are rejected', async () => {
      const { detail, ...event } = await review({ ...BATCH, inference_instance: 7 });
      expect(event['detail-type']).to.equal('Config rejected');
      expect(detail).to.deep.include({ errors: 1, pullRequest: { id: '7', url: URL_OF_PULL } });
    });
  });

  describe('on an event bus', () => {
    let bus: ScriptedAws;

    afterEach(() => bus.stop());

    async function planWith(answer: { readonly status: number; readonly body: string }): Promise<string> {
      bus = await startScriptedAws({ 'POST /': [{ ...answer, type: 'application/x-amz-json-1.1' }] });
      const cli = newWorld({
        env: {
          MLOPS_EVENT_BUS: 'team-bus',
          AWS_ENDPOINT_URL: bus.endpoint,
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        },
      });
      cli.write({ 'models/churn/mlops-config.json': BATCH });
      const { code, stdout, stderr } = await cli.run('plan');
      expect(code).to.equal(0);
      expect(stdout).to.include('1 to create');
      return stderr;
    }

    it('arrive as one entry of ours', async () => {
      const stderr = await planWith({ status: 200, body: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}' });
      const [request] = bus.requests;
      const { Entries } = JSON.parse(request?.body ?? '{}') as {
        readonly Entries: readonly { readonly Source: string; readonly DetailType: string; readonly Detail: string }[];
      };

      expect(stderr).to.not.include('warning');
      expect(request?.headers['x-amz-target']).to.equal('AWSEvents.PutEvents');
      expect(Entries).to.have.lengthOf(1);
      expect(Entries[0]).to.include({ Source: 'mlops', DetailType: 'Plan ready', EventBusName: 'team-bus' });
      expect(JSON.parse(Entries[0]?.Detail ?? '')).to.include({ summary: '1 to create' });
    });

    it('that refuses them are a warning, and the command ends as it would have', async () => {
      const stderr = await planWith({
        status: 400,
        body: '{"__type":"AccessDeniedException","message":"not authorized to perform: events:PutEvents"}',
      });
      expect(stderr)
        .to.include('warning: nobody was told: the event `Plan ready` did not reach team-bus: AccessDeniedException')
        .and.include('\n  → check MLOPS_EVENT_BUS, ');
    });

    it('that loses one entry of a call that succeeds are a warning too', async () => {
      const stderr = await planWith({
        status: 200,
        body: '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure","ErrorMessage":"try again"}]}',
      });
      expect(stderr).to.match(/warning: nobody was told: .*InternalFailure: try again/);
    });
  });
});
