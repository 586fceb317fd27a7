import { expect } from 'chai';
import fc from 'fast-check';
import { UserError } from '../../../processor/model/errors.ts';
import type { Answer } from '../../../processor/webhooks/answer.ts';
import { readDeliveryHeaders } from '../../../processor/webhooks/read-delivery-headers.ts';
import { receiveDelivery, type ReceiveContext, type Received } from '../../../processor/webhooks/receive-delivery.ts';
import {
  deliveryHeaders,
  memoryDeliveries,
  NOTHING,
  pullRequestBody,
  pushBody,
  REPOSITORY,
  SECRET,
  sign,
} from '../../helpers/deliveries.ts';

function context(change: Partial<ReceiveContext> = {}): ReceiveContext {
  return {
    secrets: [SECRET],
    watched: { repository: 'acme/models', id: REPOSITORY.id },
    branch: 'main',
    reviews: true,
    store: memoryDeliveries(),
    now: '2026-03-02T09:30:00Z',
    ...change,
  };
}

/** The whole way of a delivery, as a server takes it. */
async function receive(
  body: string | Uint8Array,
  headers: Parameters<typeof deliveryHeaders>[1] = {},
  change: Partial<ReceiveContext> = {},
): Promise<Received> {
  const read = readDeliveryHeaders(deliveryHeaders(body, headers));
  if ('status' in read) return { answer: read };
  return receiveDelivery(read, Buffer.from(body), context(change));
}

async function statusOf(...args: Parameters<typeof receive>): Promise<number> {
  return (await receive(...args)).answer.status;
}

describe('signatures of deliveries', () => {
  it('92: refuses a delivery without one', async () => {
    const { answer } = await receive(pushBody(), { 'x-hub-signature-256': undefined });

    expect(answer).to.deep.include({ status: 401, message: 'the delivery is not signed: give the webhook a secret' });
  });

  it('93: refuses a delivery with a SHA-1 signature alone', async () => {
    const headers = { 'x-hub-signature-256': undefined, 'x-hub-signature': `sha1=${'a'.repeat(40)}` };

    expect((await receive(pushBody(), headers)).answer.message).to.match(/only a SHA-1 signature/);
    expect(await statusOf(pushBody(), headers)).to.equal(401);
  });

  const right = sign(pushBody());
  const wrong = {
    'of another secret': sign(pushBody(), 'another secret, long enough'),
    'that is too short': right.slice(0, -1),
    'that is too long': `${right}0`,
    'in upper case': right.toUpperCase().replace('SHA256', 'sha256'),
    'that is not hex': `sha256=${'g'.repeat(64)}`,
    'without its prefix': right.slice('sha256='.length),
    'of another algorithm': right.replace('sha256', 'sha512'),
    'that is empty': '',
    'with a space before it': ` ${right}`,
  };
  for (const [title, signature] of Object.entries(wrong)) {
    it(`94: refuses one ${title}`, async () => {
      expect(await statusOf(pushBody(), { 'x-hub-signature-256': signature })).to.equal(401);
    });
  }

  it('95: refuses a body that differs in any one byte', async () => {
    const body = Buffer.from(pushBody());
    const signature = { 'x-hub-signature-256': sign(body) };
    for (let index = 0; index < body.length; index += 7) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await statusOf(changed, signature), `byte ${index}`).to.equal(401);
    }
  });

  it('takes the previous secret as long as it is given, and no longer', async () => {
    const signature = { 'x-hub-signature-256': sign(pushBody(), 'the secret before this one') };

    expect(await statusOf(pushBody(), signature, { secrets: [SECRET, 'the secret before this one'] })).to.equal(202);
    expect(await statusOf(pushBody(), signature)).to.equal(401);
  });
});

