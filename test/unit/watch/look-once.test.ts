import { expect } from 'chai';
import { UserError } from '../../../processor/model/errors.ts';
import type { WatchRules } from '../../../processor/watch/decide.ts';
import { lookOnce, type Looked } from '../../../processor/watch/look-once.ts';
import { Killed, unavailable, WatchWorld, type KillPoint } from '../../helpers/watch-world.ts';

describe('one look at a branch', () => {
  let world: WatchWorld;

  beforeEach('start with nothing', () => {
    world = new WatchWorld();
  });

  function look(rules: Partial<WatchRules> = {}): Promise<Looked> {
    return lookOnce(world.context(rules));
  }

  function lastEvent(): string | undefined {
    return world.events.at(-1)?.kind;
  }

  it('applies the newest commit, once', async () => {
    world.push();
    const newest = world.push();

    expect(await look()).to.deep.equal({ end: 'settled', good: true });
    expect(await look()).to.deep.equal({ end: 'settled', good: true });
    expect(world.effects).to.deep.equal([newest]);
    expect(world.records.read()).to.deep.equal({
      remote: '/srv/models.git',
      branch: 'main',
      sequence: 1,
      applied: newest,
      handled: { commit: newest, at: '2026-03-02T09:30:00Z', result: 'applied' },
    });
  });

  it('leaves out commits that were overtaken while it worked', async () => {
    const first = world.push();
    await look();
    world.push();
    world.push();
    const last = world.push();
    await look();

    expect(world.effects).to.deep.equal([first, last]);
    const about = { kind: 'deploying', because: 'new' };
    expect(world.events.filter(({ kind }) => kind === 'deploying')).to.deep.equal([
      { ...about, commit: first },
      { ...about, commit: last, applied: first },
    ]);
  });

  it('says how it ended, and what the user can do', async () => {
    const commit = world.push();
    world.ends = [{ end: 'failed', message: '1 failed', steps: ['look at the stack'] }];
    await look();
    const handled = { commit, at: '2026-03-02T09:30:00Z', result: 'failed' };
    expect(world.events.at(-1)).to.deep.equal({
      kind: 'handled',
      handled,
      message: '1 failed',
      steps: ['look at the stack'],
    });

    await look({ retry: true });
    expect(world.events.at(-2)).to.deep.include({ kind: 'deploying', because: 'retried' });
    expect(world.events.at(-1)).to.deep.include({ message: '1 deployed', steps: [] });
  });

  it('takes a pipeline that was started for a good end', async () => {
    world.push();
    world.ends = [{ end: 'started', message: 'execution e-1' }];

    expect(await look()).to.deep.equal({ end: 'settled', good: true });
    expect(await look()).to.deep.equal({ end: 'settled', good: true });
  });

  it('tries a rejected or failed commit again only when it is asked to', async () => {
    for (const end of ['rejected', 'failed'] as const) {
      const commit = world.push();
      world.ends = [{ end, message: 'no' }];
      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(world.effects).not.to.include(commit);
      expect(await look({ retry: true })).to.deep.equal({ end: 'settled', good: true });
      expect(world.effects.at(-1)).to.equal(commit);
    }
  });

  it('keeps what is deployed when a commit is rejected, and goes on with the one after it', async () => {
    const good = world.push();
    await look();
    world.ends = [{ end: 'rejected', message: '2 errors in the config' }];
    world.push();
    await look();
    expect([world.deployed, world.records.read()?.applied]).to.deep.equal([good, good]);

    const mended = world.push();
    await look();
    expect(world.deployed).to.equal(mended);
  });

  it('does not end by what is missing around it, and does it when that is back', async () => {
    const commit = world.push();
    world.ends = [{ end: 'later', error: new UserError('no-credentials', 'expired') }];

    expect(await look()).to.deep.equal({ end: 'later' });
    expect(lastEvent()).to.equal('trouble');
    expect(await look()).to.deep.equal({ end: 'settled', good: true });
    expect(world.effects).to.deep.equal([commit]);
  });

  it('tells of a record that cannot be written, and changes nothing before it can', async () => {
    const commit = world.push();
    world.unwritable = new UserError('state-not-accessible', 'no space left');

    expect(await look()).to.deep.equal({ end: 'later' });
    expect(world.events).to.have.length(1);
    expect(world.events[0]).to.deep.include({ kind: 'trouble', step: 'deploy', commit });
    expect(world.deployed).to.equal(undefined);
    await look();
    expect(world.deployed).to.equal(commit);
  });

  it('ends by a fault of its own', async () => {
    const fault = new TypeError('a fault');
    world.unreachable = fault;
    expect(await look().catch((error: unknown) => error)).to.equal(fault);

    world.unreachable = undefined;
    world.push();
    world.unwritable = fault;
    expect(await look().catch((error: unknown) => error)).to.equal(fault);
    expect(world.events).to.deep.equal([]);
  });

  it('changes nothing while the remote cannot be reached', async () => {
    world.push();
    world.unreachable = unavailable();

    expect(await look()).to.deep.equal({ end: 'later' });
    expect(world.records.read()).to.equal(undefined);
  });

  it('leaves everything as it is when the branch is deleted, and goes on when it is back', async () => {
    const commit = world.push();
    await look();
    world.tip = { kind: 'gone', branches: ['trunk'], sameCommit: ['trunk'] };

    expect(await look()).to.deep.equal({ end: 'settled', good: false });
    expect(world.events.at(-1)).to.deep.equal({ kind: 'gone', branches: ['trunk'], sameCommit: ['trunk'] });
    expect(world.deployed).to.equal(commit);
    world.point(commit);
    const next = world.push();
    await look();
    expect(world.deployed).to.equal(next);
  });

  describe('at a branch that was set back', () => {
    let older: string;
    let newer: string;

    beforeEach('apply two commits and set the branch back to the first', async () => {
      older = world.push();
      await look();
      newer = world.push();
      await look();
      world.point(older);
    });

    it('refuses to go back, says so, and stays refusing', async () => {
      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(world.events.at(-1)).to.deep.include({ kind: 'refused', because: 'older', applied: newer });
      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(world.deployed).to.equal(newer);
      const handled = { commit: older, at: '2026-03-02T09:30:00Z', result: 'older' };
      expect(world.events.at(-1)).to.deep.equal({ kind: 'known', handled });
    });

    it('goes back when it is allowed to, also after it had refused', async () => {
      await look();
      expect(await look({ allowRollback: true })).to.deep.equal({ end: 'settled', good: true });
      expect(world.deployed).to.equal(older);
      expect(world.records.read()?.applied).to.equal(older);
      expect(world.events.at(-2)).to.deep.include({ kind: 'deploying', because: 'rollback', applied: newer });
    });

    it('has nothing to do when the branch is set forth again', async () => {
      await look();
      world.point(newer);
      await look();

      expect(world.effects).to.deep.equal([older, newer]);
    });

    it('goes on with a commit on top of it: that is a new history, and is said', async () => {
      const branched = world.push(older);
      await look();

      expect(world.deployed).to.equal(branched);
      expect(world.events.some((event) => event.kind === 'deploying' && event.because === 'rewritten')).to.equal(true);
    });

    it('refuses as well when nobody can say which is newer', async () => {
      world.forget(newer);

      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(world.events.at(-1)).to.deep.include({ kind: 'refused', because: 'unknown' });
      expect(world.deployed).to.equal(newer);
    });
  });

  describe('after a kill', () => {
    const points: readonly KillPoint[] = ['before-begin', 'after-begin', 'half-applied', 'applied'];
    for (const point of points) {
      it(`${point}: goes on with the same commit under the same number`, async () => {
        world.push();
        await look();
        const commit = world.push();
        world.kill = point;
        await look().then(
          () => expect.fail('it was not killed'),
          (error: unknown) => expect(error).to.be.instanceOf(Killed),
        );
        const { sequence } = world.records.read() ?? {};
        await look();

        expect(world.deployed).to.equal(commit);
        expect(world.effects.filter((effect) => effect === commit)).to.have.length(1);
        expect(world.records.read()).to.deep.include({ sequence, applied: commit });
        expect(world.records.read()).not.to.have.property('begun');
      });
    }

    it('does not take what was applied before for what is there, when the branch is set back meanwhile', async () => {
      const first = world.push();
      await look();
      world.push();
      world.kill = 'half-applied';
      await look().catch(() => undefined);
      world.point(first);

      expect(await look()).to.deep.equal({ end: 'settled', good: false });
      expect(world.events.at(-1)?.kind).to.equal('refused');
      expect(await look({ allowRollback: true })).to.deep.equal({ end: 'settled', good: true });
      expect(world.deployed).to.equal(first);
    });

    it('takes up what was begun where the branch was set back meanwhile, and forth again', async () => {
      const first = world.push();
      await look();
      const second = world.push();
      world.kill = 'half-applied';
      await look().catch(() => undefined);
      world.point(first);
      await look();
      world.point(second);
      await look();

      expect(world.deployed).to.equal(second);
      expect(world.events.at(-2)).to.deep.include({ kind: 'deploying', because: 'resumed' });
      expect(world.records.read()).to.deep.include({ sequence: 2, applied: second });
    });

    it('refuses a commit that had failed where a later one was begun with, and goes back when it is allowed to', async () => {
      const failed = world.push();
      world.ends = [{ end: 'failed', message: 'no' }];
      await look();
      world.push();
      world.kill = 'half-applied';
      await look().catch(() => undefined);
      world.point(failed);

      await look();
      expect(world.events.at(-1)).to.deep.include({ kind: 'refused', because: 'older' });
      await look({ allowRollback: true });
      expect(world.deployed).to.equal(failed);
    });

    it('goes on after a stop as after a kill', async () => {
      const commit = world.push();
      world.ends = [{ end: 'stopped' }];
      expect(await look()).to.deep.equal({ end: 'stopped' });
      expect(world.events.at(-1)).to.deep.equal({ kind: 'stopped', commit });
      await look();

      expect(world.deployed).to.equal(commit);
    });
  });
});
