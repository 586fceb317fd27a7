import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createJsonLog } from '../../../processor/cli/shared/log.ts';
import { runReviewLane } from '../../../processor/cli/serve/review-lane.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { Delivery } from '../../../processor/ports/delivery-store.ts';
import { memoryDeliveries, SECRET } from '../../helpers/deliveries.ts';
import { findUntoldReviews, type OpenHead } from '../../../processor/cli/serve/untold-reviews.ts';
import type { ReviewRecords } from '../../../processor/ports/review-records.ts';

const [HEAD, OTHER] = ['c'.repeat(40), 'd'.repeat(40)];

function delivery(id: string, number: number, action = 'opened'): Delivery {
  const subject = {
    kind: 'pull-request',
    number,
    action,
    headCommit: HEAD,
    fromFork: false,
  } as const;
  return { id, bodySha256: id, receivedAt: '2026-03-02T09:30:00Z', subject };
}

function memoryRecords(heads: readonly (readonly [number, string])[] = []): ReviewRecords {
  let kept: ReadonlyMap<number, string> = new Map(heads);
  return {
    read: () => kept,
    write: (next) => {
      kept = new Map(next);
    },
  };
}

describe('the lane of reviews', () => {
  /** Runs until nothing is left to do; gives the pull requests in the order of their reviews. */
  async function run(
    store: ReturnType<typeof memoryDeliveries>,
    review: (number: number) => Promise<void> | void,
    host: { readonly open: () => readonly OpenHead[] | undefined; readonly records?: ReviewRecords } = {
      open: () => undefined,
    },
  ): Promise<{ readonly reviewed: readonly number[]; readonly log: string; readonly pauses: readonly number[] }> {
    const stderr = new PassThrough();
    const reviewed: number[] = [];
    const pauses: number[] = [];
    let isIdle = false;
    const log = createJsonLog(stderr, () => '2026-03-02T09:30:00Z');
    await runReviewLane({
      store,
      log,
      untold: findUntoldReviews({
        listOpen: () => Promise.resolve(host.open()),
        records: host.records ?? memoryRecords(),
        log,
        interval: 3_600_000,
        elapsed: () => 0,
      }),
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

  describe('without a delivery', () => {
    it('reviews what is open and was not reviewed with this head, and what ended', async () => {
      const records = memoryRecords([
        [7, HEAD],
        [8, OTHER],
        [9, HEAD],
      ]);
      const open = [7, 8, 10].map((number) => ({ number, headCommit: HEAD }));
      const { reviewed, log } = await run(memoryDeliveries(), () => undefined, { open: () => open, records });

      expect(reviewed).to.deep.equal([8, 10, 9]);
      expect([...records.read()]).to.deep.equal([
        [7, HEAD],
        [8, HEAD],
        [10, HEAD],
      ]);
      expect(log).to.include('changed without a delivery that told of it: #8, #10, #9');
      expect((await run(memoryDeliveries(), () => undefined, { open: () => open, records })).reviewed).to.deep.equal(
        [],
      );
    });

    it('does not review again what a delivery told of', async () => {
      const store = memoryDeliveries();
      await store.add(delivery('a', 7));
      await store.add(delivery('b', 8, 'closed'));
      const records = memoryRecords([[8, HEAD]]);
      const open = [{ number: 7, headCommit: HEAD }];

      expect((await run(store, () => undefined, { open: () => open, records })).reviewed).to.deep.equal([7, 8]);
      expect([...records.read()]).to.deep.equal([[7, HEAD]]);
    });

    it('reviews what deliveries that came out of order left behind', async () => {
      const store = memoryDeliveries();
      await store.add(delivery('old', 7));
      const open = [{ number: 7, headCommit: OTHER }];

      expect((await run(store, () => undefined, { open: () => open })).reviewed).to.deep.equal([7, 7]);
    });

    it('tries five times, and then waits for the next head', async () => {
      const records = memoryRecords();
      const host = { open: () => [{ number: 7, headCommit: HEAD }], records };
      function fail(): never {
        throw new UserError('no-pull-request', 'refs/pull/7/head is not there');
      }
      expect((await run(memoryDeliveries(), fail, host)).reviewed).to.have.length(5);
      expect((await run(memoryDeliveries(), fail, host)).reviewed).to.have.length(0);
    });

    it('says once that the host cannot be asked, and goes on with deliveries', async () => {
      const store = memoryDeliveries();
      await store.add(delivery('a', 7));
      const { reviewed, log } = await run(store, () => undefined, {
        open: () => {
          throw new UserError('host-access-denied', 'the token may not list pull requests');
        },
      });

      expect(reviewed).to.deep.equal([7]);
      expect(log).to.include('the token may not list pull requests [host-access-denied]; tried again by itself');
    });
  });
});