describe('headers of deliveries', () => {
  const cases: Readonly<Record<string, readonly [Parameters<typeof deliveryHeaders>[1], number]>> = {
    '97: a form': [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
    'no content type': [{ 'content-type': undefined }, 415],
    'another character set': [{ 'content-type': 'application/json; charset=utf-16' }, 415],
    '98: gzip': [{ 'content-encoding': 'gzip' }, 415],
    '98: deflate': [{ 'content-encoding': 'deflate' }, 415],
    '107: two signatures': [{ 'x-hub-signature-256': [sign(pushBody()), sign(pushBody())] }, 400],
    '107: two ids': [{ 'x-github-delivery': ['1', '2'] }, 400],
    '107: two content types': [{ 'content-type': ['application/json', 'application/json'] }, 400],
    'no id': [{ 'x-github-delivery': undefined }, 400],
    'an id that is a path': [{ 'x-github-delivery': '../../etc/passwd' }, 400],
    'an id that is too long': [{ 'x-github-delivery': 'a'.repeat(65) }, 400],
    'no event': [{ 'x-github-event': undefined }, 400],
    'an event that is none': [{ 'x-github-event': 'Push!' }, 400],
    'UTF-8 by name': [{ 'content-type': 'application/json; charset=utf-8' }, 202],
    'no compression by name': [{ 'content-encoding': 'identity' }, 202],
  };
  for (const [title, [headers, status]] of Object.entries(cases)) {
    it(`${title}: ${status}`, async () => {
      expect(await statusOf(pushBody(), headers)).to.equal(status);
    });
  }

  it('tells who forgot it which content type to choose', async () => {
    const { answer } = await receive(pushBody(), { 'content-type': 'application/x-www-form-urlencoded' });

    expect(answer.message).to.equal('set the content type of the webhook to application/json');
  });
});

describe('bodies of deliveries', () => {
  it('96: refuses an empty one, whether it is signed or not', async () => {
    expect(await statusOf('')).to.equal(400);
    expect(await statusOf('', { 'x-hub-signature-256': undefined })).to.equal(401);
  });

  it('refuses what is not JSON in UTF-8', async () => {
    for (const body of ['{', 'payload=%7B%7D', '\u0000', '{"a":1}}', '\uFEFF{}']) {
      expect(await statusOf(body), body).to.equal(400);
    }
    expect(await statusOf(Buffer.from([0x22, 0xff, 0x22]))).to.equal(400);
  });

  const malformed: Readonly<Record<string, string>> = {
    'an array': '[]',
    null: 'null',
    'a string': '"x"',
    'a number': '1',
    'an empty object': '{}',
    'no repository': pushBody({ repository: undefined }),
    'a repository that is an array': pushBody({ repository: [] }),
    'a repository that is null': pushBody({ repository: null }),
    'an id that is text': pushBody({ repository: { ...REPOSITORY, id: '4711' } }),
    'an id that is no whole number': pushBody({ repository: { ...REPOSITORY, id: 1.5 } }),
    'a name that is an object': pushBody({ repository: { ...REPOSITORY, full_name: {} } }),
    'a commit that is none': pushBody({ after: 'main' }),
    'a commit with a line break': pushBody({ after: `${'a'.repeat(40)}\n` }),
    'no commit before it': pushBody({ before: undefined }),
    'a commit before it that is none': pushBody({ before: 'main' }),
    'a ref that is a number': pushBody({ ref: 1 }),
    'a ref without an end': pushBody({ ref: `refs/heads/${'x'.repeat(2000)}` }),
    'a ref that is none': pushBody({ ref: '--upload-pack=touch x' }),
  };
  for (const [title, body] of Object.entries(malformed)) {
    it(`101: 422 for a push event: ${title}`, async () => {
      expect(await statusOf(body)).to.equal(422);
    });
  }

  const malformedPullRequests: Readonly<Record<string, string>> = {
    'an array': '[]',
    null: 'null',
    'no pull request': pullRequestBody({ pull_request: null }),
    'a pull request that is an array': pullRequestBody({ pull_request: [] }),
    'a head that is null': pullRequestBody({ pull_request: { head: null } }),
    'a number that is none': pullRequestBody({ number: -1 }),
    'the number 0': pullRequestBody({ number: 0 }),
    'a head that is no commit': pullRequestBody({ pull_request: { head: { sha: 'main', repo: REPOSITORY } } }),
    'an action that is none': pullRequestBody({ action: null }),
  };
  for (const [title, body] of Object.entries(malformedPullRequests)) {
    it(`101: 422 for a pull request event: ${title}`, async () => {
      expect(await statusOf(body, { 'x-github-event': 'pull_request' })).to.equal(422);
    });
  }

  it('101: never throws, whatever the JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('push', 'pull_request', 'ping'), fc.json(), async (event, body) => {
        const { answer } = await receive(body, { 'x-github-event': event });
        expect(answer.status).to.be.oneOf([200, 422]);
      }),
      { numRuns: 500 },
    );
  });

  it('101: never throws, whatever stands in place of any one member', async () => {
    const bodies = { push: pushBody(), pull_request: pullRequestBody() };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('push', 'pull_request'),
        fc.integer({ min: 0, max: 40 }),
        fc.jsonValue(),
        async (event, index, value) => {
          const { answer } = await receive(replaceMember(bodies[event], index, value), { 'x-github-event': event });
          expect(answer.status).to.be.oneOf([200, 202, 403, 422]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes a million levels of nesting for what they are', async () => {
    expect(await statusOf('['.repeat(1_000_000) + ']'.repeat(1_000_000))).to.be.oneOf([400, 422]);
  });
});

