import { expect } from 'chai';
import { createCodeCommitHost } from '../../../../processor/adapters/codecommit/codecommit-host.ts';
import { connectCodeCommit } from '../../../../processor/adapters/codecommit/connect-codecommit.ts';
import { isAuthor } from '../../../../processor/adapters/codecommit/list-comments.ts';
import type { Annotation, CodeHost } from '../../../../processor/ports/code-host.ts';
import { startFakeCodeCommit, type FakeCodeCommit } from '../../../helpers/fake-codecommit/fake-codecommit.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const BUILD = 'arn:aws:sts::111111111111:assumed-role/mlops-review/AWSCodeBuild-1';
const LATER_BUILD = 'arn:aws:sts::111111111111:assumed-role/mlops-review/AWSCodeBuild-2';
const ROLE = 'arn:aws:iam::111111111111:role/mlops-review-identity';

describe('the adapter to CodeCommit', () => {
  let fake: FakeCodeCommit;
  let before: NodeJS.ProcessEnv;

  async function hostFor(key: string, roleArn?: string): Promise<CodeHost> {
    Object.assign(process.env, fake.environment(key));
    const connection = await connectCodeCommit({ region: 'eu-central-1', endpoint: fake.url, roleArn });
    // Read now and kept: the next host of the test has others.
    await connection.client.config.credentials();
    return createCodeCommitHost(connection, 'models');
  }

  async function codeOf(promise: Promise<unknown>): Promise<unknown> {
    const error: unknown = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return (error as { readonly code?: unknown } | undefined)?.code;
  }

  beforeEach(async () => {
    before = { ...process.env };
    fake = await startFakeCodeCommit();
    fake.addPrincipal('BUILD1', BUILD);
    fake.addPrincipal('BUILD2', LATER_BUILD);
    fake.addPrincipal('ADA', 'arn:aws:iam::111111111111:user/ada');
    fake.openPull({ sourceCommit: HEAD, destinationCommit: BASE });
  });

  afterEach(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    await fake.stop();
  });

  it('reads a pull request', async () => {
    expect(await (await hostFor('BUILD1')).readPullRequest('12')).to.deep.equal({
      id: '12',
      title: 'Change a config',
      state: 'open',
      headCommit: HEAD,
      baseCommit: BASE,
      headBranch: 'change',
      baseBranch: 'main',
      fromFork: false,
      author: 'ada',
      url: 'https://console.aws.amazon.com/codesuite/codecommit/repositories/models/pull-requests/12/details?region=eu-central-1',
      revisionId: 'r'.repeat(32),
    });
  });

  it('says that there is no such pull request, and that the credentials are none', async () => {
    const host = await hostFor('BUILD1');
    expect(await codeOf(host.readPullRequest('99'))).to.equal('no-pull-request');
    expect(await codeOf(host.readPullRequest('x'))).to.equal('no-pull-request');
    expect(await codeOf(hostFor('NOBODY'))).to.equal('no-credentials');
  });

  it('names what the role lacks', async () => {
    fake.addPrincipal('POOR', BUILD, ['PostCommentForPullRequest']);
    const host = await hostFor('POOR');

    const error: unknown = await host
      .createComment(await host.readPullRequest('12'), 'x')
      .catch((thrown: unknown) => thrown);

    expect(error).to.have.property('code', 'access-denied');
    expect(String(error)).to.include('codecommit:PostCommentForPullRequest is denied');
  });

  it('finds its comments on all pages, of whichever build, and not those at lines or deleted', async () => {
    fake.pageSize = 2;
    const [first, second, ada] = [await hostFor('BUILD1'), await hostFor('BUILD2'), await hostFor('ADA')];
    const pull = await first.readPullRequest('12');
    const gone = await first.createComment(pull, 'gone');
    await ada.createComment(pull, 'forged');
    await first.createComment(pull, 'one');
    await second.createComment(pull, 'two');
    await first.annotate(pull, [{ path: 'a/mlops-config.json', line: 3, level: 'failure', message: 'wrong' }]);
    await second.deleteComment(gone);

    const comments = await second.listComments(pull);

    expect(comments.map(({ body, isOurs }) => [body, isOurs])).to.deep.equal([
      ['forged', false],
      ['one', true],
      ['two', true],
    ]);
  });

  it('says so when only another session of its role may change a comment, which it may delete', async () => {
    const [first, second] = [await hostFor('BUILD1'), await hostFor('BUILD2')];
    const pull = await first.readPullRequest('12');
    const comment = await first.createComment(pull, 'one');
    await first.updateComment(comment, 'changed');

    expect(await codeOf(second.updateComment(comment, 'x'))).to.equal('comment-of-another');
    await second.deleteComment(comment);
    await second.deleteComment(comment);
    expect(await codeOf(first.updateComment(comment, 'x'))).to.equal('comment-gone');
  });

  it('is one author in all builds with a role of its own', async () => {
    const [first, second] = [await hostFor('BUILD1', ROLE), await hostFor('BUILD2', ROLE)];
    const pull = await first.readPullRequest('12');

    await second.updateComment(await first.createComment(pull, 'one'), 'two');
    await first.setVerdict(pull, { state: 'success', description: '' });
    await second.setVerdict(pull, { state: 'failure', description: '' });

    expect(fake.textsOf('12')).to.deep.equal(['two']);
    expect([...(fake.pulls.get('12')?.approvals ?? [])]).to.deep.equal([]);
  });

  it('creates one comment when the first answer is lost', async () => {
    const host = await hostFor('BUILD1');
    const pull = await host.readPullRequest('12');
    await Promise.all([host.createComment(pull, 'same'), host.createComment(pull, 'same')]);

    expect(fake.textsOf('12')).to.deep.equal(['same']);
  });

  for (const [state, approvals] of [
    ['success', 1],
    ['failure', 0],
    ['error', 0],
    ['pending', 1],
  ] as const) {
    it(`${approvals === 1 ? 'keeps or gives' : 'takes back'} its approval with ${state}`, async () => {
      const host = await hostFor('BUILD1');
      const pull = await host.readPullRequest('12');
      await host.setVerdict(pull, { state: 'success', description: '' });
      await host.setVerdict(pull, { state, description: '' });

      expect(fake.pulls.get('12')?.approvals.size).to.equal(approvals);
    });
  }

  it('says nothing of a revision that is no longer current, nor of a closed pull request', async () => {
    const host = await hostFor('BUILD1');
    const pull = await host.readPullRequest('12');
    await host.setVerdict({ ...pull, revisionId: 'old' }, { state: 'success', description: '' });
    fake.pulls.set('12', {
      ...fake.openPull({ sourceCommit: HEAD, destinationCommit: BASE }),
      id: '12',
      status: 'CLOSED',
    });
    await host.setVerdict(pull, { state: 'success', description: '' });

    expect(fake.pulls.get('12')?.approvals.size).to.equal(0);
  });

  it('says that nobody approves what they opened', async () => {
    const host = await hostFor('ADA');
    const pull = await host.readPullRequest('12');

    expect(await codeOf(host.setVerdict(pull, { state: 'success', description: '' }))).to.equal('host-access-denied');
  });

  it('keeps comments at lines without a second one, and takes back what no longer holds', async () => {
    function at(line: number, message: string): Annotation {
      return { path: 'a.json', line, level: 'failure', message };
    }
    const [first, second] = [await hostFor('BUILD1'), await hostFor('BUILD2')];
    const pull = await first.readPullRequest('12');
    await first.annotate(pull, [at(3, 'one'), at(4, 'two'), { ...at(1, 'none'), path: 'missing/a.json' }]);
    await second.annotate(pull, [at(9, 'one'), at(5, 'three')]);

    const texts = fake.textsOf('12', 'lines').map((text) => text.split('\n')[0]);
    expect(texts).to.deep.equal(['one', 'three']);
    const posts = fake.calls.filter((name) => name === 'PostCommentForPullRequest');
    expect(posts).to.have.length(4);
  });

  it('knows a session of another role for another author', () => {
    expect(isAuthor(BUILD, LATER_BUILD)).to.equal(true);
    expect(isAuthor(BUILD, 'arn:aws:sts::111111111111:assumed-role/mlops-review-2/AWSCodeBuild-1')).to.equal(false);
    expect(isAuthor('arn:aws:iam::1:user/a', 'arn:aws:iam::1:user/b')).to.equal(false);
    expect(isAuthor('', '')).to.equal(false);
  });

  it('lists all open pull requests into a branch, of every page', async () => {
    fake.pageSize = 2;
    for (let index = 0; index < 5; index += 1) fake.openPull({ sourceCommit: HEAD, destinationCommit: BASE });
    fake.openPull({ sourceCommit: HEAD, destinationCommit: BASE, destinationBranch: 'other' });
    fake.openPull({ sourceCommit: HEAD, destinationCommit: BASE, status: 'CLOSED' });
    const open = await (await hostFor('BUILD1')).listOpen('main');

    expect(open.map(({ id }) => Number(id)).sort((a, b) => a - b)).to.deep.equal([12, 13, 14, 15, 16, 17]);
    expect(open[0]).to.deep.include({ state: 'open', headCommit: HEAD });
  });
});
