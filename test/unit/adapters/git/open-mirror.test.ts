import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMirror, type MirrorOptions } from '../../../../processor/adapters/git/open-mirror.ts';
import { readRemoteUrl } from '../../../../processor/adapters/git/remote-url.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { GitRemote } from '../../../../processor/ports/git-remote.ts';
import { startGitHttpServer } from '../../../helpers/git-http-server.ts';
import { GitWorld } from '../../../helpers/git-world.ts';
import { pend } from '../../../helpers/pend.ts';

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return expect.fail('no error');
}

describe('the copy of a remote', () => {
  let world: GitWorld;
  let first: string;

  beforeEach('make a remote', () => {
    world = new GitWorld();
    first = world.push({ 'a/mlops-config.json': '{}' });
  });
  afterEach('remove it', () => {
    world.remove();
  });

  function mirror(change: Partial<MirrorOptions> = {}): GitRemote {
    const remote = readRemoteUrl(world.remote, '/');
    return openMirror({ folder: join(world.folder, 'mirror.git'), remote, branch: 'main', env: world.env, ...change });
  }

  it('has the newest commit of the branch, and no work tree', async () => {
    const copy = mirror();

    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: first });
    const second = world.push({ 'a/mlops-config.json': '{"b":1}' });
    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: second });
    expect(existsSync(join(copy.folder, 'a'))).to.equal(false);
    expect(existsSync(join(copy.folder, 'hooks'))).to.equal(false);
  });

  it('is made where a killed run left no more than its folder', async () => {
    mkdirSync(join(world.folder, 'mirror.git'));

    expect(await mirror().fetchTip()).to.deep.equal({ kind: 'commit', commit: first });
  });

  it('follows a branch to a new history, and keeps what was applied', async () => {
    const copy = mirror();
    await copy.fetchTip();
    const second = world.push({ 'a/mlops-config.json': '{"b":1}' });
    await copy.fetchTip();
    await copy.keep(second);
    world.forcePush(first);
    const third = world.push({ 'a/mlops-config.json': '{"c":1}' });

    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: third });
    expect(await copy.relate(third, second)).to.equal('apart');
    expect(await copy.relate(first, second)).to.equal('older');
    expect(await copy.relate(second, first)).to.equal('newer');
    expect(await copy.relate(second, second)).to.equal('same');
    expect(await copy.relate(third, 'd'.repeat(40))).to.equal('unknown');
  });

  it('says which branches there are when its own is gone, and which one has its commit', async () => {
    const copy = mirror();
    await copy.fetchTip();
    world.work.git('push', '--quiet', 'origin', `${first}:refs/heads/trunk`, ':refs/heads/main');
    world.push({ 'b/mlops-config.json': '{}' }, { branch: 'feature/x' });

    expect(await copy.fetchTip()).to.deep.equal({
      kind: 'gone',
      branches: ['feature/x', 'trunk'],
      sameCommit: ['trunk'],
    });
  });

  it('says that a remote has no branches at all', async () => {
    rmSync(world.remote, { recursive: true });
    mkdirSync(world.remote);
    world.work.git('init', '--quiet', '--bare', world.remote);

    expect(await mirror().fetchTip()).to.deep.equal({ kind: 'gone', branches: [], sameCommit: [] });
  });

  it('does not take a branch for another one that ends like it', async () => {
    world.work.git('push', '--quiet', 'origin', `${first}:refs/heads/refs/heads/other`);

    expect((await mirror({ branch: 'other' }).fetchTip()).kind).to.equal('gone');
  });

  it('is made anew when it is damaged or when Git was killed while it wrote', async () => {
    const copy = mirror();
    await copy.fetchTip();
    writeFileSync(join(copy.folder, 'refs', 'heads', 'main.lock'), '');
    const second = world.push({ 'a/mlops-config.json': '{"b":1}' });
    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: second });

    const packs = join(copy.folder, 'objects', 'pack');
    for (const name of readdirSync(packs)) chmodSync(join(packs, name), 0o600);
    for (const name of readdirSync(packs)) writeFileSync(join(packs, name), 'garbage');
    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: second });
  });

  it('never removes a folder that is not its own', async () => {
    const folder = join(world.folder, 'precious');
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');

    expect((await errorOf(mirror({ folder }).fetchTip())).code).to.equal('unreadable-repository');
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).to.equal('years of work');
  });

  it('brings many pushes together', async () => {
    const copy = mirror({ mostPacks: 5 });
    for (let count = 0; count < 12; count += 1) {
      world.push({ 'a/mlops-config.json': `{"count":${count}}` });
      await copy.fetchTip();
    }
    const packs = readdirSync(join(copy.folder, 'objects', 'pack')).filter((name) => name.endsWith('.pack'));

    expect(packs.length).to.be.lessThan(5);
    expect(await copy.relate(first, (await copy.fetchTip()).kind === 'commit' ? first : '')).to.equal('same');
  });

  it('91: starts nothing that the config or the hooks of the remote name', async () => {
    const canary = join(world.folder, 'canary');
    const program = join(world.folder, 'program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch ${canary}\nexit 1\n`, { mode: 0o755 });
    const hooks = join(world.remote, 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['post-checkout', 'pre-auto-gc', 'post-index-change', 'reference-transaction', 'update']) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    }
    for (const [key, value] of Object.entries({
      'core.fsmonitor': program,
      'core.hooksPath': hooks,
      'core.sshCommand': program,
      'core.gitProxy': program,
      'core.alternateRefsCommand': program,
      'uploadpack.packObjectsHook': program,
      'credential.helper': `!${program}`,
      'alias.rev-parse': `!${program}`,
      'diff.external': program,
    })) {
      world.work.git('--git-dir', world.remote, 'config', key, value);
    }
    const copy = mirror();

    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: first });
    await copy.keep(first);
    expect(existsSync(canary)).to.equal(false);
  });

  it('91: nor what somebody wrote into the copy itself', async () => {
    const canary = join(world.folder, 'canary');
    const program = join(world.folder, 'program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    const copy = mirror();
    await copy.fetchTip();
    const hooks = join(copy.folder, 'hooks');
    mkdirSync(hooks);
    writeFileSync(join(hooks, 'reference-transaction'), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', hooks],
      ['maintenance.auto', 'true'],
    ] as const) {
      world.work.git('--git-dir', copy.folder, 'config', key, value);
    }
    const second = world.push({ 'a/mlops-config.json': '{"b":1}' });

    expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: second });
    await copy.keep(second);
    expect(existsSync(canary)).to.equal(false);
    // Git itself would have: the traps are good.
    world.work.git('--git-dir', copy.folder, 'update-ref', 'refs/heads/x', second);
    expect(existsSync(canary)).to.equal(true);
  });

  it('says what is wrong with a remote that is not there, is none, or lets nobody in', async () => {
    const gone = mirror({ remote: { url: join(world.folder, 'nowhere.git'), protocol: 'file' } });
    expect((await errorOf(gone.fetchTip())).code).to.equal('no-such-remote');

    const none = mirror({ remote: { url: world.stateDir, protocol: 'file' } });
    mkdirSync(world.stateDir);
    expect((await errorOf(none.fetchTip())).code).to.equal('no-such-remote');

    const closed = mirror({ remote: { url: 'http://127.0.0.1:1/x.git', protocol: 'http' } });
    const error = await errorOf(closed.fetchTip());
    expect(error.code).to.equal('remote-unavailable');
    expect(error.message).to.match(/^the remote `http:\/\/127.0.0.1:1\/x.git` cannot be reached: .*connect/i);
  });

  it('does not wait for ever for a remote that says nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const silent = mirror({
      remote: { url: `http://127.0.0.1:${port}/x.git`, protocol: 'http' },
      timeouts: { list: 500, fetch: 500 },
    });
    const error = await errorOf(silent.fetchTip());
    server.close();

    expect(error.message).to.match(/it gave no answer in time$/);
  });

  it('follows a remote over HTTP, asking little when nothing is new, and never for a password', async function () {
    const server = await startGitHttpServer(world.folder);
    if (server === undefined) return pend(this, 'this Git has no HTTP backend');
    try {
      const copy = mirror({ remote: { url: `${server.url}/remote.git`, protocol: 'http' } });
      expect(await copy.fetchTip()).to.deep.equal({ kind: 'commit', commit: first });
      const before = server.asked.length;
      await copy.fetchTip();
      expect(server.asked.slice(before)).to.deep.equal([
        'GET /remote.git/info/refs',
        'POST /remote.git/git-upload-pack',
      ]);

      world.work.git('push', '--quiet', 'origin', `${first}:refs/pull/7/head`);
      await copy.fetchPullRequest(7);
      expect((await errorOf(copy.fetchPullRequest(8))).code).to.equal('no-pull-request');
      for (const [status, code] of [
        [401, 'remote-access-denied'],
        [403, 'remote-access-denied'],
        [404, 'no-such-remote'],
        [503, 'remote-unavailable'],
      ] as const) {
        server.refuse = status;
        expect((await errorOf(copy.fetchTip())).code, String(status)).to.equal(code);
      }
    } finally {
      await server.stop();
    }
  });

  it('speaks the one protocol of its remote', async () => {
    // Git would run the program after ext::, were it allowed to.
    const canary = join(world.folder, 'canary');
    const url = `ext::sh -c touch% ${canary}`;

    await errorOf(mirror({ remote: { url, protocol: 'https' } }).fetchTip());
    await errorOf(mirror({ remote: { url: world.remote, protocol: 'https' } }).fetchTip());
    expect(existsSync(canary)).to.equal(false);
  });
});
