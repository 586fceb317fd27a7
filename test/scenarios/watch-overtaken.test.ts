import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import { createLocalTarget } from '../../processor/adapters/local/create-local-target.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import { formatOperationToken } from '../../processor/model/operation.ts';
import { FINGERPRINT_OUTPUT, type StackTemplate } from '../../processor/model/stack.ts';
import { diffTemplates } from '../../processor/plan/diff-template.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { GitWorld } from '../helpers/git-world.ts';

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';

describe('mlops watch, when what is deployed moves after it was planned', function () {
  this.timeout(60_000);
  let world: GitWorld;
  let first: string;

  beforeEach('deploy a commit', async () => {
    world = new GitWorld();
    first = world.push({ 'churn/mlops-config.json': endpoint('churn') });
    expect((await watch()).code).to.equal(0);
  });
  afterEach('remove everything', () => {
    world.remove();
  });

  /** Looks once; `onText` is called with what is written to stderr, before the program goes on. */
  async function watch(onText: (text: string) => void = () => undefined) {
    const output = { stdout: '', stderr: '' };
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    const stderr = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        output.stderr += chunk.toString();
        onText(chunk.toString());
        done();
      },
    });
    const { run } = await import('../../processor/cli/run.ts');
    const argv = ['watch', '--once', '--remote', world.remote, '--state-dir', world.stateDir];
    const { env, folder: cwd } = world;
    const code = await run({ argv, env, cwd, stdin, stdout, stderr, onInterrupt: () => undefined });
    return { code, ...output };
  }

  function target() {
    const account = '000000000000';
    const stage = {
      name: 'default',
      account,
      region: 'us-east-1',
      assetsBucket: 'x',
      approval: false,
      protected: false,
    };
    return createLocalTarget({ stateDir: world.stateDir, stage, clock: createSystemClock(), diffTemplates });
  }

  /** What a killed run on another commit leaves behind: an update that nobody looks at. */
  async function leaveUpdateRunning(commit: string): Promise<void> {
    const stacks = target();
    const lock = await stacks.lock('a run that is killed');
    const { tags, stackId } = (await stacks.describeStack(STACK)) ?? expect.fail();
    const template: StackTemplate = (await stacks.readTemplate(STACK)) ?? expect.fail();
    const Outputs = { ...template.Outputs, [FINGERPRINT_OUTPUT]: { Value: 'f'.repeat(64) } };
    const token = formatOperationToken({ kind: 'update', commit, planDigest: 'a'.repeat(64), runId: 'killed' });
    const changed = { template: { ...template, Outputs }, description: 'killed' };
    const changeSet = await stacks.createChangeSet({ stackName: STACK, kind: 'update', tags, token, ...changed });
    if (changeSet.result !== 'ready') return expect.fail(changeSet.result);
    await stacks.executeChangeSet(changeSet, token);
    await lock.release();
    const { status } = (await target().listStacks()).find((one) => one.stackId === stackId) ?? expect.fail();
    expect(status).to.equal('UPDATE_IN_PROGRESS');
  }

  it('plans again by itself when the update of an older commit has ended', async () => {
    await leaveUpdateRunning(first);
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    let noted: unknown;
    const { code, stdout, stderr } = await watch((text) => {
      if (text.includes('planning again')) noted = world.record();
    });

    expect(noted, 'what a kill would leave').to.deep.include({ begun: { commit, sequence: 2 }, applied: commit });
    expect(stderr).to.match(/^what is deployed has moved since it was planned: planning again$/m);
    expect([code, stderr.includes(`${commit.slice(0, 12)} applied: 1 deployed\n`)], stderr).to.deep.equal([0, true]);
    expect(stdout)
      .to.match(/Done: 1 deployed\n/)
      .and.not.to.include('stale-plan');
    expect((await target().describeStack(STACK))?.status).to.equal('UPDATE_COMPLETE');
    expect((await watch()).stderr).to.match(/which was dealt with at \S+: applied\n$/);
  });

  it('tells of all that was done for the commit, before and after', async () => {
    await leaveUpdateRunning(first);
    world.push({
      'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }),
      'price/mlops-config.json': endpoint('price'),
    });
    const { code, stdout, stderr } = await watch();

    expect([code, stderr.match(/planning again/g)?.length], stderr).to.deep.equal([0, 1]);
    expect(stdout)
      .to.match(/price · .* created in/)
      .and.to.match(/Done: 2 deployed\n/);
  });

  it('tells what it did also where it cannot plan again', async () => {
    await leaveUpdateRunning(first);
    const faults = join(world.stateDir, 'faults.json');
    world.push({
      'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }),
      'price/mlops-config.json': endpoint('price'),
    });
    const { code, stdout, stderr } = await watch((text) => {
      if (text.includes('planning again')) writeFileSync(faults, 'no JSON');
    });
    expect(code, stderr).to.equal(1);
    expect(stderr).to.match(/is not applied yet: \S+ is not a description of faults/);
    expect(stdout)
      .to.match(/price · .* created in/)
      .and.to.match(/Not done: 1 deployed, 1 refused\n/);

    rmSync(faults);
    const next = await watch();
    expect([next.code, next.stderr.includes('applied: 1 deployed')], next.stderr).to.deep.equal([0, true]);
  });

  it('gives up for now where it moves each time, and goes on at the next look', async () => {
    const commit = world.push({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    let plans = 0;
    const restless = await watch((text) => {
      if (!text.startsWith('Plan ')) return;
      plans += 1;
      const status = plans % 2 === 1 ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
      writeFileSync(join(world.stateDir, 'faults.json'), JSON.stringify({ statuses: { [STACK]: status } }));
    });
    expect([restless.code, plans], restless.stderr).to.deep.equal([1, 3]);
    expect(restless.stderr).to.include(
      `error: ${commit.slice(0, 12)} is not applied yet: 1 refused; what is deployed moved`,
    );
    expect(world.record()).to.deep.include({ begun: { commit, sequence: 2 } });

    const next = await watch();
    expect(next.stderr).to.include('going on where the last run ended').and.include('applied: 1 deployed');
    expect(next.code).to.equal(0);
  });

  it('does not plan again what failed', async () => {
    await leaveUpdateRunning(first);
    const failures = [
      { stack: STACK.replace('churn', 'price'), logicalId: 'Model', operation: 'create', reason: 'no' },
    ];
    writeFileSync(join(world.stateDir, 'faults.json'), JSON.stringify({ failures }));
    world.push({
      'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }),
      'price/mlops-config.json': endpoint('price'),
    });
    const { code, stderr } = await watch();

    expect(code).to.equal(1);
    expect(stderr).to.include('failed: 1 failed, 1 refused').and.not.include('planning again');
  });
});
