import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { deliver, NOTHING, pushBody, REPOSITORY, SECRET, send, sign } from '../helpers/deliveries.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { runCli, startCli, type RunningCli } from '../helpers/run-cli.ts';

const CHURN = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';

describe('mlops serve', function () {
  this.timeout(120_000);
  let world: GitWorld;
  let running: RunningCli[];

  beforeEach('make a remote', () => {
    world = new GitWorld();
    running = [];
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
  });
  afterEach('stop everything', async () => {
    for (const { process: child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    world.remove();
  });

  function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): RunningCli {
    const place = ['--remote', world.remote, '--state-dir', world.stateDir];
    const rest = ['--port', '0', '--interval', '3600', '--repository', REPOSITORY.full_name];
    const served = startCli(['serve', ...place, ...rest, ...args], {
      cwd: world.folder,
      env: { ...world.env, MLOPS_WEBHOOK_SECRET: SECRET, ...env },
    });
    running.push(served);
    return served;
  }

  async function portOf(served: RunningCli): Promise<number> {
    await served.shows(/"event":"listening"/);
    return Number(/"address":"127\.0\.0\.1:(\d+)"/.exec(served.output.stderr)?.[1]);
  }

  async function settled(served: RunningCli): Promise<number> {
    await served.shows(/"event":"(?:handled|known)"/);
    return portOf(served);
  }

  async function deployed(): Promise<Readonly<Record<string, string>>> {
    const args = ['status', '--format', 'json', '--repo', world.work.root, '--state-dir', world.stateDir];
    const { stdout } = await runCli(args, { env: world.env, cwd: world.folder });
    const { workloads } = JSON.parse(stdout) as { workloads: { readonly stack: string; readonly commit: string }[] };
    return Object.fromEntries(workloads.map(({ stack, commit }) => [stack, commit]));
  }

  it('does not start without a secret, with a weak one, or at a port that is taken', async () => {
    for (const [secret, problem] of [
      ['', /is not set/],
      ['short', /has fewer than 16 characters/],
      [`${SECRET}\n`, /ends with a space or a line break/],
    ] as const) {
      const served = start([], { MLOPS_WEBHOOK_SECRET: secret });
      expect(await served.ended).to.equal(1);
      expect(served.output.stderr)
        .to.match(problem)
        .and.to.match(/\[webhook-secret\]\n {2}→ make a secret/);
      expect(served.output.stderr).not.to.include(`${SECRET}\n `);
    }
    const first = start();
    const port = await portOf(first);
    const second = start(['--state-dir', join(world.folder, 'other'), '--port', String(port)]);
    expect(await second.ended).to.equal(1);
    expect(second.output.stderr).to.match(/nothing can be received at 127\.0\.0\.1, port \d+.*\[port-not-usable\]/);
  });

  it('stores commits and names actions only for a pipeline, and stores only where S3 has them', async () => {
    for (const [args, problem] of [
      [['--source-action', 'Source'], /there is no --pipeline \[usage\]\n {2}→ name the pipeline/],
      [['--source-object', 's3://team-bucket/source.zip'], /there is no --pipeline \[usage\]\n {2}→ name the pipeline/],
      [['--pipeline', 'p', '--source-object', 'team-bucket/x'], /it must be s3:\/\/bucket\/key/],
    ] as const) {
      const served = start(args);
      expect(await served.ended).to.equal(64);
      expect(served.output.stderr).to.match(problem);
    }
  });

  it('works alone in its state folder', async () => {
    const first = start();
    await settled(first);
    const second = start();
    expect(await second.ended).to.equal(1);
    expect(second.output.stderr).to.match(/is locked by a watcher \(process \d+ on .*\[lock-held\]/);
    const watcher = startCli(['watch', '--remote', world.remote, '--state-dir', world.stateDir], {
      cwd: world.folder,
      env: world.env,
    });
    expect(await watcher.ended).to.equal(1);
  });

  it('says whether it is alive and whether it is ready', async () => {
    renameSync(world.remote, `${world.remote}.away`);
    mkdirSync(world.remote);
    const served = start(['--interval', '1']);
    const port = await portOf(served);
    await served.shows(/"event":"trouble"/);
    expect((await send(port, { method: 'GET', path: '/healthz' })).status).to.equal(200);
    expect(await send(port, { method: 'GET', path: '/readyz' })).to.deep.equal({
      status: 503,
      message: 'the remote cannot be reached, or the last commit is not applied yet',
    });

    world.work.git('init', '--quiet', '--bare', '--initial-branch=main', world.remote);
    world.push();
    await served.shows(/"event":"recovered"/);
    expect((await send(port, { method: 'GET', path: '/readyz' })).status).to.equal(200);
    expect(served.output.stderr.match(/"event":"trouble"/g)).to.have.length(1);
  });

  it('takes signatures of both secrets while one is rotated', async () => {
    const served = start([], {
      MLOPS_WEBHOOK_SECRET: 'the new secret of the hook',
      MLOPS_WEBHOOK_SECRET_PREVIOUS: SECRET,
    });
    const port = await settled(served);
    const statuses = [];
    for (const secret of [SECRET, 'the new secret of the hook', 'no secret of the hook']) {
      statuses.push((await deliver(port, { body: '{}', event: 'ping', secret })).status);
    }

    expect(statuses).to.deep.equal([200, 200, 401]);
  });

  it('knows after a restart what it had taken, and from where', async () => {
    const body = pushBody();
    const first = start();
    const port = await settled(first);
    expect((await deliver(port, { body, id: 'd-1' })).status).to.equal(202);
    first.process.kill('SIGTERM');
    expect(await first.ended).to.equal(0);

    const again = await settled(start());
    expect((await deliver(again, { body, id: 'd-1' })).status).to.equal(200);
    expect((await deliver(again, { body: pushBody({ after: 'c'.repeat(40) }), id: 'd-1' })).status).to.equal(409);
    const anew = pushBody({ repository: { ...REPOSITORY, id: 99 } });
    expect((await deliver(again, { body: anew })).status).to.equal(403);
  });

  it('goes on with what was stored and not processed when it was killed', async () => {
    const first = start();
    const port = await settled(first);
    const { applied = NOTHING } = world.record() ?? {};
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    expect((await deliver(port, { body: pushBody({ before: applied, after: commit }), id: 'd-1' })).status).to.equal(
      202,
    );
    first.process.kill('SIGKILL');
    await first.ended;

    const second = start();
    await second.shows(new RegExp(`"event":"handled","commit":"${commit}","result":"applied"`));
    await sleep(100);
    expect(await deployed()).to.deep.equal({ [CHURN]: commit });
    expect(
      (await deliver(await portOf(second), { body: pushBody({ before: applied, after: commit }), id: 'd-1' })).status,
    ).to.equal(200);
  });

  it('finds without any delivery what was pushed, at the next look', async () => {
    const served = start(['--interval', '1']);
    await settled(served);
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 3 }) });

    await served.shows(new RegExp(`"event":"handled","commit":"${commit}","result":"applied"`));
  });

  it('answers and stays when hundreds of deliveries come at once, and looks a few times only', async () => {
    const served = start();
    const port = await settled(served);
    const { applied = NOTHING } = world.record() ?? {};
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    const body = pushBody({ before: applied, after: commit });
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        deliver(port, { body, ...(index % 3 === 0 ? { secret: 'no secret of the hook' } : {}) }),
      ),
    );
    await served.shows(new RegExp(`"event":"handled","commit":"${commit}"`));

    expect(replies.filter(({ status }) => status === 202)).to.have.length(200);
    expect(replies.filter(({ status }) => status === 401)).to.have.length(100);
    expect(served.output.stderr.match(/"event":"deploying"/g)).to.have.length(2);
  });

  it('refuses each bad delivery with its own answer, and none of them moves anything', async () => {
    const served = start();
    const port = await settled(served);
    const { applied = NOTHING } = world.record() ?? {};
    // Somebody did push: only what is taken may make the receiver look.
    world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    const body = pushBody({ before: applied, after: 'a'.repeat(40) });
    const path = '/webhooks/github';
    const large = { 'content-length': String(25 * 1024 * 1024 + 1), 'content-type': 'application/json' };
    const signed = { 'x-github-event': 'push', 'x-github-delivery': 'd-1', 'x-hub-signature-256': sign(body) };
    const answers = {
      unsigned: (await send(port, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body }))
        .status,
      'wrongly signed': (await deliver(port, { body, secret: 'no secret of the hook' })).status,
      'signed over another body': (
        await deliver(port, { body: `${body} `, headers: { 'x-hub-signature-256': sign(body) } })
      ).status,
      oversized: (await send(port, { method: 'POST', path, headers: { ...large, ...signed }, body })).status,
      'not JSON': (await deliver(port, { body: '{"ref":' })).status,
      'of another shape': (await deliver(port, { body: '{"ref":7}' })).status,
      'of another repository': (await deliver(port, { body: pushBody({ repository: { id: 1, full_name: 'acme/x' } }) }))
        .status,
    };

    expect(answers).to.deep.equal({
      unsigned: 401,
      'wrongly signed': 401,
      'signed over another body': 401,
      oversized: 413,
      'not JSON': 400,
      'of another shape': 422,
      'of another repository': 403,
    });
    expect(world.record()?.applied).to.equal(applied);
    expect(served.output.stderr.match(/"event":"deploying"/g)).to.have.length(1);
  });

  it('looks itself where the branch points, whatever a delivery says: overtaken, replayed, forced, deleted, renamed', async () => {
    const served = start();
    const port = await settled(served);
    const first = world.record()?.applied ?? '';
    const second = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    const third = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 3 }) });
    function push(before: string, after: string, change: object = {}): string {
      return pushBody({ before, after, ...change });
    }
    expect((await deliver(port, { body: push(second, third), id: 'third' })).status).to.equal(202);
    await served.shows(new RegExp(`"event":"handled","commit":"${third}","result":"applied"`));

    // Out of order, and the same once more: the branch is at the third, so nothing is to be done.
    expect((await deliver(port, { body: push(first, second), id: 'second' })).status).to.equal(202);
    expect((await deliver(port, { body: push(second, third), id: 'third' })).status).to.equal(200);
    // A forced push to an older commit is refused, and said.
    world.forcePush(second);
    expect((await deliver(port, { body: push(third, second, { forced: true }), id: 'forced' })).status).to.equal(202);
    await served.shows(new RegExp(`"event":"refused".*${second}|${second}.*"event":"refused"`));
    expect(await deployed()).to.deep.equal({ [CHURN]: third });
    // Renamed, which is a deletion to whoever watches the old name.
    world.work.git('push', '--quiet', 'origin', `${third}:refs/heads/trunk`, ':refs/heads/main');
    expect((await deliver(port, { body: push(second, NOTHING, { deleted: true }), id: 'deleted' })).status).to.equal(
      202,
    );
    await served.shows(/"event":"gone"/);
    expect((await deliver(port, { body: push(NOTHING, third, { ref: 'refs/heads/trunk' }) })).status).to.equal(200);
    expect(await deployed()).to.deep.equal({ [CHURN]: third });
    expect(served.output.stderr.match(/"event":"deploying"/g)).to.have.length(2);
  });
});
