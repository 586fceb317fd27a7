import { expect } from 'chai';
import { createGitHubClient, type GitHubClient } from '../../../../processor/adapters/github/github-client.ts';
import type { UserError } from '../../../../processor/model/errors.ts';
import type { Clock } from '../../../../processor/ports/clock.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../helpers/fake-github/fake-github.ts';

const TOKEN = 'ghp_canary0123456789abcdefghij';
const HEAD = 'a'.repeat(40);

/** A clock that tells how long it was made to sleep. */
function sleepingClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = Date.UTC(2026, 0, 5, 9);
  return {
    slept,
    now: () => new Date(now).toISOString(),
    elapsed: () => now,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise;
  } catch (error) {
    return error as UserError;
  }
  throw new Error('nothing was thrown');
}

describe('the client of GitHub', () => {
  let github: FakeGitHub;
  let clock: ReturnType<typeof sleepingClock>;
  let client: GitHubClient;

  beforeEach(async () => {
    github = await startFakeGitHub();
    github.addToken(TOKEN, { login: 'mlops-bot' });
    github.openPull({ headSha: HEAD, baseSha: 'b'.repeat(40) });
    clock = sleepingClock();
    client = createGitHubClient({ token: TOKEN, clock, apiUrl: github.url, timeout: 300 });
  });

  afterEach(() => github.stop());

  it('reads all pages by their Link headers', async () => {
    const user = github.addToken('x', { login: 'ada' });
    for (let index = 0; index < 250; index += 1) github.addComment(7, user, `comment ${index}`);

    const items = await client.list({ path: '/repos/acme/models/issues/7/comments' });

    expect(items).to.have.length(250);
    expect(github.seen.map(({ path }) => path)).to.deep.equal([
      '/repos/acme/models/issues/7/comments?per_page=100',
      '/repos/acme/models/issues/7/comments?per_page=100&page=2',
      '/repos/acme/models/issues/7/comments?per_page=100&page=3',
    ]);
  });

  it('follows no page to another host', async () => {
    const elsewhere = { link: '<http://127.0.0.1:9/steal?page=2>; rel="next"' };
    github.faults.push({ times: 1, answer: { status: 200, headers: elsewhere, body: [1] } });

    expect(await client.list({ path: '/repos/acme/models/issues/7/comments' })).to.deep.equal([1]);
    expect(github.seen).to.have.length(1);
  });

  for (const [name, status, headers, pause] of [
    ['429 with retry-after', 429, { 'retry-after': '7' }, 7_000],
    ['a secondary limit with retry-after', 403, { 'retry-after': '3' }, 3_000],
    ['an empty allowance', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767603610' }, 11_000],
    ['429 that names no time', 429, {}, 60_000],
  ] as const) {
    it(`waits as told after ${name}, also with a POST, which was not carried out`, async () => {
      github.faults.push({ times: 1, answer: { status, headers, body: { message: 'rate limit' } } });

      await client.request({ method: 'POST', path: '/repos/acme/models/issues/7/comments', body: { body: 'x' } });

      expect(clock.slept).to.deep.equal([pause]);
      expect(github.commentsOf(7)).to.have.length(1);
    });
  }

  it('gives up when the limit outlasts its patience, and says until when', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 5, 10) / 1000) };
    github.faults.push({
      times: Infinity,
      answer: { status: 403, headers, body: { message: 'API rate limit exceeded' } },
    });

    const error = await errorOf(client.request({ method: 'GET', path: '/user' }));

    expect(error.code).to.equal('host-rate-limited');
    expect(error.message).to.include('until 2026-01-05T10:00:01.000Z');
    expect(clock.slept).to.deep.equal([]);
  });

  it('does not wait for ever for a limit that names no time', async () => {
    github.faults.push({ times: Infinity, answer: { status: 429, body: { message: 'slow down' } } });

    expect((await errorOf(client.request({ method: 'GET', path: '/user' }))).code).to.equal('host-rate-limited');
    expect(clock.slept.reduce((sum, item) => sum + item, 0)).to.be.at.most(120_000);
  });

  it('takes a 403 without a limit for a refusal at once, and names the right', async () => {
    github.addToken('poor', { login: 'reader', rights: [] });
    const poor = createGitHubClient({ token: 'poor', clock, apiUrl: github.url });
    const call = { method: 'POST', path: '/repos/acme/models/issues/7/comments', body: { body: 'x' } } as const;

    const error = await errorOf(poor.request(call));

    expect(error.code).to.equal('host-access-denied');
    expect(error.message).to.include('Resource not accessible by personal access token');
    expect(error.instructions.join()).to.include('issues=write');
    expect(clock.slept).to.deep.equal([]);
  });

  it('says that a token is not accepted', async () => {
    const wrong = createGitHubClient({ token: 'unknown', clock, apiUrl: github.url });

    const error = await errorOf(wrong.request({ method: 'GET', path: '/user' }));

    expect([error.code, error.instructions[0]].join()).to.match(
      /^host-access-denied,give a token that .*MLOPS_GITHUB_TOKEN/,
    );
  });

  it('repeats a GET after a fault of the host or a lost connection', async () => {
    github.faults.push(
      { times: 1, answer: { status: 502, body: { message: 'Server Error' } } },
      { times: 1, answer: 'drop' },
    );

    expect((await client.request({ method: 'GET', path: '/user' })).status).to.equal(200);
    expect(github.seen).to.have.length(3);
  });

  it('never repeats a POST that may have been carried out', async () => {
    github.faults.push({ method: 'POST', times: 1, answer: 'after' });
    const call = { method: 'POST', path: '/repos/acme/models/issues/7/comments', body: { body: 'x' } } as const;

    expect((await errorOf(client.request(call))).code).to.equal('host-unavailable');
    expect(github.commentsOf(7)).to.have.length(1);
  });

  it('ends a silence', async () => {
    github.faults.push({ times: Infinity, answer: 'hang' });

    const error = await errorOf(client.request({ method: 'POST', path: '/graphql', body: {} }));

    expect(error.code).to.equal('host-unavailable');
    expect(error.message).to.include('no answer in time');
  });

  it('follows the redirect of a renamed repository with the same method, and to no other host', async () => {
    const comments = '/repos/acme/models/issues/7/comments';
    github.faults.push({ path: /^\/repos\/old/, times: 1, answer: { status: 307, headers: { location: comments } } });
    await client.request({ method: 'POST', path: '/repos/old/name/issues/7/comments', body: { body: 'x' } });
    expect(github.commentsOf(7)).to.have.length(1);

    github.faults.push({ times: 1, answer: { status: 301, headers: { location: 'http://127.0.0.1:9/' } } });
    const error = await errorOf(client.request({ method: 'POST', path: comments, body: { body: 'x' } }));
    expect(error.message).to.include('it leads away');
  });

  it('takes an answer that is no JSON for a fault', async () => {
    github.faults.push({ times: Infinity, answer: { status: 200, headers: { 'content-type': 'text/html' } } });

    expect((await errorOf(client.list({ path: '/repos/acme/models/issues/7/comments' }))).code).to.equal(
      'host-unavailable',
    );
  });

  it('says its token in no error, even when the host repeats it', async () => {
    const echo = { message: `token ${TOKEN} is bad`, errors: [{ message: TOKEN }] };
    const answers = [401, 403, 404, 422, 500].map((status) => ({ times: 1, answer: { status, body: echo } }));
    for (const fault of answers) {
      github.faults.push(fault);
      const error = await errorOf(client.request({ method: 'POST', path: '/user', body: {} }));
      const shown = [error.message, error.stack, ...error.instructions, String(error.cause)].join('\n');
      expect(shown).not.to.include(TOKEN);
      expect(error.message).to.include('hidden');
    }
  });

  for (const url of [
    'http://ghe.example/api/v3',
    'ftp://127.0.0.1',
    'https://u:p@host',
    'https://h/?a=b',
    'nonsense',
  ]) {
    it(`sends no token to ${url}`, () => {
      expect(() => createGitHubClient({ token: TOKEN, clock, apiUrl: url })).to.throw('no address to send a token to');
    });
  }
});
