import { expect } from 'chai';
import { handleRequest } from '../../../processor/api/handle-request.ts';
import { success } from '../../../processor/api/answer.ts';
import { configPath, sameKey, type WorkloadKey } from '../../../processor/api/config-path.ts';
import { readPipelineId, writePipelineId } from '../../../processor/api/pipeline-id.ts';
import { readConfig } from '../../../processor/api/read-config.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { apiEvent, bodyOf, CONFIG } from '../../helpers/api-events.ts';

const PATH = '/provisionpipeline';

interface Seen {
  readonly status: number;
  readonly detail: string;
  readonly lines: readonly object[];
}

/** What becomes of an event before anything is asked of a host. */
async function send(event: unknown): Promise<Seen> {
  const lines: object[] = [];
  const answer = await handleRequest(event, {
    endpoint: PATH,
    log: (line) => lines.push(line),
    carryOut: ({ bytes }) => {
      readConfig(bytes);
      return Promise.resolve(success({}));
    },
  });
  return { status: answer.statusCode, detail: String(bodyOf(answer)['detailedMessage']), lines };
}

const BODIES: readonly (readonly [what: string, body: string | null, status: number, says: RegExp])[] = [
  ['no body', null, 400, /has no body/],
  ['an empty body', '', 400, /has no body/],
  ['blanks', '  ', 400, /./],
  ['no JSON', 'pipeline_type=x', 400, /./],
  ['half of a JSON text', '{"pipeline_type": "byom_b', 400, /./],
  ['a list', '[]', 400, /a list/],
  ['null', 'null', 400, /no object/],
  ['a text', '"byom_batch_builtin"', 400, /no object/],
  ['a key twice', '{"model_name":"a","model_name":"b"}', 400, /stands twice/],
  ['a key that objects inherit', '{"__proto__": {"pipeline_type": "x"}}', 400, /__proto__/],
  ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, /nested more than/],
  ['a lone surrogate', '{"model_name":"\\ud800"}', 400, /./],
  ['several workloads', '{"workloads":[{}]}', 400, /one request provisions one workload/],
  ['more than is read', `"${'x'.repeat(300_000)}"`, 413, /at most 262144 are read/],
  ['far more than is read', 'x'.repeat(6_000_000), 413, /at most 262144/],
];

describe('a request that cannot be carried out', () => {
  for (const [what, body, status, says] of BODIES) {
    it(`for ${what} is refused with ${status}`, async () => {
      const seen = await send(apiEvent(PATH, body));
      expect(seen.status).to.equal(status);
      expect(seen.detail).to.match(says);
    });
  }

  it('in Base64 is read, and refused when it is too large', async () => {
    const body = Buffer.from(JSON.stringify(CONFIG)).toString('base64');
    expect((await send(apiEvent(PATH, body, { isBase64Encoded: true }))).status).to.equal(200);
    const large = Buffer.alloc(300_000, 0x20).toString('base64');
    expect((await send(apiEvent(PATH, large, { isBase64Encoded: true }))).status).to.equal(413);
  });

  for (const type of [
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/octet-stream',
    'image/png',
    'text/html',
  ]) {
    it(`of type ${type} is refused with 415`, async () => {
      const seen = await send(apiEvent(PATH, CONFIG, { headers: { 'content-type': type } }));
      expect(seen.status).to.equal(415);
    });
  }

  it('that is compressed is refused with 415', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    expect((await send(apiEvent(PATH, CONFIG, { headers }))).status).to.equal(415);
  });

  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'plain/text',
    'application/x-www-form-urlencoded',
    undefined,
  ]) {
    it(`of type ${String(type)} is read, as by the orchestrator`, async () => {
      const headers = type === undefined ? null : { 'Content-Type': type };
      expect((await send(apiEvent(PATH, CONFIG, { headers }))).status).to.equal(200);
    });
  }

  it('with another method or path is refused', async () => {
    expect((await send(apiEvent(PATH, CONFIG, { httpMethod: 'GET' }))).status).to.equal(405);
    expect((await send(apiEvent('/else', CONFIG))).status).to.equal(404);
  });

  for (const odd of [null, [], 'x', 7, {}, { httpMethod: 'POST' }, { pipeline_type: 'x' }]) {
    it(`that is ${JSON.stringify(odd)} and no event of API Gateway is refused with 400`, async () => {
      expect((await send(odd)).status).to.equal(400);
    });
  }

  for (const caller of [
    '',
    'anonymous',
    'arn:aws:iam::1:user/x',
    'arn:aws:sts::222222222222:assumed-role/R/a\nb',
    'arn:aws:iam::222222222222:user/<x>',
  ]) {
    it(`by ${JSON.stringify(caller)} is refused with 403`, async () => {
      expect((await send(apiEvent(PATH, CONFIG, { caller }))).status).to.equal(403);
    });
  }

  it('by nobody at all is refused with 403', async () => {
    expect((await send(apiEvent(PATH, CONFIG, { requestContext: null }))).status).to.equal(403);
  });

  it('leaves who and how it ended in the log, and nothing of the body', async () => {
    const { lines } = await send(apiEvent(PATH, '{"password": "hunter2", "model_name": "a", "model_name": "b"}'));
    expect(lines.at(-1)).to.include({ status: 400, endpoint: PATH });
    expect(JSON.stringify(lines)).to.not.include('hunter2');
  });

  const faults = [
    [new UserError('host-rate-limited', 'limited'), 503],
    [new UserError('host-access-denied', 'denied'), 502],
    [new UserError('branch-protected', 'protected'), 409],
    [new UserError('no-secret', 'no secret'), 502],
    [new Error('the token is ghp_abc'), 500],
  ] as const;
  for (const [error, status] of faults) {
    it(`for ${error.message} is answered with ${status}`, async () => {
      const answer = await handleRequest(apiEvent(PATH, CONFIG), {
        endpoint: PATH,
        log: () => undefined,
        carryOut: () => Promise.reject(error),
      });
      expect(answer.statusCode).to.equal(status);
      expect(answer.body).to.not.include('ghp_abc');
    });
  }
});

