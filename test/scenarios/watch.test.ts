import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { runCli, type CliResult } from '../helpers/run-cli.ts';

const CHURN = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const PRICE = 'mlops-pipeline-price-byompipelinerealtimebuiltin';

describe('mlops watch, looking once', function () {
  this.timeout(60_000);
  let world: GitWorld;

  beforeEach('make a remote', () => {
    world = new GitWorld();
  });
  afterEach('remove it', () => {
    world.remove();
  });

  function watch(...args: readonly string[]): Promise<CliResult> {
    const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--once'];
    return runCli(['watch', ...place, ...args], { env: world.env, cwd: world.folder });
  }

  /** Stack name and commit of everything that is deployed. */
  async function deployed(): Promise<Readonly<Record<string, string>>> {
    const place = ['--repo', world.work.root, '--state-dir', world.stateDir];
    const { stdout } = await runCli(['status', '--format', 'json', ...place], { env: world.env, cwd: world.folder });
    const { workloads } = JSON.parse(stdout) as { workloads: { readonly stack: string; readonly commit: string }[] };
    return Object.fromEntries(workloads.map(({ stack, commit }) => [stack, commit]));
  }

  it('applies the newest commit and, when nothing is new, does nothing', async () => {
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    const first = await watch();
    expect(first.stderr).to.include(`main is at ${commit.slice(0, 12)}\n`);
    expect(first.stderr).to.include(`${commit.slice(0, 12)} applied: 1 deployed\n`);
    expect(first.stdout).to.match(/Done: 1 deployed/);
    expect(first.code).to.equal(0);
    expect(await deployed()).to.deep.equal({ [CHURN]: commit });

    const second = await watch();
    expect(second.stderr).to.match(/^main is at \w{12}, which was dealt with at \S+: applied\n$/);
    expect([second.code, second.stdout]).to.deep.equal([0, '']);
  });

  it('reads the objects of the commit and never writes its files anywhere', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn'), 'evil.sh': '#!/bin/sh\n' });
    await watch();

    expect(existsSync(join(world.stateDir, 'watch', 'mirror.git', 'churn'))).to.equal(false);
    expect(existsSync(join(world.folder, 'churn'))).to.equal(false);
  });

  it('keeps its state out of Git', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();

    expect(readFileSync(join(world.stateDir, '.gitignore'), 'utf8')).to.equal('*\n');
  });

  it('says everything that is wrong with a commit, keeps what is deployed, and takes the next one', async () => {
    const good = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    const bad = world.push({
      'churn/mlops-config.json': endpoint('churn', { instance_count: 'two' }),
      'a/mlops-config.json': '{',
    });
    const rejected = await watch();
    expect(rejected.code).to.equal(1);
    expect(rejected.stderr).to.match(/^churn\/mlops-config\.json:\d+:\d+ error/m);
    expect(rejected.stderr).to.match(/^a\/mlops-config\.json:\d+:\d+ error/m);
    expect(rejected.stderr).to.include(`error: ${bad.slice(0, 12)} rejected: 2 errors in the config`);
    expect(await deployed()).to.deep.equal({ [CHURN]: good });

    const again = await watch();
    expect(again.code).to.equal(1);
    expect(again.stderr).to.match(
      /^warning: main is at \w{12}, which was dealt with at \S+: rejected\n {2}→ start with --retry/,
    );

    rmSync(join(world.work.root, 'a'), { recursive: true });
    const mended = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    expect((await watch()).code).to.equal(0);
    expect(await deployed()).to.deep.equal({ [CHURN]: mended });
  });

  it('proposes deletions, and does them with --prune only', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn'), 'price/mlops-config.json': endpoint('price') });
    await watch();
    rmSync(join(world.work.root, 'price'), { recursive: true });
    world.push();
    const kept = await watch();
    expect(kept.code).to.equal(0);
    expect(kept.stderr).to.match(/1 workload waits for `mlops apply --prune`/);
    expect(Object.keys(await deployed())).to.have.members([CHURN, PRICE]);

    world.push({ 'README.md': 'something else' });
    expect((await watch('--prune')).code).to.equal(0);
    expect(Object.keys(await deployed())).to.deep.equal([CHURN]);
  });

  it('leaves a branch that lost its files alone: everything would vanish', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    rmSync(join(world.work.root, 'churn'), { recursive: true });
    world.push({ 'README.md': 'empty' });

    expect((await watch('--prune')).code).to.equal(1);
    expect(Object.keys(await deployed())).to.deep.equal([CHURN]);
  });

  it('refuses a branch that was set back, and goes back with --allow-rollback', async () => {
    const older = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    const newer = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    await watch();
    world.forcePush(older);

    const refused = await watch();
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(
      /^error: main is at \w{12}, which lies before \w{12}, which was applied last: it is not applied\n/,
    );
    expect(refused.stderr).to.include('--allow-rollback');
    expect((await watch()).stderr).to.match(
      /refused, because it lies before what was applied\n {2}→ to go back, commit/,
    );
    expect(await deployed()).to.deep.equal({ [CHURN]: newer });

    const back = await watch('--allow-rollback');
    expect(back.stderr).to.match(/going back from \w{12}, as --allow-rollback permits/);
    expect(back.code).to.equal(0);
    expect(await deployed()).to.deep.equal({ [CHURN]: older });
  });

  it('goes back by a commit that reverts, without being asked', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    await watch();
    world.work.git('revert', '--no-edit', 'HEAD');
    const reverted = world.push();

    expect((await watch()).code).to.equal(0);
    expect(await deployed()).to.deep.equal({ [CHURN]: reverted });
  });

  it('follows a force-push to a new history, and says so', async () => {
    const base = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    await watch();
    world.forcePush(base);
    const amended = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 3 }) });
    const { code, stderr } = await watch();

    expect(stderr).to.match(
      /^main is at \w{12}: its history was rewritten and no longer has \w{12}, which was applied last\n/,
    );
    expect(code).to.equal(0);
    expect(await deployed()).to.deep.equal({ [CHURN]: amended });
  });

  it('leaves everything as it is when the branch is deleted or renamed, and names the new name', async () => {
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    world.work.git('push', '--quiet', 'origin', `${commit}:refs/heads/trunk`, ':refs/heads/main');

    const gone = await watch();
    expect(gone.code).to.equal(1);
    expect(gone.stderr).to.equal(
      [
        'warning: the remote has no branch `main`; what is deployed stays as it is',
        '  → it may have been renamed to `trunk`: start with --branch and the new name',
        '  → the remote has `trunk`',
        '',
      ].join('\n'),
    );
    expect(await deployed()).to.deep.equal({ [CHURN]: commit });
    expect((await watch('--branch', 'trunk')).code).to.equal(0);
  });

  it('says what is wrong with a remote, and what to do', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    renameSync(world.remote, `${world.remote}.away`);
    mkdirSync(world.remote);
    const { code, stderr } = await watch();

    expect(code).to.equal(1);
    expect(stderr).to.match(/^error: there is no repository at `.*`: .*\[no-such-remote\]\n {2}→ check --remote/);
  });

  it('does not apply stages that want a person’s approval unless they are named', async () => {
    const stages = [
      { name: 'dev', account: '111111111111', region: 'eu-west-1' },
      { name: 'prod', account: '222222222222', region: 'eu-west-1', approval: true },
    ];
    world.push({ 'mlops-settings.json': { stages }, 'churn/mlops-config.json': endpoint('churn') });
    const first = await watch();
    expect(first.stderr).to.include('stages left out here, because a person is to approve them first: prod\n');
    expect(first.stdout).not.to.include('Stage prod');

    world.push({ 'README.md': 'again' });
    const second = await watch('--stage', 'dev', '--stage', 'prod');
    expect(second.stdout).to.include('Stage prod');
    expect(second.code).to.equal(0);
  });

  it('90: refuses options that are none, and starts nothing by them', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    for (const args of [
      ['--branch', '--upload-pack=touch x'],
      ['--branch', 'a..b'],
      ['--interval', '0'],
    ]) {
      expect((await watch(...args)).code, args.join(' ')).to.equal(64);
    }
    expect(existsSync(join(world.folder, 'x'))).to.equal(false);
    expect((await runCli(['watch'], { env: world.env, cwd: world.folder })).code).to.equal(64);
  });

  it('says when what it remembers is damaged, and how to go on', async () => {
    world.push({ 'churn/mlops-config.json': endpoint('churn') });
    await watch();
    writeFileSync(join(world.stateDir, 'watch', 'record.json'), '{"schema":1}');
    const { code, stderr } = await watch();

    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^error: what was watched is damaged: .*record\.json has not the members .*\[corrupt-state\]\n {2}→ move/,
    );
  });
});
