import { expect } from 'chai';
import type { ApiAnswer } from '../../processor/api/answer.ts';
import { apiEvent, bodyOf, CONFIG } from '../helpers/api-events.ts';
import { startFakeCodeCommit, type FakeCodeCommit } from '../helpers/fake-codecommit/fake-codecommit.ts';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { invokeBundle } from '../helpers/lambda-bundle.ts';

const PATH = 'models/churn/byom_batch_builtin/mlops-config.json';
const ROLE = 'arn:aws:sts::111111111111:assumed-role/mlops-provision/function';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:mlops';
const TOKEN = 'ghp_0123456789abcdefghij';

describe('the built functions of the control plane', function () {
  this.timeout(60_000);
  let aws: FakeCodeCommit;
  let gitHub: FakeGitHub;

  beforeEach(async () => {
    aws = await startFakeCodeCommit('models');
    aws.addPrincipal('KEY', ROLE);
    gitHub = await startFakeGitHub('acme/models');
    gitHub.addToken(TOKEN, { login: 'bot', rights: ['contents', 'pull_requests', 'statuses'] });
    aws.others.set('GetSecretValue', () => ({ ARN: SECRET, SecretString: JSON.stringify({ github_token: TOKEN }) }));
  });
  afterEach(() => Promise.all([aws.stop(), gitHub.stop()]));

  function environment(provider: 'github' | 'codecommit'): Record<string, string> {
    const repository = provider === 'github' ? 'acme/models' : 'models';
    return {
      ...aws.environment('KEY'),
      MLOPS_SOURCE_PROVIDER: provider,
      MLOPS_REPOSITORY: repository,
      MLOPS_BRANCH: 'main',
      MLOPS_ACCOUNT: '111111111111',
      MLOPS_API_MODE: 'commit',
      MLOPS_PIPELINE: 'mlops',
      ...(provider === 'github' && { MLOPS_SECRET_ARN: SECRET, GITHUB_API_URL: gitHub.url }),
    };
  }

  for (const provider of ['github', 'codecommit'] as const) {
    describe(`with ${provider}`, () => {
      it('provision, and tell the status of what they provisioned', async () => {
        const git = provider === 'github' ? gitHub.git : aws.git;
        const env = environment(provider);
        const provisioned = await invokeBundle('provision-pipeline', {
          event: apiEvent('/provisionpipeline', CONFIG),
          env,
        });
        const { pipeline_id: id } = bodyOf(provisioned.answer as ApiAnswer);

        expect(id).to.equal(`${git.tip().id}:${PATH}`);
        expect(JSON.parse(git.read(PATH) ?? '')).to.deep.equal(CONFIG);
        expect(provisioned.log).to.include('"status":200').and.not.include(TOKEN);

        aws.others.set('GetPipelineState', () => ({
          pipelineName: 'mlops',
          pipelineVersion: 3,
          created: 1_770_000_000,
          stageStates: [
            {
              stageName: 'prod',
              actionStates: [
                { actionName: 'Approve', latestExecution: { status: 'InProgress', token: 'secret-token' } },
              ],
            },
          ],
        }));
        aws.others.set('ListPipelineExecutions', () => ({
          pipelineExecutionSummaries: [
            {
              pipelineExecutionId: 'other',
              status: 'Failed',
              sourceRevisions: [{ actionName: 'Source', revisionId: 'x' }],
            },
            {
              pipelineExecutionId: 'e1',
              status: 'InProgress',
              sourceRevisions: [{ actionName: 'Source', revisionId: git.tip().id }],
            },
          ],
        }));
        aws.others.set('DescribeStacks', (form) => describeStacks(form as URLSearchParams));
        const status = await invokeBundle('pipeline-status', {
          event: apiEvent('/pipelinestatus', { pipeline_id: id }),
          env,
        });
        const body = bodyOf(status.answer as ApiAnswer);

        expect(body).to.include({ pipelineName: 'mlops', pipelineVersion: 3, created: '2026-02-02T02:40:00.000Z' });
        expect(body['workload']).to.deep.include({
          execution: { pipelineExecutionId: 'e1', status: 'InProgress' },
        });
        expect(JSON.stringify(body['workload'])).to.include('UPDATE_COMPLETE');
        expect(JSON.stringify(body)).to.not.include('secret-token');
      });

      it('say at the commit, and by mail, that its config is rejected; at the commit only once', async () => {
        const git = provider === 'github' ? gitHub.git : aws.git;
        const commit = git.write('main', { [PATH]: '{}' }, { author: { name: 'Jane', email: 'jane@example.com' } }).id;
        const mails: URLSearchParams[] = [];
        aws.others.set('Publish', (form) => {
          mails.push(form as URLSearchParams);
          return '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
        });
        const finding = {
          severity: 'error',
          code: 'required',
          file: PATH,
          line: 1,
          column: 1,
          pointer: '',
          message: '```\n@everyone `x`',
        };
        const detail = {
          version: 1,
          repository: provider === 'github' ? 'acme/models' : 'models',
          commit,
          links: { build: 'https://console.aws.amazon.com/codebuild/1' },
          summary: '1 error',
          errors: 1,
          warnings: 0,
          findings: [finding],
          omitted: 0,
        };
        const event = { source: 'mlops', 'detail-type': 'Config rejected', detail };
        const env = { ...environment(provider), TOPIC_ARN: 'arn:aws:sns:eu-central-1:111111111111:people' };
        for (let time = 1; time <= 2; time += 1) {
          const { error, log } = await invokeBundle('notify-people', { event, env });
          expect(error, log).to.equal(undefined);
          expect(log).to.not.include('"level":"warn"').and.not.include(TOKEN);
        }

        expect(mails).to.have.lengthOf(2);
        expect(mails[0]?.get('Message')).to.include('by Jane');
        expect([...(mails[0]?.values() ?? [])]).to.include('jane@example.com');
        const comments = provider === 'github' ? gitHub.commitComments : aws.commitComments;
        expect(comments).to.have.lengthOf(1);
        expect(comments[0]?.commit).to.equal(commit);
        expect(comments[0]?.body.match(/```/g)).to.have.lengthOf(2);
        expect(comments[0]?.body.split('```')[1]).to.include("@everyone 'x'");
        if (provider === 'github') {
          expect(gitHub.statusOf(commit, 'mlops')).to.include({ state: 'failure' });
          expect(comments[0]?.body).to.include('(@jane)');
        }
      });
    });
  }

  it('answer 502 and say what is missing when nobody told them where the repository is', async () => {
    const { answer, log } = await invokeBundle('provision-pipeline', {
      event: apiEvent('/provisionpipeline', CONFIG),
      env: aws.environment('KEY'),
    });
    expect((answer as ApiAnswer).statusCode).to.equal(502);
    expect(log).to.include('MLOPS_SOURCE_PROVIDER is missing');
  });

  it('answer 502 for a token without rights, and leave it out of answer and log', async () => {
    gitHub.addToken(TOKEN, { login: 'bot', rights: [] });
    const { answer, log } = await invokeBundle('provision-pipeline', {
      event: apiEvent('/provisionpipeline', CONFIG),
      env: environment('github'),
    });
    expect((answer as ApiAnswer).statusCode).to.equal(502);
    expect((answer as ApiAnswer).body).to.include('Contents: read and write');
    expect(log + (answer as ApiAnswer).body).to.not.include(TOKEN);
  });
});

function describeStacks(form: URLSearchParams): string {
  const name = form.get('StackName') ?? '';
  const stack = `<member><StackName>${name}</StackName><StackId>arn:${name}</StackId><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime></member>`;
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}
