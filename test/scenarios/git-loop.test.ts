import { expect } from 'chai';
import { setTimeout } from 'node:timers/promises';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { deliver, NOTHING, pullRequestBody, pushBody, REPOSITORY, SECRET } from '../helpers/deliveries.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { runCli, startCli, type RunningCli } from '../helpers/run-cli.ts';

const CHURN = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const TOKEN = 'token-of-the-test';
const SETTINGS = { source: { provider: 'github', repository: REPOSITORY.full_name, branch: 'main' } };

/** The words of a review, without the hidden marker and the quotation marks of Markdown. */
function plain(body: string | undefined): string {
  return (body ?? '').replace(/<!--[^]*?-->/g, '');
}

describe('the whole loop: push, webhook, plan, apply, comment and status', function () {
  this.timeout(120_000);
  let world: GitWorld;
  let github: FakeGitHub;
  let served: RunningCli;
  let port: number;

  before('start a host and the receiver', async () => {
    world = new GitWorld();
    world.push({ 'mlops-settings.json': SETTINGS, 'churn/mlops-config.json': endpoint('churn') });
    github = await startFakeGitHub(REPOSITORY.full_name);
    github.addToken(TOKEN, { login: 'mlops-bot' });
    served = startServe('--interval', '3600');
    await served.shows(/"event":"listening"/);
    port = Number(/"address":"127\.0\.0\.1:(\d+)"/.exec(served.output.stderr)?.[1]);
    await served.shows(/"event":"handled"/);
  });

  after('stop them', async () => {
    served.process.kill('SIGKILL');
    await served.ended;
    await github.stop();
    world.remove();
  });

  function startServe(...args: readonly string[]): RunningCli {
    const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--port', '0'];
    const env = { ...world.env, MLOPS_WEBHOOK_SECRET: SECRET, MLOPS_GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url };
    return startCli(['serve', ...place, ...args], { cwd: world.folder, env });
  }

  async function deployed(): Promise<Readonly<Record<string, string>>> {
    const args = ['status', '--format', 'json', '--repo', world.work.root, '--state-dir', world.stateDir];
    const { stdout } = await runCli(args, { env: world.env, cwd: world.folder });
    const { workloads } = JSON.parse(stdout) as { workloads: { readonly stack: string; readonly commit: string }[] };
    return Object.fromEntries(workloads.map(({ stack, commit }) => [stack, commit]));
  }

  async function pushed(before: string, after: string) {
    return deliver(port, { body: pushBody({ before, after }) });
  }

  it('applies what was there when it started, and takes deliveries of the repository that the settings name', async () => {
    const [commit = ''] = Object.values(await deployed());
    // The settings of that commit are read after it was said to be handled.
    while (world.record()?.hosted === undefined) await setTimeout(20);
    expect(world.record()).to.deep.include({ applied: commit, hosted: { repository: REPOSITORY.full_name } });
    expect((await deliver(port, { body: '{}', event: 'ping' })).status).to.equal(200);
    expect((await deliver(port, { body: pushBody(), secret: 'another secret' })).status).to.equal(401);
  });

  it('applies a push as soon as its delivery comes, long before the next look', async () => {
    const { applied = NOTHING } = world.record() ?? {};
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });

    expect(await pushed(applied, commit)).to.deep.equal({ status: 202, message: 'stored, and will be processed' });
    await served.shows(new RegExp(`"event":"handled","commit":"${commit}","result":"applied"`));
    expect(await deployed()).to.deep.equal({ [CHURN]: commit });
    expect(world.record()?.hosted?.id).to.equal(REPOSITORY.id);
  });

  it('shows on a pull request what its merge would deploy, in one comment and a status', async () => {
    const base = world.record()?.applied ?? '';
    world.work.git('checkout', '--quiet', '-b', 'bigger');
    world.write({ 'churn/mlops-config.json': endpoint('churn', { inference_instance: 'ml.m5.4xlarge' }) });
    const head = world.work.commit('Bigger instances');
    world.work.git('push', '--quiet', 'origin', `${head}:refs/pull/7/head`);
    github.openPull({ number: 7, headSha: head, baseSha: base, headRef: 'bigger' });
    const body = pullRequestBody({
      pull_request: { head: { sha: head, ref: 'bigger', repo: REPOSITORY }, base: { sha: base, ref: 'main' } },
    });

    expect((await deliver(port, { body, event: 'pull_request' })).status).to.equal(202);
    await served.shows('"pull request 7 was reviewed"');
    const [comment, ...others] = github.commentsOf(7);
    expect(others).to.deep.equal([]);
    expect(plain(comment?.body)).to.include('ml.m5.4xlarge').and.to.include('churn');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('success');
    expect(await deployed()).to.deep.equal({ [CHURN]: base });
  });

  it('keeps the one comment true when the pull request gets an error, and sets the status', async () => {
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 'two' }) });
    const head = world.work.commit('A slip');
    world.work.git('push', '--quiet', 'origin', `${head}:refs/pull/7/head`);
    const pull = github.pulls.get(7);
    if (pull !== undefined) pull.headSha = head;
    const body = pullRequestBody({
      action: 'synchronize',
      pull_request: { head: { sha: head, ref: 'bigger', repo: REPOSITORY } },
    });
    const before = served.output.stderr.length;
    await deliver(port, { body, event: 'pull_request' });
    await served.shows(new RegExp(`^[^]{${before}}[^]*"pull request 7 was reviewed"`));

    const comments = github.commentsOf(7);
    expect(comments).to.have.length(1);
    expect(plain(comments[0]?.body)).to.include('instance_count');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('failure');
  });

  it('deploys the merge, and closes the comment', async () => {
    const before = world.record()?.applied ?? '';
    world.write({ 'churn/mlops-config.json': endpoint('churn', { inference_instance: 'ml.m5.4xlarge' }) });
    const merged = world.push({}, { message: 'Merge pull request #7' });
    const pull = github.pulls.get(7);
    if (pull !== undefined) Object.assign(pull, { state: 'closed', merged: true });
    const head = { sha: pull?.headSha, repo: REPOSITORY };
    const closed = pullRequestBody({ action: 'closed', pull_request: { head } });
    // In this order on purpose: the host promises none.
    const soFar = served.output.stderr.length;
    await deliver(port, { body: closed, event: 'pull_request' });
    await pushed(before, merged);
    await served.shows(new RegExp(`^[^]{${soFar}}[^]*"pull request 7 was reviewed"`));
    await served.shows(new RegExp(`"event":"handled","commit":"${merged}","result":"applied"`));

    expect(await deployed()).to.deep.equal({ [CHURN]: merged });
    expect(github.commentsOf(7)).to.have.length(1);
    expect(plain(github.commentsOf(7)[0]?.body)).to.match(/merged/i);
  });

  it('never wrote the secret, the token or a body anywhere', () => {
    const written = served.output.stderr + served.output.stdout;

    expect(written).not.to.include(SECRET);
    expect(written).not.to.include(TOKEN);
    expect(written).not.to.include('ada@example.com');
    for (const line of served.output.stderr.trimEnd().split('\n')) {
      expect(JSON.parse(line)).to.include.keys('time', 'level', 'message', 'event');
    }
  });

  it('ends at SIGTERM with 0', async () => {
    served.process.kill('SIGTERM');

    expect(await served.ended).to.equal(0);
    expect(served.output.stderr).to.match(/"message":"stopped","event":"ended"\}\n$/);
  });

  it('reviews a pull request of which no delivery ever told, at the next look', async () => {
    const base = world.record()?.applied ?? '';
    world.work.git('checkout', '--quiet', '-b', 'untold', base);
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 7 }) });
    const head = world.work.commit('Told to nobody');
    world.work.git('push', '--quiet', 'origin', `${head}:refs/pull/9/head`);
    github.openPull({ number: 9, headSha: head, baseSha: base, headRef: 'untold' });
    const quick = startServe('--interval', '1');
    await quick.shows('"pull request 9 was reviewed"');

    expect(plain(github.commentsOf(9)[0]?.body)).to.include('instance_count');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('success');
    github.changePull(9, { state: 'closed' });
    await quick.shows(/"pull request 9 was reviewed"[^]*"pull request 9 was reviewed"/);
    expect(plain(github.commentsOf(9)[0]?.body)).to.match(/closed/i);
    expect(github.commentsOf(9)).to.have.length(1);
    quick.process.kill('SIGTERM');
    expect(await quick.ended).to.equal(0);
  });
});
