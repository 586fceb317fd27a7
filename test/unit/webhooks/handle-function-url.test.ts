import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { UserError } from '../../../processor/model/errors.ts';
import type { Delivery } from '../../../processor/ports/delivery-store.ts';
import type { StartRequest } from '../../../processor/ports/pipeline-executions.ts';
import {
  handleFunctionUrl,
  type FunctionUrlContext,
  type FunctionUrlResult,
} from '../../../processor/webhooks/handle-function-url.ts';
import {
  deliveryHeaders,
  memoryDeliveries,
  NOTHING,
  pushBody,
  REPOSITORY,
  SECRET,
  sign,
} from '../../helpers/deliveries.ts';
import { memoryPushOrder } from '../../helpers/memory-push-order.ts';

/** Of the receiver's clock, in seconds since 1970. */
const NOW = Date.parse('2026-03-02T09:30:00Z') / 1000;

/** A request as Lambda gives it. */
function urlEvent(body: string, headers: Parameters<typeof deliveryHeaders>[1] = {}, change: object = {}): object {
  const joined = [...deliveryHeaders(body, headers)].map(([name, values]) => [name, values.join(',')] as const);
  return {
    version: '2.0',
    rawPath: '/webhooks/github',
    headers: Object.fromEntries(joined),
    requestContext: { http: { method: 'POST', path: '/webhooks/github' } },
    body,
    isBase64Encoded: false,
    ...change,
  };
}

class Receiver {
  readonly started: StartRequest[] = [];
  readonly logs: string[] = [];
  readonly store = memoryDeliveries();
  failing: UserError | undefined;
  secrets: readonly string[] = [SECRET];
  freshSecrets: readonly string[] | undefined;
  readonly #order = memoryPushOrder();

  context(change: Partial<FunctionUrlContext> = {}): FunctionUrlContext {
    return {
      secrets: ({ fresh }) => Promise.resolve(fresh ? (this.freshSecrets ?? this.secrets) : this.secrets),
      repository: REPOSITORY.full_name,
      branch: 'main',
      pipeline: 'mlops-pipeline',
      sourceAction: 'Source',
      store: this.store,
      order: this.#order,
      executions: {
        start: (request) => {
          if (this.failing !== undefined) return Promise.reject(this.failing);
          const known = this.started.findIndex(({ token }) => token === request.token);
          if (known === -1) this.started.push(request);
          return Promise.resolve({ executionId: `e-${known === -1 ? this.started.length : known + 1}` });
        },
      },
      now: () => '2026-03-02T09:30:00Z',
      epochSeconds: () => NOW,
      log: (...line) => this.logs.push(JSON.stringify(line)),
      ...change,
    };
  }

  send(event: unknown): Promise<FunctionUrlResult> {
    return handleFunctionUrl(event, this.context());
  }

  async statusOf(...args: Parameters<typeof urlEvent>): Promise<number> {
    return (await this.send(urlEvent(...args))).statusCode;
  }
}

/** The body of the nth push of a chain, one second after the one before. */
function nthPush(count: number, change: object = {}): string {
  const [after, before] = [count, count - 1].map((id) => (id === 0 ? NOTHING : String(id).padStart(40, '0')));
  return pushBody({ after, before, repository: { ...REPOSITORY, pushed_at: 1_790_000_000 + count }, ...change });
}