describe('events', () => {
  it('102: answers 200 to a ping and to events that nothing follows from', async () => {
    const store = memoryDeliveries();
    for (const event of ['ping', 'issues', 'workflow_run', 'installation', 'star']) {
      const { answer, delivery } = await receive('{"zen":"…"}', { 'x-github-event': event }, { store });
      expect(answer.status, event).to.equal(200);
      expect(delivery).to.equal(undefined);
    }
    expect(store.all.size).to.equal(0);
  });

  it('106: takes no command, no edit and no approval from a comment or a review, whoever writes it', async () => {
    const store = memoryDeliveries();
    const events = ['issue_comment', 'pull_request_review', 'pull_request_review_comment', 'commit_comment'];
    for (const event of events) {
      for (const action of ['created', 'edited', 'submitted']) {
        for (const text of ['/plan; rm -rf', '/apply', 'mlops apply --auto-approve']) {
          const said = { body: text, state: 'approved', commit_id: 'c'.repeat(40), author_association: 'NONE' };
          const body = pullRequestBody({ action, comment: said, review: said, issue: { number: 7, pull_request: {} } });
          const { answer, delivery } = await receive(body, { 'x-github-event': event }, { store });
          expect([answer.status, delivery], `${event} ${action}`).to.deep.equal([200, undefined]);
        }
      }
    }
    expect(store.all.size).to.equal(0);
  });

  it('takes a push to the watched branch, a tag or another branch it passes over', async () => {
    const taken = await receive(pushBody({ after: 'c'.repeat(40), before: 'a'.repeat(40) }));

    expect(taken.answer.status).to.equal(202);
    expect(taken.delivery?.subject).to.deep.equal({
      kind: 'push',
      branch: 'main',
      commit: 'c'.repeat(40),
      before: 'a'.repeat(40),
      pushedAt: 1_790_000_000,
    });
    expect(await statusOf(pushBody({ ref: 'refs/tags/v1' }))).to.equal(200);
    expect(await statusOf(pushBody({ ref: 'refs/heads/mainline' }))).to.equal(200);
    expect(await statusOf(pushBody({ ref: 'refs/heads/Main' }))).to.equal(200);
  });

  it('takes a time of a push that is no number for unknown', async () => {
    const { delivery } = await receive(pushBody({ repository: { ...REPOSITORY, pushed_at: '2026-03-02T09:30:00Z' } }));

    expect(delivery?.subject).to.deep.include({ kind: 'push' }).and.not.to.have.property('pushedAt');
  });

  it('takes the deletion of the watched branch as a reason to look', async () => {
    const { delivery } = await receive(pushBody({ after: NOTHING, deleted: true }));

    expect(delivery?.subject).to.deep.include({ kind: 'push', commit: null });
  });

  it('takes the events of a pull request that change what is to be said, and no others', async () => {
    for (const action of ['opened', 'reopened', 'synchronize', 'ready_for_review', 'edited', 'closed']) {
      expect(await statusOf(pullRequestBody({ action }), { 'x-github-event': 'pull_request' })).to.equal(202);
    }
    for (const action of ['labeled', 'assigned', 'anything']) {
      expect(await statusOf(pullRequestBody({ action }), { 'x-github-event': 'pull_request' })).to.equal(200);
    }
  });

  it('passes over pull requests where nothing reviews them', async () => {
    const event = { 'x-github-event': 'pull_request' };

    expect(await statusOf(pullRequestBody(), event, { reviews: false })).to.equal(200);
  });

  const heads: Readonly<Record<string, readonly [unknown, boolean]>> = {
    'a branch of the repository itself': [REPOSITORY, false],
    'a fork': [{ id: 99, full_name: 'mallory/models' }, true],
    'a fork that is called like the repository': [{ id: 99, full_name: 'acme/models' }, true],
    'a repository that is gone': [null, true],
    'a repository without an id': [{ full_name: 'acme/models' }, true],
  };
  for (const [title, [repo, fromFork]] of Object.entries(heads)) {
    it(`104: ${fromFork ? 'marks' : 'trusts'} a pull request from ${title}`, async () => {
      const body = pullRequestBody({ pull_request: { head: { sha: 'b'.repeat(40), repo } } });
      const { delivery } = await receive(body, { 'x-github-event': 'pull_request' });
      expect(delivery?.subject).to.deep.include({ kind: 'pull-request', number: 7, fromFork });
    });
  }
});

