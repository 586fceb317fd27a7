import { expect } from 'chai';
import fc from 'fast-check';
import { UserError } from '../../../processor/model/errors.ts';
import { keepWatching } from '../../../processor/watch/keep-watching.ts';
import { nextDelay } from '../../../processor/watch/next-delay.ts';
import { unavailable, WatchWorld } from '../../helpers/watch-world.ts';

/** Runs the loop; `steps` happen in its pauses, one in each, and then it is stopped. */
async function watch(
  world: WatchWorld,
  steps: readonly (() => void)[],
  rules: Parameters<WatchWorld['context']>[0] = {},
): Promise<readonly number[]> {
  const pauses: number[] = [];
  await keepWatching({
    ...world.context(rules),
    interval: 10_000,
    random: () => 0,
    isStopped: () => pauses.length > steps.length,
    pause: (milliseconds) => {
      steps[pauses.length]?.();
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });
  return pauses;
}

describe('watching', () => {
  let world: WatchWorld;
  function nothing(): void {
    // Time passes.
  }

  beforeEach('start with one commit', () => {
    world = new WatchWorld();
    world.push();
  });

  it('looks at each interval, and says what is news', async () => {
    await watch(world, [nothing, nothing, () => world.push(), nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['deploying', 'handled', 'deploying', 'handled']);
  });

  it('says once what an earlier process did', async () => {
    await watch(world, []);
    world.events.length = 0;
    await watch(world, [nothing, nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['known']);
  });

  it('waits longer and longer for a remote that cannot be reached, says so once, and says when it is back', async () => {
    await watch(world, []);
    world.events.length = 0;
    world.unreachable = unavailable();
    const pauses = await watch(world, [
      ...Array.from({ length: 8 }, () => nothing),
      () => {
        world.unreachable = undefined;
        world.push();
      },
      nothing,
    ]);

    expect(pauses).to.deep.equal([
      20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000, 300_000, 300_000, 10_000, 10_000,
    ]);
    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['trouble', 'deploying', 'handled', 'recovered']);
  });

  it('says each trouble once, however often the run begins', async () => {
    const later = { end: 'later', error: new UserError('lock-held', 'somebody else applies') } as const;
    world.ends = [later, later, later];
    await watch(world, [nothing, nothing, nothing, nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['deploying', 'trouble', 'handled']);
  });

  it('says another trouble than the one before', async () => {
    world.ends = (['lock-held', 'lock-held', 'no-credentials', 'lock-held'] as const).map((code, index) => {
      return { end: 'later', error: new UserError(code, `look ${index}`) };
    });
    await watch(world, [nothing, nothing, nothing, nothing, nothing]);

    const troubles = world.events.flatMap((event) => (event.kind === 'trouble' ? [event.error.message] : []));
    expect(troubles).to.deep.equal(['look 0', 'look 2', 'look 3']);
  });

  it('says that it goes on with what an earlier process was stopped in', async () => {
    world.ends = [{ end: 'stopped' }];
    await watch(world, []);
    world.events.length = 0;
    await watch(world, [nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['deploying', 'handled']);
    expect(world.events[0]).to.deep.include({ because: 'resumed' });
  });

  it('says nothing again after the remote was away', async () => {
    await watch(world, []);
    world.events.length = 0;
    await watch(world, [() => (world.unreachable = unavailable()), () => (world.unreachable = undefined), nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['known', 'trouble', 'recovered']);
  });

  it('refuses once to go back, and goes back at any look where it is allowed to', async () => {
    const older = world.tipCommit ?? '';
    await watch(world, [
      () => world.push(),
      () => {
        world.point(older);
      },
      nothing,
      nothing,
    ]);
    expect(world.events.slice(4).map(({ kind }) => kind)).to.deep.equal(['refused']);

    const newer = world.push();
    await watch(
      world,
      [
        nothing,
        () => {
          world.point(older);
        },
        nothing,
      ],
      { allowRollback: true },
    );
    expect(world.effects.slice(-2)).to.deep.equal([newer, older]);
  });

  it('retries what failed before it was started once, and not at each look', async () => {
    world.ends = [{ end: 'failed', message: '1 failed' }];
    await watch(world, []);
    world.ends = [{ end: 'failed', message: '1 failed' }];
    await watch(world, [nothing, nothing], { retry: true });

    expect(world.events.filter(({ kind }) => kind === 'deploying')).to.have.length(2);
  });

  it('says once that the branch is gone', async () => {
    world.tip = { kind: 'gone', branches: ['a'], sameCommit: [] };
    await watch(world, [nothing, nothing, nothing]);

    expect(world.events.map(({ kind }) => kind)).to.deep.equal(['gone']);
  });

  it('tells of each look, and stops after it without a pause', async () => {
    const looks: unknown[] = [];
    await keepWatching({
      ...world.context(),
      interval: 1,
      random: () => 0,
      isStopped: () => looks.length > 0,
      pause: () => expect.fail('it waits'),
      onLooked: (looked) => Promise.resolve(void looks.push(looked)),
    });

    expect(looks).to.deep.equal([{ end: 'settled', good: true }]);
  });

  it('stops without another look', async () => {
    await keepWatching({
      ...world.context(),
      interval: 1,
      random: () => 0,
      isStopped: () => true,
      pause: () => expect.fail('it waits'),
    });

    expect(world.events).to.deep.equal([]);
  });
});

describe('the pause after failures', () => {
  it('grows, never exceeds five minutes, and is spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 86_400_000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (interval, failures, random) => {
          const delay = nextDelay({ interval, failures, random });
          expect(delay).to.be.within(Math.min(interval, 30_000), 300_000);
          expect(nextDelay({ interval, failures: failures + 1, random })).to.be.at.least(delay);
          expect(nextDelay({ interval, failures: 0, random })).to.equal(interval);
        },
      ),
    );
  });
});