describe('the path of a config', () => {
  const key: WorkloadKey = { pipelineType: 'byom_realtime_builtin', modelName: 'churn' };

  it('is made of model, type and name', () => {
    expect(configPath(key)).to.equal('models/churn/byom_realtime_builtin/mlops-config.json');
    expect(configPath({ ...key, name: 'canary' })).to.equal(
      'models/churn/byom_realtime_builtin-canary/mlops-config.json',
    );
  });

  it('never leaves its folder and never is one that is passed over', () => {
    for (const modelName of [
      '../../etc',
      '..',
      '/',
      'vendor',
      'third-party',
      'node_modules',
      '.git',
      'a/b',
      'ü',
      'x'.repeat(500),
      ' ',
    ]) {
      expect(configPath({ ...key, modelName }), modelName).to.match(
        /^models\/(?:[a-z0-9-]+)\/byom_realtime_builtin\/mlops-config\.json$/,
      );
    }
    expect(configPath({ ...key, modelName: 'vendor' })).to.include('models/model-vendor/');
  });

  it('is one for equal keys and another for different ones', () => {
    const names = ['a-b', 'a_b', 'a.b', 'a b', 'a--b', 'ab', 'A-B'];
    for (const a of names) {
      for (const b of names) {
        const [left, right] = [
          { ...key, modelName: a },
          { ...key, modelName: b },
        ];
        expect(configPath(left) === configPath(right), `${a} ${b}`).to.equal(sameKey(left, right));
      }
    }
  });
});

describe('a pipeline id', () => {
  const commit = 'ab'.repeat(20);
  const path = 'models/churn/byom_batch_builtin/mlops-config.json';

  it('is read as it was written', () => {
    for (const pointer of ['', '/workloads/2']) {
      const ids = [
        { kind: 'commit', commit, path, pointer },
        { kind: 'pull-request', id: '12', path, pointer },
      ] as const;
      for (const id of ids) expect(readPipelineId(writePipelineId(id))).to.deep.equal(id);
    }
  });

  it('may be the ARN or the name of a stack, as the orchestrator gave it', () => {
    const arn =
      'arn:aws:cloudformation:eu-west-1:111111111111:stack/mlops-pipeline-churn-byompipelinebatchbuiltin-codepipeline/1-a';
    expect(readPipelineId(arn)).to.deep.equal({
      kind: 'stack',
      stack: 'mlops-pipeline-churn-byompipelinebatchbuiltin',
    });
  });

  for (const text of [
    '',
    ' ',
    `${commit}:`,
    `${commit}:../../mlops-config.json`,
    `${commit}:a//mlops-config.json`,
    `${commit}:secrets.json`,
    'pull-x:mlops-config.json',
    'a b',
    `${commit}:${path}#__proto__`,
    'x'.repeat(5_000),
    'arn:aws:iam::1:role/x',
  ]) {
    it(`is not ${JSON.stringify(text.slice(0, 80))}`, () => {
      expect(readPipelineId(text)).to.equal(undefined);
    });
  }
});
