import { expect } from 'chai';
import { existsSync, mkdirSync, readdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLocalTarget, createLocalTargets } from '../../../../processor/adapters/local/create-local-target.ts';
import type { ProcessTable } from '../../../../processor/adapters/local/process-identity.ts';
import { createProcessTable } from '../../../../processor/adapters/local/process-identity.ts';
import { InternalError, type UserError } from '../../../../processor/model/errors.ts';
import type { Clock } from '../../../../processor/ports/clock.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { newToken, readyChangeSet, requestOf, templates } from '../../../contract/drive-stack.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { pend } from '../../../helpers/pend.ts';

const STACK = { stackName: 'one', template: templates.topic() };

describe('lock of the local target (112)', () => {
  const folder = useTemporaryFolder();

  function open(options: Partial<Parameters<typeof createLocalTarget>[0]> = {}): StackTarget {
    return createLocalTarget({ stateDir: folder(), stage: localStage, clock: steppingClock(), ...options });
  }

  function lockFile(epoch: number): string {
    const lock = path.join(folder(), localStage.account, localStage.region, 'lock');
    mkdirSync(lock, { recursive: true });
    return path.join(lock, `${epoch}.json`);
  }

  /** Processes as seen from another machine: nobody there can be asked. */
  function elsewhere(): ProcessTable {
    return {
      self: () => ({ pid: 7, host: 'other-machine', pidSpace: 'other', startedAt: null }),
      liveness: () => 'unknown',
    };
  }

  async function errorOf(promise: Promise<unknown>): Promise<UserError> {
    return promise.then(
      () => expect.fail('no error'),
      (error: unknown) => error as UserError,
    );
  }

  it('names the holder to whoever comes second', async () => {
    const lock = await open().lock('apply of run 42');
    const error = await errorOf(open().lock('second'));
    expect(error.code).to.equal('lock-held');
    expect(error.message).to.include('apply of run 42').and.to.include(`process ${process.pid}`);
    await lock.release();
    await lock.release();
    await (await open().lock('second')).release();
  });

  it('gives a lock that holds to whoever asks while the last one lets go', async () => {
    const target = open();
    const first = await target.lock('first');

    const [, second] = await Promise.all([first.release(), target.lock('second')]);

    expect(await readyChangeSet(target, STACK)).to.have.property('changeSetId');
    await second.release();
    await (await open().lock('third')).release();
  });

  it('writes nothing without the lock', async () => {
    const error = await errorOf(open().createChangeSet(requestOf(STACK)));
    expect(error).to.be.instanceOf(InternalError);
    expect(existsSync(path.join(folder(), localStage.account))).to.equal(false);
  });

  it('is shared by stages of one account and region in one process', async () => {
    const targets = createLocalTargets({ stateDir: folder(), clock: steppingClock() });
    const first = await targets({ ...localStage, name: 'dev' }).lock('dev');
    const second = await targets({ ...localStage, name: 'prod' }).lock('prod');
    await first.release();
    expect((await errorOf(open().lock('stranger'))).code).to.equal('lock-held');
    await second.release();
    await (await open().lock('stranger')).release();
  });

  for (const [name, content] of [
    ['empty', ''],
    ['garbage', '\u0000\u0001garbage'],
    ['of another shape', '{"schema":1,"holder":"x","process":null}'],
    ['of a later format', '{"schema":9,"holder":"x"}'],
  ] as const) {
    it(`takes over a lock file that is ${name}, after one lease`, async () => {
      writeFileSync(lockFile(5), content);
      const clock = steppingClock();
      const start = clock.elapsed();
      const lock = await open({ clock, leaseMilliseconds: 30_000 }).lock('next');
      expect(clock.elapsed() - start).to.be.within(30_000, 40_000);
      await lock.release();
    });
  }

  it('takes over at once from a process that is gone', async () => {
    const here = createProcessTable();
    const dead = { ...here.self(), pid: 2 ** 22 + 1 };
    const held = open({ processes: { ...here, self: () => dead } });
    await held.lock('dead');
    const clock = steppingClock();
    const start = clock.elapsed();
    await (await open({ clock }).lock('next')).release();
    expect(clock.elapsed() - start).to.be.lessThan(1000);
  });

  it('is not fooled by a process that has the pid of one that is gone', async function () {
    const here = createProcessTable();
    if (here.self().startedAt === null) pend(this, 'this system does not tell when a process started');
    const reused = { ...here.self(), startedAt: '1' };
    await open({ processes: { ...here, self: () => reused } }).lock('dead');
    const clock = steppingClock();
    const start = clock.elapsed();
    await (await open({ clock }).lock('next')).release();
    expect(clock.elapsed() - start).to.be.lessThan(1000);
  });

  it('believes a holder on another host as long as its heartbeat changes the file', async () => {
    await open({ processes: elsewhere() }).lock('far away');
    let sleeps = 0;
    const clock = steppingClock();
    const beating: Clock = {
      ...clock,
      sleep: (milliseconds) => {
        sleeps += 1;
        if (sleeps === 3) utimesSync(lockFile(1), 1000, 1000);
        return clock.sleep(milliseconds);
      },
    };
    const error = await errorOf(open({ clock: beating }).lock('near'));
    expect([error.code, error.message.includes('other-machine')]).to.deep.equal(['lock-held', true]);
    expect(sleeps).to.equal(3);
  });

  for (const [name, time] of [
    ['a day in the future', new Date(Date.now() + 86_400_000)],
    ['a day in the past', new Date(Date.now() - 86_400_000)],
  ] as const) {
    it(`waits one lease, no more and no less, for a silent holder elsewhere dated ${name}`, async () => {
      await open({ processes: elsewhere() }).lock('far away');
      utimesSync(lockFile(1), time, time);
      const clock = steppingClock();
      const start = clock.elapsed();
      await (await open({ clock, leaseMilliseconds: 10_000 }).lock('near')).release();
      expect(clock.elapsed() - start).to.be.within(10_000, 12_000);
    });
  }

  it('lets nobody write who lost the lock, nor overwrite what came after', async () => {
    const sleeper = open({ processes: elsewhere() });
    const lost = await sleeper.lock('sleeps');
    const mine = await readyChangeSet(sleeper, STACK);
    const taker = open();
    const lock = await taker.lock('takes over');
    const before = readdirSync(folder(), { recursive: true }).map(String).sort();
    for (const write of [
      () => sleeper.executeChangeSet(mine, newToken('create')),
      () => sleeper.createChangeSet(requestOf({ ...STACK, stackName: 'two' })),
      () => sleeper.deleteStack(mine.stackId, newToken('delete')),
      () => sleeper.describeStack('one'),
    ]) {
      expect((await errorOf(write())).code).to.equal('lock-lost');
    }
    expect(readdirSync(folder(), { recursive: true }).map(String).sort()).to.deep.equal(before);
    await lost.release();
    expect((await errorOf(open().lock('third'))).code, 'releasing a lost lock frees nobody else').to.equal('lock-held');
    await taker.executeChangeSet(mine, newToken('create'));
    await lock.release();
  });

  it('gives the lock up when its file is removed by hand', async () => {
    const target = open();
    const lock = await target.lock('first');
    unlinkSync(lockFile(1));
    expect((await errorOf(target.createChangeSet(requestOf(STACK)))).code).to.equal('lock-lost');
    await lock.release();
    await (await open().lock('next')).release();
  });
});
