import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createPipelineExecutions } from '../../../../processor/adapters/codepipeline/pipeline-executions.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { PipelineExecutions } from '../../../../processor/ports/pipeline-executions.ts';

const REQUEST = { pipeline: 'mlops-pipeline', sourceAction: 'Source', commit: 'c'.repeat(40), token: 'mlops-1-abc' };

/** An answer of CodePipeline: AWS JSON 1.1. */
interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: object | string;
}

describe('starting a pipeline over HTTP', () => {
  let server: Server;
  let endpoint: string;
  let answers: Answer[];
  let requests: { readonly target: string | undefined; readonly body: unknown }[];

  beforeEach('start a CodePipeline that answers as it is told', async () => {
    answers = [];
    requests = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const body: unknown = JSON.parse(text);
        requests.push({ target: request.headers['x-amz-target']?.toString(), body });
        const answer: Answer = answers.shift() ?? { status: 200, body: { pipelineExecutionId: 'e-1' } };
        const type = answer.type === undefined ? {} : { 'x-amzn-errortype': answer.type };
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1', ...type });
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach('stop it', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function open(change: { readonly endpoint?: string } = {}): PipelineExecutions {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return createPipelineExecutions({ region: 'eu-west-1', endpoint, credentials, maxAttempts: 3, ...change });
  }

  function start(change: { readonly endpoint?: string } = {}): Promise<{ readonly executionId: string }> {
    return open(change).start(REQUEST);
  }

  async function errorOf(promise: Promise<unknown>): Promise<UserError> {
    try {
      await promise;
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    return expect.fail('no error');
  }

  function fault(type: string, message: string, status = 400): Answer {
    return { status, type, body: { __type: type, message } };
  }

  it('asks for the commit, with a token', async () => {
    expect(await start()).to.deep.equal({ executionId: 'e-1' });
    expect(requests).to.deep.equal([
      {
        target: 'CodePipeline_20150709.StartPipelineExecution',
        body: {
          name: 'mlops-pipeline',
          clientRequestToken: 'mlops-1-abc',
          sourceRevisions: [{ actionName: 'Source', revisionType: 'COMMIT_ID', revisionValue: 'c'.repeat(40) }],
        },
      },
    ]);
  });

  it('repeats a throttled call with the same token, until it comes through', async () => {
    answers = [fault('ThrottlingException', 'Rate exceeded'), { status: 503 }];

    expect(await start()).to.deep.equal({ executionId: 'e-1' });
    expect(new Set(requests.map(({ body }) => JSON.stringify(body)))).to.have.property('size', 1);
    expect(requests).to.have.length(3);
  });

  const faults: Readonly<Record<string, readonly [Answer, string, RegExp]>> = {
    'a pipeline that is not there': [
      fault('PipelineNotFoundException', "Account '1' does not have a pipeline with name 'mlops-pipeline'"),
      'no-such-pipeline',
      /^there is no pipeline `mlops-pipeline`: Account/,
    ],
    'a conflict': [fault('ConflictException', 'try again'), 'pipeline-busy', /is busy: try again/],
    'too many executions': [
      fault('ConcurrentPipelineExecutionsLimitExceededException', 'limit'),
      'pipeline-busy',
      /as many executions as it may have/,
    ],
    'a wrong source action': [
      fault('ValidationException', 'Source action named Source does not exist'),
      'pipeline-refused',
      /does not start `mlops-pipeline`: Source action/,
    ],
    'a missing right': [
      fault(
        'AccessDeniedException',
        'User: arn:aws:iam::1:user/x is not authorized to perform: codepipeline:StartPipelineExecution',
      ),
      'access-denied',
      /^codepipeline:StartPipelineExecution is denied/,
    ],
    'expired credentials': [fault('ExpiredTokenException', 'expired'), 'no-credentials', /does not accept/],
    'an answer of a proxy': [{ status: 200, body: '<html>' }, 'aws-unavailable', /a proxy may have given it/],
  };
  for (const [title, [answer, code, message]] of Object.entries(faults)) {
    it(`says ${code} of ${title}`, async () => {
      answers = [answer, answer, answer];
      const error = await errorOf(start());
      expect(error.code).to.equal(code);
      expect(error.message).to.match(message);
      expect(error.instructions).not.to.deep.equal([]);
    });
  }

  it('says when AWS stays too busy, and when it cannot be reached', async () => {
    answers = Array.from({ length: 3 }, () => fault('ThrottlingException', 'Rate exceeded'));
    expect((await errorOf(start())).code).to.equal('aws-unavailable');
    expect((await errorOf(start({ endpoint: 'http://127.0.0.1:1' }))).code).to.equal('aws-unavailable');
  });

  it('asks for the version of an object where the commit lies in one', async () => {
    await open().start({ ...REQUEST, objectVersion: 'v.1' });
    expect(requests[0]?.body).to.deep.include({
      sourceRevisions: [{ actionName: 'Source', revisionType: 'S3_OBJECT_VERSION_ID', revisionValue: 'v.1' }],
    });
  });

  describe('the newest execution', () => {
    const cases: Readonly<Record<string, readonly [readonly object[], object | undefined]>> = {
      'of a commit': [
        [{ actionName: 'Source', revisionId: REQUEST.commit, revisionSummary: '{"CommitMessage":"x"}' }],
        { executionId: 'e-9', isUnderWay: true, commit: REQUEST.commit },
      ],
      'of a stored commit': [
        [{ actionName: 'Source', revisionId: 'v.1', revisionSummary: REQUEST.commit }],
        { executionId: 'e-9', isUnderWay: true, commit: REQUEST.commit },
      ],
      'of an object that somebody put there': [
        [{ actionName: 'Source', revisionId: 'v.1' }],
        { executionId: 'e-9', isUnderWay: true },
      ],
      'before its source action ran': [[], { executionId: 'e-9', isUnderWay: true }],
      'of another source': [
        [{ actionName: 'Other', revisionId: REQUEST.commit }],
        { executionId: 'e-9', isUnderWay: true },
      ],
    };
    for (const [title, [sourceRevisions, wanted]] of Object.entries(cases)) {
      it(`is told ${title}`, async () => {
        const summary = { pipelineExecutionId: 'e-9', status: 'InProgress', sourceRevisions };
        answers = [{ status: 200, body: { pipelineExecutionSummaries: [summary] } }];

        expect(await open().newest(REQUEST)).to.deep.equal(wanted);
        expect(requests[0]?.body).to.deep.equal({ pipelineName: 'mlops-pipeline', maxResults: 1 });
      });
    }

    it('is none where there is none, and an error where there is no pipeline', async () => {
      answers = [
        { status: 200, body: { pipelineExecutionSummaries: [] } },
        fault('PipelineNotFoundException', 'there is none'),
      ];
      expect(await open().newest(REQUEST)).to.equal(undefined);
      expect((await errorOf(open().newest(REQUEST))).code).to.equal('no-such-pipeline');
    });
  });
});
