import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import type { FileSystem } from '../../../../processor/adapters/local/file-system.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { deploy, newToken, readyChangeSet, templates, harnessWithoutFaults } from '../../../contract/drive-stack.ts';
import { failingFileSystem } from '../../../helpers/failing-file-system.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { pend } from '../../../helpers/pend.ts';

const STACK = { stackName: 'kept', template: templates.topic('first', 'f1') };

describe('local target when writing fails', () => {
  const folder = useTemporaryFolder();

  function open(options: Partial<Parameters<typeof createLocalTarget>[0]> = {}): StackTarget {
    return createLocalTarget({ stateDir: folder(), stage: localStage, clock: steppingClock(), ...options });
  }

  async function deployFirst(): Promise<void> {
    const target = open();
    const lock = await target.lock('first');
    await deploy(harnessWithoutFaults(target), STACK);
    await lock.release();
  }

  for (const code of ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'EACCES', 'EMFILE']) {
    it(`keeps the old or the new state whichever write ends with ${code}`, async function () {
      this.timeout(60_000);
      await deployFirst();
      let failures = 0;
      for (let change = 0; change < 80; change++) {
        const disk = failingFileSystem();
        const target = open({ fileSystem: disk.fileSystem });
        const before = await open().listStacks();
        disk.failAt(change, { code });
        const error = await update(target, `try-${change}`).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined) break;
        failures += 1;
        expect(error).to.be.instanceOf(UserError);
        expect((error as UserError).code).to.equal('state-not-accessible');
        const [after] = await open().listStacks();
        expect(after?.stackName).to.equal('kept');
        expect(after?.stackId).to.equal(before[0]?.stackId);
        expect(after?.outputs['MlopsFingerprint']).to.match(/^(f1|try-\d+)$/);
        expect(leftBehind(), `temporary files after change ${change}`).to.deep.equal([]);
        await converge(open());
      }
      expect(failures, 'places where a write can fail').to.be.greaterThan(20);
    });
  }

  /** A disk on which one call fails by its nature, always. */
  function lacking(name: 'linkSync' | 'fsyncSync', code: string, isMeant: (...args: readonly unknown[]) => boolean) {
    return new Proxy<FileSystem>(fs, {
      get(target, called: keyof FileSystem) {
        const call = target[called] as (...args: readonly unknown[]) => unknown;
        if (called !== name) return call;
        return (...args: readonly unknown[]): unknown => {
          if (isMeant(...args)) throw Object.assign(new Error(`${code}: by nature`), { code });
          return call(...args);
        };
      },
    });
  }

  for (const code of ['ENOTSUP', 'EPERM']) {
    it(`does without hard links where the disk says ${code} of them`, async () => {
      const target = open({ fileSystem: lacking('linkSync', code, () => true) });

      const lock = await target.lock('first');
      await deploy(harnessWithoutFaults(target), STACK);
      await lock.release();

      expect((await open().describeStack('kept'))?.outputs['MlopsFingerprint']).to.equal('f1');
      expect(leftBehind()).to.deep.equal([]);
    });
  }

  it('does without flushed folders where the disk flushes files alone', async () => {
    const fileSystem = lacking('fsyncSync', 'EINVAL', (file) => fs.fstatSync(file as number).isDirectory());

    const target = open({ fileSystem });
    const lock = await target.lock('first');
    await deploy(harnessWithoutFaults(target), STACK);
    await lock.release();

    expect((await open().describeStack('kept'))?.outputs['MlopsFingerprint']).to.equal('f1');
  });

  it('holds its lock for nobody when even releasing fails', async () => {
    const disk = failingFileSystem();
    const target = open({ fileSystem: disk.fileSystem });
    const lock = await target.lock('first');
    disk.failAt(0, { code: 'ENOSPC', forever: true });
    await lock.release().catch(() => undefined);
    const second = await open()
      .lock('second')
      .catch((error: unknown) => String(error));
    expect(second, 'the lock of somebody else').to.have.property('release');
    if (typeof second === 'object') await second.release();
  });

  it('says that the disk is full, on a real full disk', async function () {
    const disk = path.join(folder(), 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      pend(this, 'no right to mount a small disk');
    }
    try {
      const target = open({ stateDir: disk });
      const lock = await target.lock('full');
      await deploy(harnessWithoutFaults(target), STACK);
      writeFileSync(path.join(disk, 'filler'), Buffer.alloc(130_000));
      const template = { ...templates.topic('second', 'f2'), Metadata: { padding: 'x'.repeat(60_000) } };
      const request = { stackName: 'kept', kind: 'update', template } as const;
      const error = await readyChangeSet(target, request).catch((thrown: unknown) => thrown);
      expect((error as UserError).code).to.equal('state-not-accessible');
      expect((error as UserError).message).to.include('no space left');
      expect((await target.describeStack('kept'))?.outputs['MlopsFingerprint']).to.equal('f1');
      await lock.release().catch(() => undefined);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('plans on a state folder that does not exist, and does not make it', async () => {
    const stateDir = path.join(folder(), 'absent');
    const target = open({ stateDir });
    expect(await target.listStacks()).to.deep.equal([]);
    expect(await target.describeStack('x')).to.equal(undefined);
    expect(await target.listOperations()).to.deep.equal([]);
    expect(existsSync(stateDir)).to.equal(false);
  });

  it('reads without writing anything', async () => {
    await deployFirst();
    chmodSync(folder(), 0o500);
    const disk = failingFileSystem();
    const target = open({ fileSystem: disk.fileSystem });
    disk.failAt(0, { code: 'EROFS', forever: true });
    expect(await target.listStacks()).to.have.length(1);
    const stack = await target.describeStack('kept');
    expect(await target.readTemplate('kept')).to.deep.equal(STACK.template);
    expect(await target.listEvents(stack?.stackId ?? '')).to.have.length.greaterThan(3);
    expect(await target.listOperations()).to.have.length(1);
    expect(disk.calls).to.deep.equal([]);
    chmodSync(folder(), 0o700);
  });

  it('keeps itself out of Git and away from other users', async () => {
    await deployFirst();
    expect(execFileSync('cat', [path.join(folder(), '.gitignore')]).toString()).to.equal('*\n');
    const modes = execFileSync('find', [folder(), '-mindepth', '2', '-perm', '/077']).toString();
    expect(modes).to.equal('');
  });

  it('hides nothing of a folder that holds other files, and itself beside what is its own', async () => {
    const ignore = path.join(folder(), '.gitignore');
    writeFileSync(path.join(folder(), 'mlops-config.json'), '{}');
    await deployFirst();
    expect(existsSync(ignore)).to.equal(false);
    for (const ours of ['faults.json', '.tmp-of-a-killed-run']) {
      rmSync(folder(), { recursive: true });
      mkdirSync(folder());
      writeFileSync(path.join(folder(), ours), '{}');
      await deployFirst();
      expect(existsSync(ignore), ours).to.equal(true);
    }
  });

  async function update(target: StackTarget, fingerprint: string): Promise<void> {
    const lock = await target.lock('update');
    try {
      const template = templates.topic(fingerprint, fingerprint);
      const changeSet = await readyChangeSet(target, { stackName: 'kept', kind: 'update', template });
      await target.executeChangeSet(changeSet, newToken('update'));
      while ((await target.describeStack('kept'))?.status.endsWith('_IN_PROGRESS') === true);
    } finally {
      await lock.release();
    }
  }

  async function converge(target: StackTarget): Promise<void> {
    const lock = await target.lock('converge');
    while ((await target.describeStack('kept'))?.status.endsWith('_IN_PROGRESS') === true);
    expect((await target.describeStack('kept'))?.status).to.match(/_COMPLETE$/);
    await lock.release();
  }

  function leftBehind(): readonly string[] {
    return readdirSync(folder(), { recursive: true })
      .map(String)
      .filter((name) => name.includes('.tmp-'));
  }
});
