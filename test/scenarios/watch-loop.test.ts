import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { runCli, startCli, type RunningCli } from '../helpers/run-cli.ts';

const MODELS = ['churn', 'fraud', 'price'] as const;

function stackOf(model: string): string {
  return `mlops-pipeline-${model}-byompipelinerealtimebuiltin`;
}

describe('mlops watch, as long as it runs', function () {
  this.timeout(180_000);
  let world: GitWorld;
  let running: RunningCli[];

  beforeEach('make a remote', () => {
    world = new GitWorld();
    running = [];
  });
  afterEach('stop everything', async () => {
    for (const { process: child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    world.remove();
  });

  function start(...args: readonly string[]): RunningCli {
    const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--interval', '1'];
    const watcher = startCli(['watch', ...place, ...args], { cwd: world.folder, env: world.env });
    running.push(watcher);
    return watcher;
  }

  function push(count: number): string {
    return world.push(
      Object.fromEntries(
        MODELS.map((model) => [`${model}/mlops-config.json`, endpoint(model, { instance_count: count })]),
      ),
    );
  }

  async function list(command: 'status' | 'history'): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const args = [command, '--format', 'json', '--repo', world.work.root, '--state-dir', world.stateDir];
    const { stdout } = await runCli(args, { env: world.env, cwd: world.folder });
    return Object.values(JSON.parse(stdout) as Readonly<Record<string, Readonly<Record<string, unknown>>[]>>)[0] ?? [];
  }

  async function expectDeployed(commit: string): Promise<void> {
    const workloads = await list('status');
    expect(workloads.map(({ stack }) => stack)).to.have.members(MODELS.map(stackOf));
    expect(workloads.map((workload) => workload['commit'])).to.deep.equal(MODELS.map(() => commit));
  }

  it('follows pushes, and ends at Ctrl-C with 0 while it waits', async () => {
    const first = push(1);
    const watcher = start();
    await watcher.shows(`${first.slice(0, 12)} applied: 3 deployed`);
    const second = push(2);
    await watcher.shows(`${second.slice(0, 12)} applied: 3 deployed`);
    await expectDeployed(second);
    watcher.process.kill('SIGINT');

    expect(await watcher.ended).to.equal(0);
    expect(watcher.output.stderr).to.match(/^watching main of .*remote\.git every 1 s, until Ctrl-C\n/);
    expect(watcher.output.stderr).to.match(/stopping: nothing new is started[^\n]*\nstopped\n$/);
  });

  it('ends in the middle of an apply when it is asked to, and the next start goes on', async () => {
    const commit = push(1);
    const watcher = start('--concurrency', '1');
    await watcher.shows('create started');
    watcher.process.kill('SIGTERM');
    expect(await watcher.ended).to.equal(0);
    expect(watcher.output.stderr).to.include('stopping: nothing new is started');

    const next = start();
    await next.shows(/applied: 3|dealt with at/);
    await expectDeployed(commit);
  });

  it('goes on after a kill at any moment, and does nothing twice', async () => {
    const commits: string[] = [];
    for (let round = 1; round <= 8; round += 1) {
      const commit = push(round);
      commits.push(commit);
      const killed = start();
      // On a busy machine the start alone takes seconds: every other time not before it works, and the first not before
      // it is done.
      if (round % 2 === 0) await killed.shows(/^main is at/m);
      const applied = killed.shows(`${commit.slice(0, 12)} applied`);
      if (round === 1) await applied;
      else await Promise.race([applied.catch(() => undefined), sleep(Math.random() * 3000)]);
      killed.process.kill('SIGKILL');
      await killed.ended;
    }
    const last = start('--once');
    expect(await last.ended, last.output.stderr).to.equal(0);
    await expectDeployed(commits.at(-1) ?? '');

    // One operation for a stack and a commit, whatever happened.
    const operations = (await list('history')).map(({ stackName, commit, kind }) =>
      [stackName, commit, kind].join(' '),
    );
    expect(operations).to.deep.equal([...new Set(operations)]);
    expect(operations.length).to.be.greaterThan(MODELS.length);
  });
});