describe('a function URL', () => {
  let receiver: Receiver;

  beforeEach('start with nothing', () => {
    receiver = new Receiver();
  });

  it('starts the pipeline with the pushed commit, stores the delivery first and finishes it then', async () => {
    const result = await receiver.send(urlEvent(nthPush(1), { 'x-github-delivery': 'd-1' }));

    expect(result.statusCode).to.equal(202);
    expect(JSON.parse(result.body)).to.deep.equal({ message: 'execution e-1 of the pipeline was started' });
    const [commit] = [String(1).padStart(40, '0')];
    expect(receiver.started).to.deep.equal([
      { pipeline: 'mlops-pipeline', sourceAction: 'Source', commit, token: 'mlops-d-1' },
    ]);
    expect(receiver.store.all.get('d-1')?.finished).to.equal(true);
  });

  it('stores the files of the commit before it starts a pipeline that reads them from an object', async () => {
    const steps: string[] = [];
    function storeSource(commit: string): Promise<string> {
      steps.push(`stored ${Number(commit)} after ${receiver.started.length} starts`);
      return Promise.resolve(`version-of-${Number(commit)}`);
    }
    await handleFunctionUrl(urlEvent(nthPush(1)), receiver.context({ storeSource }));

    expect(steps).to.deep.equal(['stored 1 after 0 starts']);
    const [commit, objectVersion] = [String(1).padStart(40, '0'), 'version-of-1'];
    expect(receiver.started[0]).to.deep.include({
      pipeline: 'mlops-pipeline',
      sourceAction: 'Source',
      commit,
      objectVersion,
    });
  });

  it('starts nothing when the files cannot be stored, and does it all when the delivery comes again', async () => {
    const failing = receiver.context({
      storeSource: () => Promise.reject(new UserError('host-unavailable', 'GitHub cannot be reached')),
    });
    const event = urlEvent(nthPush(1), { 'x-github-delivery': 'd-1' });
    expect((await handleFunctionUrl(event, failing)).statusCode).to.equal(503);
    expect(receiver.started).to.deep.equal([]);
    expect(receiver.logs.join()).to.include('GitHub cannot be reached');

    const working = receiver.context({ storeSource: () => Promise.resolve('v-1') });
    expect((await handleFunctionUrl(event, working)).statusCode).to.equal(202);
    expect(receiver.started).to.have.length(1);
  });

  it('takes bodies in base64 as the bytes that they are', async () => {
    const body = pushBody({ pusher: { name: 'Ådá' } });
    const event = urlEvent(body, {}, { body: Buffer.from(body).toString('base64'), isBase64Encoded: true });

    expect((await receiver.send(event)).statusCode).to.equal(202);
  });

  it('answers by the same rules as the server does', async () => {
    expect(await receiver.statusOf(nthPush(1), { 'x-hub-signature-256': undefined })).to.equal(401);
    expect(await receiver.statusOf(nthPush(1), { 'x-hub-signature-256': sign('x') })).to.equal(401);
    expect(await receiver.statusOf(nthPush(1), { 'x-hub-signature-256': [sign('x'), sign(nthPush(1))] })).to.equal(400);
    expect(await receiver.statusOf(nthPush(1), { 'content-encoding': 'gzip' })).to.equal(415);
    expect(await receiver.statusOf('[]')).to.equal(422);
    expect(await receiver.statusOf('{}', { 'x-github-event': 'ping' })).to.equal(200);
    expect(await receiver.statusOf(pushBody({ repository: { id: 1, full_name: 'acme/other' } }))).to.equal(403);
    expect(await receiver.statusOf(pushBody({ ref: 'refs/heads/other' }))).to.equal(200);
    expect(await receiver.statusOf(nthPush(1), {}, { rawPath: '/admin' })).to.equal(404);
    const read = await receiver.send(urlEvent(nthPush(1), {}, { requestContext: { http: { method: 'GET' } } }));
    expect(read).to.deep.include({ statusCode: 405 });
    expect(read.headers).to.deep.equal({ allow: 'POST', 'content-type': 'application/json; charset=utf-8' });
    expect(receiver.started).to.deep.equal([]);
  });

  it('never throws for what is no request at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (event) => {
        expect((await receiver.send(event)).statusCode).to.be.oneOf([400, 404, 405]);
      }),
    );
  });

  for (const [what, change] of Object.entries({
    'no context': { requestContext: null },
    'no method': { requestContext: { http: null } },
    'a method that is a number': { requestContext: { http: { method: 1 } } },
    'no path': { rawPath: null },
    'no headers': { headers: null },
    'a body that is a number': { body: 1 },
  })) {
    it(`answers 400 to an event with ${what}`, async () => {
      expect(await receiver.statusOf(nthPush(1), {}, change)).to.equal(400);
    });
  }

  it('fails by a fault of its own, so that Lambda counts it', async () => {
    const fault = new TypeError('a fault');
    const broken = receiver.context({
      order: { ...receiver.context().order, advance: () => Promise.reject(fault) },
    });
    const thrown = await handleFunctionUrl(urlEvent(nthPush(1)), broken).catch((error: unknown) => error);

    expect(thrown).to.equal(fault);
  });

  it('asks for fresh secrets only where the signature does not hold', async () => {
    const asked: boolean[] = [];
    const asking = receiver.context({
      secrets: ({ fresh }) => {
        asked.push(fresh);
        return Promise.resolve([SECRET]);
      },
    });
    for (const body of [nthPush(1), '{', pushBody({ repository: { id: 1, full_name: 'acme/other' } })]) {
      await handleFunctionUrl(urlEvent(body), asking);
    }
    expect(asked).to.deep.equal([false, false, false]);
    await handleFunctionUrl(urlEvent(nthPush(1), { 'x-hub-signature-256': sign('x') }), asking);
    expect(asked.slice(3)).to.deep.equal([false, true]);
  });

  it('looks once more for a secret that was changed a moment ago', async () => {
    const changed = { 'x-hub-signature-256': sign(nthPush(1), 'the secret after this one') };
    expect(await receiver.statusOf(nthPush(1), changed)).to.equal(401);
    receiver.freshSecrets = ['the secret after this one', SECRET];
    expect(await receiver.statusOf(nthPush(1), changed)).to.equal(202);
  });

  it('starts nothing for a delivery that comes again, and refuses one with another body', async () => {
    const id = { 'x-github-delivery': 'd-1' };
    await receiver.statusOf(nthPush(1), id);

    expect(await receiver.statusOf(nthPush(1), id)).to.equal(200);
    expect(await receiver.statusOf(nthPush(2), id)).to.equal(409);
    expect(receiver.started).to.have.length(1);
  });

  it('starts what could not be started when the delivery comes again', async () => {
    const id = { 'x-github-delivery': 'd-1' };
    receiver.failing = new UserError('pipeline-busy', 'the pipeline is busy');
    expect(await receiver.statusOf(nthPush(1), id)).to.equal(503);
    receiver.failing = undefined;
    expect(await receiver.statusOf(nthPush(1), id)).to.equal(202);
    expect(receiver.started.map(({ token }) => token)).to.deep.equal(['mlops-d-1']);
  });

  it('starts nothing for a deleted branch, nor for a recorded delivery under a new id', async () => {
    await receiver.statusOf(nthPush(1));
    await receiver.statusOf(nthPush(2));
    expect(await receiver.statusOf(nthPush(3, { after: NOTHING, deleted: true }))).to.equal(200);
    expect(await receiver.statusOf(nthPush(1))).to.equal(200);
    expect(await receiver.statusOf(nthPush(2))).to.equal(200);
    expect(receiver.started).to.have.length(2);
  });

  it('has done with a delivery that nothing was started for', async () => {
    await receiver.statusOf(nthPush(5));
    const old = { repository: { ...REPOSITORY, pushed_at: NOW - 31 * 24 * 3600 } };
    for (const [body, why] of [
      [nthPush(6, { after: NOTHING, deleted: true }), 'the branch was deleted: what is deployed stays as it is'],
      [nthPush(1), 'a later push to this branch is known: nothing was started'],
      [nthPush(2, old), 'the push is more than 30 days old: nothing was started'],
    ] as const) {
      const id = { 'x-github-delivery': randomUUID() };
      expect(JSON.parse((await receiver.send(urlEvent(body, id))).body)).to.deep.equal({ message: why });
      expect(JSON.parse((await receiver.send(urlEvent(body, id))).body)).to.deep.equal({ message: 'processed before' });
    }
  });

  it('refuses what is malformed, and lets nothing of it start', async () => {
    expect(await receiver.statusOf('{"ref":')).to.equal(400);
    expect(await receiver.statusOf('')).to.equal(400);
    expect(await receiver.statusOf('{"ref":7}')).to.equal(422);
    expect(await receiver.statusOf(nthPush(1), { 'x-github-delivery': undefined })).to.equal(400);
    expect(await receiver.statusOf(`${nthPush(1)} `, { 'x-hub-signature-256': sign(nthPush(1)) })).to.equal(401);
    expect(receiver.started).to.deep.equal([]);
    expect([...receiver.store.all]).to.deep.equal([]);
  });

  it('refuses what is larger than a delivery of GitHub, before it is looked at', async () => {
    const large = JSON.stringify({ padding: 'x'.repeat(25 * 1024 * 1024) });
    const unread = receiver.context({ secrets: () => expect.fail('the secret was read') });

    expect((await handleFunctionUrl(urlEvent(large), unread)).statusCode).to.equal(413);
  });

  it('follows a branch that was set back by force, and leaves a renamed one alone', async () => {
    await receiver.statusOf(nthPush(1));
    await receiver.statusOf(nthPush(2));
    const back = { after: String(1).padStart(40, '0'), before: String(2).padStart(40, '0'), forced: true };
    expect(await receiver.statusOf(nthPush(3, back))).to.equal(202);
    // Renamed: the old name is deleted, the new one is not watched.
    expect(await receiver.statusOf(nthPush(4, { after: NOTHING, deleted: true }))).to.equal(200);
    expect(await receiver.statusOf(nthPush(5, { ref: 'refs/heads/trunk' }))).to.equal(200);
    expect(receiver.started.map(({ commit }) => Number(commit))).to.deep.equal([1, 2, 1]);
  });

  it('starts nothing for a recorded delivery of which nobody knows any more that it was overtaken', async () => {
    const pushedAt = NOW - 31 * 24 * 3600;
    const old = nthPush(1, { repository: { ...REPOSITORY, pushed_at: pushedAt } });
    const late = nthPush(2, { repository: { ...REPOSITORY, pushed_at: pushedAt + 2 * 24 * 3600 } });

    expect((await receiver.send(urlEvent(old))).body).to.include('more than 30 days old');
    expect(receiver.started).to.deep.equal([]);
    expect(await receiver.statusOf(late)).to.equal(202);
  });

  it('knows the order of pushes within one second by their chain', async () => {
    const same = { repository: { ...REPOSITORY, pushed_at: 1_790_000_000 } };
    await receiver.statusOf(nthPush(2, same));
    await receiver.statusOf(nthPush(1, same));

    expect(receiver.started.map(({ commit }) => Number(commit))).to.deep.equal([2]);
  });

  it('tells the log ids and reasons, and nothing of a body or a secret', async () => {
    receiver.failing = new UserError('pipeline-busy', 'the pipeline is busy');
    await receiver.statusOf(nthPush(1), { 'x-github-delivery': 'd-1' });
    await receiver.statusOf(nthPush(2), { 'x-hub-signature-256': undefined });
    receiver.failing = undefined;
    await receiver.statusOf(nthPush(1), { 'x-github-delivery': 'd-1' });

    const about = { delivery: 'd-1', event: 'push' };
    expect(receiver.logs.map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      ['error', 'the pipeline is busy', { code: 'pipeline-busy', hint: '' }],
      ['warn', 'the delivery could not be processed: deliver again later', { status: 503, ...about }],
      ['warn', 'the delivery is not signed: give the webhook a secret', { status: 401 }],
      ['info', 'execution e-1 of the pipeline was started', { status: 202, ...about }],
    ]);
    expect(receiver.logs.join('\n')).not.to.match(/ada@example\.com|Everybody/);
  });

  it('tells the log why a delivery could not be stored', async () => {
    const full = { ...receiver.store, add: () => Promise.reject(new UserError('access-denied', 'no s3:PutObject')) };
    const result = await handleFunctionUrl(urlEvent(nthPush(1)), receiver.context({ store: full }));

    expect(result.statusCode).to.equal(503);
    expect(receiver.logs.join('\n')).to.include('no s3:PutObject');
  });

  it('lets the newest push be the last one started, however deliveries and their steps mix', async () => {
    const scenario = fc.record({
      deliveries: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      scheduler: fc.scheduler(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ deliveries, scheduler }) => {
        const mixed = new Receiver();
        const { order, executions, ...rest } = mixed.context();
        const context = {
          ...rest,
          // Each of these is a call over the network, between which others may come.
          order: {
            advance: scheduler.scheduleFunction((push: Delivery) => order.advance(push)),
            newest: scheduler.scheduleFunction((branch: string) => order.newest(branch)),
            started: scheduler.scheduleFunction((...args: Parameters<typeof order.started>) => order.started(...args)),
          },
          executions: { start: scheduler.scheduleFunction((request: StartRequest) => executions.start(request)) },
        };
        const all = deliveries.map((count, index) =>
          handleFunctionUrl(urlEvent(nthPush(count), { 'x-github-delivery': `d-${index}` }), context),
        );
        await scheduler.waitFor(Promise.all(all));

        expect(Number(mixed.started.at(-1)?.commit)).to.equal(Math.max(...deliveries));
      }),
      { numRuns: 500 },
    );
  });
});
