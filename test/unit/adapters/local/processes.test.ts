import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { buildSync } from 'esbuild';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

const WRITER = path.join(import.meta.dirname, 'writer.ts');

async function readCount(target: StackTarget, stackName: string): Promise<number> {
  const template = await target.readTemplate(stackName);
  return Number(template?.Resources['Topic']?.Properties?.['DisplayName'] ?? 0);
}

describe('local target and real processes', function () {
  this.timeout(240_000);
  const folder = useTemporaryFolder();
  let bundle: string;

  before('bundle the writer, so that starting it so often takes little time', () => {
    bundle = path.join(mkdtempSync(path.join(tmpdir(), 'mlops-writer-')), 'writer.mjs');
    buildSync({ entryPoints: [WRITER], outfile: bundle, bundle: true, platform: 'node', format: 'esm' });
  });

  after('remove the bundle', () => {
    rmSync(path.dirname(bundle), { recursive: true });
  });

  function startWriter(stateDir: string, stackName: string, share: number): ChildProcess {
    const args = [bundle, stateDir, stackName, String(share)];
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  function open(): StackTarget {
    return createLocalTarget({ stateDir: folder(), stage: localStage, clock: steppingClock() });
  }

  it('holds the old or the new state after each of 100 kills or more, and goes on', async () => {
    let last = 0;
    let acknowledged = 0;
    let inProgress = 0;
    // On a busy machine the writer is seldom at work when it is killed.
    for (let kill = 0; kill < 100 || (inProgress === 0 && kill < 400); kill++) {
      const writer = startWriter(folder(), 'killed', 1_000_000);
      let written = 0;
      writer.stdout?.on('data', (chunk: Buffer) => (written += chunk.length));
      // Not before it works, then at any moment of its next few writes.
      if (writer.stdout !== null) await once(writer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, (kill * 7.3) % 40));
      const closed = once(writer, 'close');
      writer.kill('SIGKILL');
      await closed;
      acknowledged += written;

      const target = open();
      const [stack] = await target.listStacks();
      const count = await readCount(target, 'killed');
      expect(stack?.stackName).to.equal('killed');
      if (stack?.status.endsWith('_IN_PROGRESS') === true) inProgress += 1;
      expect(count, 'never goes back').to.be.at.least(last);
      expect(count, 'nothing acknowledged is lost').to.be.at.least(acknowledged);
      expect(count, 'nothing comes from nowhere').to.be.at.most(acknowledged + kill + 1);
      last = count;
    }
    const target = open();
    const lock = await target.lock('afterwards');
    for (let look = 0; look < 5; look++) await target.describeStack('killed');
    expect((await target.describeStack('killed'))?.status).to.match(/^(CREATE|UPDATE)_COMPLETE$/);
    const operations = await target.listOperations('killed');
    expect(operations.length).to.be.at.least(await readCount(target, 'killed'));
    expect(operations.every(({ finishedAt }) => finishedAt !== undefined)).to.equal(true);
    await lock.release();
    const shards = path.join(folder(), localStage.account, localStage.region, 'stacks');
    const left = readdirSync(shards).flatMap((shard) => readdirSync(path.join(shards, shard)));
    expect(
      left.filter((name) => !name.endsWith('.json')),
      'temporary files',
    ).to.deep.equal([]);
    expect(left).to.have.length(3);
    expect(inProgress, 'kills that hit an operation under way').to.be.greaterThan(0);
  });

  for (const writers of [2, 4]) {
    it(`loses no update of ${writers} writers who race for the lock`, async () => {
      const share = 100 / writers;
      const all = Array.from({ length: writers }, () => startWriter(folder(), 'raced', share));
      const codes = await Promise.all(all.map((writer) => once(writer, 'close')));
      expect(codes.map(([code]) => code as number)).to.deep.equal(all.map(() => 0));
      const target = open();
      expect(await readCount(target, 'raced')).to.equal(100);
      const operations = await target.listOperations('raced');
      expect(operations).to.have.length(100);
      expect(new Set(operations.map(({ token }) => token)).size).to.equal(100);
    });
  }

  it('shows readers without the lock whole states only, while a writer works', async () => {
    const writer = startWriter(folder(), 'watched', 60);
    const closed = once(writer, 'close');
    const end = { reached: false };
    void closed.then(() => (end.reached = true));
    const target = open();
    let last = 0;
    let looks = 0;
    while (!end.reached) {
      const [stack] = await target.listStacks();
      const count = Number(stack?.outputs['Count'] ?? 0);
      expect(count).to.be.at.least(last);
      last = count;
      looks += 1;
      await target.describeStack('watched');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await readCount(target, 'watched')).to.equal(60);
    expect(looks).to.be.greaterThan(60);
  });
});
