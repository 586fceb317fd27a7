import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createJsonLog } from '../../../processor/cli/log.ts';
import { runReviewLane } from '../../../processor/cli/review-lane.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { Delivery } from '../../../processor/ports/delivery-store.ts';
import { memoryDeliveries, SECRET } from '../../helpers/deliveries.ts';

function delivery(id: string, number: number): Delivery {
  const subject = {
    kind: 'pull-request',
    number,
    action: 'opened',
    headCommit: 'c'.repeat(40),
    fromFork: false,
  } as const;
  return { id, bodySha256: id, receivedAt: '2026-03-02T09:30:00Z', subject };
}

describe('the lane of reviews', () => {
  /** Runs until nothing is left to do; gives the pull requests in the order of their reviews. */
  async function run(
    store: ReturnType<typeof memoryDeliveries>,
    review: (number: number) => Promise<void> | void,
  ): Promise<{ readonly reviewed: readonly number[]; readonly log: string; readonly pauses: readonly number[] }> {
    const stderr = new PassThrough();
    const reviewed: number[] = [];
    const pauses: number[] = [];
    let isIdle = false;
    await runReviewLane({
      store,
      log: createJsonLog(stderr, () => '2026-03-02T09:30:00Z'),
      review: async ({ number }) => {
        reviewed.push(number);
        await review(number);
      },
      nap: {
        pause: (milliseconds) => {
          if (milliseconds > 600_000) isIdle = true;
          else pauses.push(milliseconds);
          return Promise.resolve();
        },
        wake: () => undefined,
      },
      isStopped: () => isIdle,
      random: () => 0,
    });
    return { reviewed, pauses, log: String(stderr.read() ?? '') };
  }

  it('answers all deliveries about a pull request with one review', async () => {
    const store = memoryDeliveries();
    for (const [id, number] of [
      ['a', 7],
      ['b', 8],
      ['c', 7],
      ['d', 7],
    ] as const)
      await store.add(delivery(id, number));

    expect((await run(store, () => undefined)).reviewed).to.deep.equal([7, 8]);
    expect(await store.pending()).to.deep.equal([]);
  });

  it('reviews once more what changed while it was reviewed', async () => {
    const store = memoryDeliveries();
    await store.add(delivery('a', 7));
    let count = 0;
    const { reviewed } = await run(store, async () => {
      count += 1;
      if (count === 1) await store.add(delivery('b', 7));
    });

    expect(reviewed).to.deep.equal([7, 7]);
  });

  it('tries a review that fails five times, less and less often, and others meanwhile', async () => {
    const store = memoryDeliveries();
    await store.add(delivery('a', 7));
    await store.add(delivery('b', 8));
    const { reviewed, pauses, log } = await run(store, (number) => {
      if (number === 7) throw new UserError('host-unavailable', 'GitHub cannot be reached');
    });

    expect(reviewed).to.deep.equal([7, 8, 7, 7, 7, 7]);
    expect(pauses).to.deep.equal([20_000, 40_000, 80_000, 160_000]);
    expect(log).to.match(/GitHub cannot be reached \[host-unavailable\]; it is not tried again before it changes/);
    expect(await store.pending()).to.deep.equal([]);
  });

  it('survives a fault of ours', async () => {
    const store = memoryDeliveries();
    await store.add(delivery('a', 7));
    const { log } = await run(store, () => {
      throw new TypeError('a bug');
    });

    expect(log).to.match(/internal error: TypeError: a bug/);
    expect(log).not.to.include(SECRET);
  });

  it('waits before it goes on when it cannot write down what is done', async () => {
    const store = memoryDeliveries();
    await store.add(delivery('a', 7));
    let failures = 2;
    const failing = {
      ...store,
      finish: (ids: readonly string[]) => {
        failures -= 1;
        if (failures >= 0) return Promise.reject(new UserError('state-not-accessible', 'no space left'));
        return store.finish(ids);
      },
    };
    const { reviewed, pauses } = await run(failing, () => undefined);

    expect(reviewed).to.deep.equal([7, 7, 7]);
    expect(pauses).to.deep.equal([20_000, 20_000]);
  });
});