describe('the repository of a delivery', () => {
  function from(repository: object): Promise<Answer> {
    return receive(pushBody({ repository })).then(({ answer }) => answer);
  }

  it('103: refuses one that is not watched', async () => {
    expect(await from({ id: 1, full_name: 'acme/other' })).to.deep.equal({
      status: 403,
      message: 'deliveries of this repository are not taken',
    });
  });

  it('103: refuses names that look like the watched one', async () => {
    for (const name of ['acme-corp/models', 'acme/models-2', 'xacme/models', 'acme/model', 'acme/models.git']) {
      expect((await from({ id: REPOSITORY.id + 1, full_name: name })).status, name).to.equal(403);
    }
    // Not letters of a repository name at all.
    for (const name of ['acme/models\n', 'аcme/models', 'acme/models/', 'acme//models']) {
      expect((await from({ id: REPOSITORY.id, full_name: name })).status, name).to.equal(422);
    }
  });

  it('103: refuses another repository under the same name, and says so', async () => {
    const answer = await from({ ...REPOSITORY, id: 99 });

    expect(answer.status).to.equal(403);
    expect(answer.message).to.match(/another repository under the name of the watched one/);
  });

  it('103: refuses the watched one under a new name, and says what to do', async () => {
    const answer = await from({ ...REPOSITORY, full_name: 'acme/models-renamed' });

    expect(answer.status).to.equal(403);
    expect(answer.message).to.match(/was renamed: give its new name/);
  });

  it('takes upper and lower case for one, as the host does, and any id before one is known', async () => {
    const watched = { repository: 'Acme/Models' };

    expect(await statusOf(pushBody(), {}, { watched })).to.equal(202);
  });

  it('asks to come back as long as nobody said which it is', async () => {
    expect(await statusOf(pushBody(), {}, { watched: undefined })).to.equal(503);
  });
});

describe('deliveries that come again', () => {
  it('are stored once, and known after they were processed', async () => {
    const store = memoryDeliveries();
    const id = { 'x-github-delivery': 'd-1' };

    expect((await receive(pushBody(), id, { store })).delivery?.id).to.equal('d-1');
    expect((await receive(pushBody(), id, { store })).answer.message).to.match(/^stored before/);
    await store.finish(['d-1']);
    const again = await receive(pushBody(), id, { store });
    expect(again).to.deep.include({ answer: { status: 200, message: 'processed before' } });
    expect(again.delivery).to.equal(undefined);
    expect(store.all.size).to.equal(1);
  });

  it('105: are refused with another body', async () => {
    const store = memoryDeliveries();
    const id = { 'x-github-delivery': 'd-1' };
    await receive(pushBody(), id, { store });

    expect(await statusOf(pushBody({ after: 'c'.repeat(40) }), id, { store })).to.equal(409);
  });

  it('are asked for again when nothing can be stored, without telling the sender why', async () => {
    const error = new UserError('state-not-accessible', 'no space left to write /secret/place');
    const store = { ...memoryDeliveries(), add: () => Promise.reject(error) };
    const { answer, problem } = await receive(pushBody(), {}, { store });

    expect(answer).to.deep.equal({ status: 503, message: 'the delivery could not be stored: deliver again later' });
    expect(problem).to.equal(error);
  });

  it('fail by a fault of the receiver itself, which no sender is told', async () => {
    const store = { ...memoryDeliveries(), add: () => Promise.reject(new TypeError('a fault')) };
    const thrown = await receive(pushBody(), {}, { store }).catch((error: unknown) => error);

    expect(thrown).to.be.instanceOf(TypeError);
  });

  it('are asked for again when too many wait', async () => {
    const store = { ...memoryDeliveries(), add: () => Promise.resolve('full' as const) };

    expect(await statusOf(pushBody(), {}, { store })).to.equal(503);
  });
});

/** Puts a value in place of the member that comes at this index in a walk through all. */
function replaceMember(body: string, index: number, value: unknown): string {
  let at = 0;
  return JSON.stringify(JSON.parse(body), (key, member: unknown) => {
    if (key === '') return member;
    at += 1;
    return at === index ? value : member;
  });
}
