import { expect } from 'chai';
import type { ApiAnswer } from '../../../processor/api/answer.ts';
import { handleRequest } from '../../../processor/api/handle-request.ts';
import { pipelineStatus, type StatusContext } from '../../../processor/api/pipeline-status.ts';
import type { DeployedStack } from '../../../processor/model/stack.ts';
import { apiEvent, bodyOf, CONFIG } from '../../helpers/api-events.ts';
import { startCodeCommitHost, startGitHubHost, type ApiHost } from '../../helpers/api-hosts.ts';

const PATH = 'models/churn/byom_batch_builtin/mlops-config.json';
const STACK = 'mlops-pipeline-churn-byompipelinebatchbuiltin';
const STATE = { pipelineName: 'mlops', pipelineVersion: 3, stageStates: [{ stageName: 'Source' }] };
const EXECUTION = { pipelineExecutionId: 'e1', status: 'InProgress' };
const SETTINGS = {
  stages: [
    { name: 'dev', account: '111111111111', region: 'eu-central-1' },
    { name: 'prod', account: '333333333333', region: 'eu-west-1' },
  ],
};

for (const [name, start] of [
  ['GitHub', startGitHubHost],
  ['CodeCommit', startCodeCommitHost],
] as const) {
  describe(`POST /pipelinestatus on ${name}`, () => {
    let host: ApiHost;
    let commit: string;

    beforeEach(async () => {
      host = await start();
      commit = host.git.write('main', { 'mlops-settings.json': SETTINGS, [PATH]: CONFIG }).id;
    });
    afterEach(() => host.stop());

    function ask(body: unknown, change: Partial<StatusContext> = {}): Promise<ApiAnswer> {
      return handleRequest(apiEvent('/pipelinestatus', body), {
        endpoint: '/pipelinestatus',
        log: () => undefined,
        carryOut: (request) =>
          pipelineStatus(request, {
            writer: host.writer,
            branch: 'main',
            home: { account: '111111111111', region: 'eu-central-1' },
            pipeline: {
              read: (asked) => Promise.resolve({ state: STATE, ...(asked === commit && { execution: EXECUTION }) }),
            },
            describeStack: (stage, stack) => Promise.resolve(stage.name === 'dev' ? deployed(stack) : undefined),
            ...change,
          }),
      });
    }

    it('answers with CodePipeline’s state, the execution of the commit and the stacks of all stages', async () => {
      const answer = await ask({ pipeline_id: `${commit}:${PATH}` });
      expect(answer.statusCode).to.equal(200);
      expect(bodyOf(answer)).to.deep.equal({
        ...STATE,
        workload: {
          commit,
          execution: EXECUTION,
          stacks: [
            {
              stage: 'dev',
              stack: STACK,
              status: 'UPDATE_ROLLBACK_COMPLETE',
              stackId: `arn:${STACK}`,
              statusReason: 'the quota is used up',
              updatedAt: '2026-03-02T10:00:00Z',
            },
            { stage: 'prod', stack: STACK },
          ],
        },
      });
    });

    it('answers also for the ARN of a stack', async () => {
      const arn = `arn:aws:cloudformation:eu-central-1:111111111111:stack/${STACK}-codepipeline/1`;
      const answer = await ask({ pipeline_id: arn });
      expect(bodyOf(answer)).to.deep.include(STATE);
      expect(answer.body).to.include('UPDATE_ROLLBACK_COMPLETE').and.not.include('"execution"');
    });

    it('says that a stack which is nowhere does not exist', async () => {
      const id = 'mlops-pipeline-no-such-stack';
      const answer = await ask({ pipeline_id: id }, { describeStack: () => Promise.resolve(undefined) });
      expect(answer.statusCode).to.equal(400);
      expect(bodyOf(answer)['detailedMessage']).to.equal(`Stack with id ${id} does not exist`);
    });

    it('tells nothing of a stack that is none of ours, and does not look at it', async () => {
      const asked: string[] = [];
      function describeStack(_: unknown, name: string): Promise<undefined> {
        asked.push(name);
        return Promise.resolve(undefined);
      }
      for (const id of ['payroll', 'mlops-pipelines', 'arn:aws:cloudformation:eu-central-1:1:stack/payroll/1']) {
        expect((await ask({ pipeline_id: id }, { describeStack })).statusCode, id).to.equal(400);
      }
      expect(asked).to.deep.equal([]);
    });

    it('says that there is no pipeline yet, and how the stacks are', async () => {
      const answer = await ask(
        { pipeline_id: `${commit}:${PATH}` },
        { pipeline: { read: () => Promise.resolve(undefined) } },
      );
      expect(bodyOf(answer)['message']).to.equal('pipeline cloudformation stack has not provisioned the pipeline yet.');
      expect(answer.body).to.include('UPDATE_ROLLBACK_COMPLETE');
    });

    it('says that a pull request waits, was closed, or is merged', async () => {
      host.git.branches.set('change', host.git.tip().id);
      host.git.write('change', { 'README.md': 'x' });
      const opened = await host.writer.openPullRequest({ from: 'change', to: 'main', title: 't', description: 'd' });
      const id = opened?.id ?? '';
      const body = { pipeline_id: `pull-${id}:${PATH}` };

      expect(bodyOf(await ask(body))).to.deep.include({ pull_request: { id, state: 'open' } });
      host.endPull(id, 'closed');
      expect(bodyOf(await ask(body))['message']).to.match(/was closed without being merged; nothing is provisioned/);
      host.endPull(id, 'merged');
      expect(bodyOf(await ask(body))).to.deep.include(STATE);
    });

    for (const [what, body, says] of [
      ['no id', {}, /`pipeline_id` is missing/],
      ['an id that is a number', { pipeline_id: 7 }, /`pipeline_id` is missing/],
      ['an inherited id', '{"constructor": {"pipeline_id": "x"}}', /./],
      ['a text that is no id', { pipeline_id: 'a b' }, /is no pipeline_id/],
      ['an unknown commit', { pipeline_id: `${'0'.repeat(40)}:${PATH}` }, /has no file/],
      ['an unknown file', { pipeline_id: `${'0'.repeat(40)}:a/mlops-config.json` }, /has no file/],
      ['an unknown pull request', { pipeline_id: `pull-4711:${PATH}` }, /there is no pull request 4711/],
      ['no JSON', 'x', /./],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const answer = await ask(body);
        expect(answer.statusCode).to.equal(400);
        expect(bodyOf(answer)['detailedMessage']).to.match(says);
      });
    }

    it('refuses a place in the file where no workload is', async () => {
      const answer = await ask({ pipeline_id: `${commit}:${PATH}#/workloads/0` });
      expect(answer.statusCode).to.equal(400);
      expect(bodyOf(answer)['detailedMessage']).to.match(/has no workload in commit/);
    });
  });
}

function deployed(stackName: string): DeployedStack {
  return {
    stackName,
    stackId: `arn:${stackName}`,
    status: 'UPDATE_ROLLBACK_COMPLETE',
    statusReason: 'the quota is used up',
    outputs: {},
    tags: {},
    updatedAt: '2026-03-02T10:00:00Z',
    terminationProtection: false,
  };
}
