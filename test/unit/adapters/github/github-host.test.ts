import { expect } from 'chai';
import { createGitHubClient } from '../../../../processor/adapters/github/github-client.ts';
import { createGitHubHost } from '../../../../processor/adapters/github/github-host.ts';
import type { CodeHost } from '../../../../processor/ports/code-host.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../helpers/fake-github/fake-github.ts';
import { steppingClock } from '../../../helpers/local-target.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);

describe('the adapter to GitHub', () => {
  let github: FakeGitHub;

  function hostFor(token: string): CodeHost {
    return createGitHubHost(createGitHubClient({ token, clock: steppingClock(), apiUrl: github.url }), 'acme/models');
  }

  beforeEach(async () => {
    github = await startFakeGitHub();
    github.addToken('bot', { login: 'mlops-bot' });
    github.addToken('app', { login: 'mlops[bot]', kind: 'app' });
  });

  afterEach(() => github.stop());

  it('reads a pull request', async () => {
    github.openPull({ headSha: HEAD, baseSha: BASE, title: 'More', author: 'ada' });

    expect(await hostFor('bot').readPullRequest('7')).to.deep.equal({
      id: '7',
      title: 'More',
      state: 'open',
      headCommit: HEAD,
      baseCommit: BASE,
      headBranch: 'change',
      baseBranch: 'main',
      fromFork: false,
      author: 'ada',
      url: 'https://github.example/acme/models/pull/7',
    });
  });

  for (const [where, fork, fromFork] of [
    ['the repository itself', undefined, false],
    ['a fork', 'mallory/models', true],
    ['a fork that was deleted', null, true],
  ] as const) {
    it(`fixture 104: knows whether a head of ${where} comes from outside`, async () => {
      github.openPull({ headSha: HEAD, baseSha: BASE, fork });

      expect((await hostFor('bot').readPullRequest('7')).fromFork).to.equal(fromFork);
    });
  }

  it('tells merged from closed', async () => {
    const pull = github.openPull({ headSha: HEAD, baseSha: BASE, state: 'closed' });
    expect((await hostFor('bot').readPullRequest('7')).state).to.equal('closed');
    pull.merged = true;
    expect((await hostFor('bot').readPullRequest('7')).state).to.equal('merged');
  });

  for (const id of ['8', 'x', '../../user', '']) {
    it(`says that there is no pull request ${JSON.stringify(id)}`, async () => {
      const error: unknown = await hostFor('bot')
        .readPullRequest(id)
        .catch((thrown: unknown) => thrown);
      expect(error).to.have.property('code', 'no-pull-request');
    });
  }

  for (const token of ['bot', 'app']) {
    it(`knows its own comments with the token of a${token === 'app' ? 'n App' : ' user'}`, async () => {
      github.openPull({ headSha: HEAD, baseSha: BASE });
      const host = hostFor(token);
      const pull = await host.readPullRequest('7');
      github.addComment(7, github.addToken('m', { login: 'mallory' }), 'forged');

      const own = await host.createComment(pull, 'ours');

      expect(own.isOurs).to.equal(true);
      expect((await host.listComments(pull)).map(({ body, isOurs }) => [body, isOurs])).to.deep.equal([
        ['forged', false],
        ['ours', true],
      ]);
    });
  }

  it('says that a comment is gone, deletes twice, and touches no comment of others', async () => {
    github.openPull({ headSha: HEAD, baseSha: BASE });
    const host = hostFor('bot');
    const own = await host.createComment(await host.readPullRequest('7'), 'ours');
    await host.updateComment(own, 'new');
    expect(github.commentsOf(7)[0]?.body).to.equal('new');
    await host.deleteComment(own);
    await host.deleteComment(own);

    const gone: unknown = await host.updateComment(own, 'x').catch((thrown: unknown) => thrown);
    expect(gone).to.have.property('code', 'comment-gone');
    const other: unknown = await host.updateComment({ ...own, isOurs: false }, 'x').catch((thrown: unknown) => thrown);
    expect(other).to.have.property('code', 'comment-of-another');
  });

  it('sets the status of the head, in 140 characters', async () => {
    github.openPull({ headSha: HEAD, baseSha: BASE });
    const host = hostFor('bot');

    await host.setVerdict(await host.readPullRequest('7'), { state: 'failure', description: 'x'.repeat(300) });

    const status = github.statusOf(HEAD, 'mlops/plan');
    expect([status?.state, status?.description?.length]).to.deep.equal(['failure', 140]);
  });

  it('annotates lines by a check run with the token of an App, all of them in several requests', async () => {
    github.openPull({ headSha: HEAD, baseSha: BASE });
    const annotations = Array.from({ length: 120 }, (_, index) => ({
      path: 'a/mlops-config.json',
      line: index + 1,
      level: 'failure' as const,
      message: `error ${index}`,
    }));
    const host = hostFor('app');

    await host.annotate(await host.readPullRequest('7'), annotations);

    const [run] = github.checkRuns.values();
    expect([run?.name, run?.conclusion, run?.annotations.length]).to.deep.equal(['mlops/findings', 'failure', 120]);
    expect(run?.annotations[119]).to.include({ path: 'a/mlops-config.json', start_line: 120, message: 'error 119' });
  });

  it('leaves lines alone with the token of a user, who may not write check runs', async () => {
    github.openPull({ headSha: HEAD, baseSha: BASE });
    const host = hostFor('bot');

    await host.annotate(await host.readPullRequest('7'), [{ path: 'a', line: 1, level: 'failure', message: 'x' }]);

    expect(github.checkRuns.size).to.equal(0);
    expect(github.seen.some(({ method }) => method === 'POST')).to.equal(false);
  });

  it('asks GraphQL beside the REST API of GitHub Enterprise Server', async () => {
    github.faults.push({ path: /^\/api\/v3\/user$/, times: 1, answer: { status: 403, body: { message: 'no' } } });
    const viewer = { data: { viewer: { databaseId: 5 } } };
    github.faults.push({ path: /^\/api\/graphql$/, times: 1, answer: { status: 200, body: viewer } });
    const client = createGitHubClient({ token: 'app', clock: steppingClock(), apiUrl: `${github.url}/api/v3` });
    const pull = { id: '7' } as Parameters<CodeHost['listComments']>[0];
    github.faults.push({ path: /comments/, times: 1, answer: { status: 200, body: [{ id: 1, user: { id: 5 } }] } });

    const [comment] = await createGitHubHost(client, 'acme/models').listComments(pull);

    expect(comment?.isOurs).to.equal(true);
  });

  it('lists all open pull requests into a branch, of every page', async () => {
    for (let number = 1; number <= 230; number += 1) {
      const change = number % 10 === 0 ? { baseRef: 'other' } : number % 10 === 1 ? { state: 'closed' as const } : {};
      github.openPull({ number, headSha: HEAD, baseSha: BASE, ...change });
    }
    const open = await hostFor('bot').listOpen('main');

    expect(open.map(({ id }) => Number(id)).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 230 }, (_, index) => index + 1).filter((number) => number % 10 > 1),
    );
    expect(open[0]).to.deep.include({ state: 'open', headCommit: HEAD, baseBranch: 'main' });
    expect(github.seen.filter(({ path }) => path.includes('/pulls'))).to.have.length(2);
  });
});
