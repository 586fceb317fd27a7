import { expect } from 'chai';
import fc from 'fast-check';
import { lookOnce } from '../../../processor/watch/look-once.ts';
import { readDeliveryHeaders } from '../../../processor/webhooks/read-delivery-headers.ts';
import { receiveDelivery } from '../../../processor/webhooks/receive-delivery.ts';
import { deliveryHeaders, memoryDeliveries, NOTHING, pushBody, REPOSITORY, SECRET } from '../../helpers/deliveries.ts';
import { Killed, unavailable, WatchWorld, type KillPoint } from '../../helpers/watch-world.ts';

/** What may happen, in any order. */
type Step =
  | { readonly kind: 'push' }
  /** Delivers what is waiting at this place: out of order, and again and again, or never. */
  | { readonly kind: 'deliver'; readonly place: number; readonly again: boolean }
  | { readonly kind: 'poll' }
  | { readonly kind: 'outage' }
  | { readonly kind: 'kill'; readonly at: KillPoint };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'push' }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), place: fc.nat({ max: 9 }), again: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'poll' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'outage' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('kill' as const),
      at: fc.constantFrom<KillPoint>('before-begin', 'after-begin', 'half-applied', 'applied'),
    }),
  },
);

/** A branch, the deliveries about it that are on their way, and a receiver that takes them. */
class Loop {
  readonly world = new WatchWorld();
  readonly store = memoryDeliveries();
  readonly #sent: { readonly id: string; readonly body: string }[] = [];
  #pushes = 0;

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'push': {
        const before = this.world.tipCommit ?? NOTHING;
        const after = this.world.push();
        this.#pushes += 1;
        this.#sent.push({ id: `d-${this.#pushes}`, body: pushBody({ before, after }) });
        return;
      }
      case 'deliver': {
        const place = step.place % Math.max(1, this.#sent.length);
        const [delivery] = step.again ? this.#sent.slice(place, place + 1) : this.#sent.splice(place, 1);
        if (delivery !== undefined) await this.#deliver(delivery);
        return;
      }
      case 'poll':
        return this.look();
      case 'outage':
        this.world.unreachable = this.world.unreachable === undefined ? unavailable() : undefined;
        return;
      case 'kill':
        this.world.kill = step.at;
        return;
      default:
        return step satisfies never;
    }
  }

  /** As `serve` does it: what waited before the look is done after it. */
  async look(): Promise<void> {
    const covered = (await this.store.pending()).map(({ id }) => id);
    try {
      const looked = await lookOnce(this.world.context());
      if (looked.end === 'settled') await this.store.finish(covered);
    } catch (error) {
      // The process is gone; the next look is that of another one.
      if (!(error instanceof Killed)) throw error;
    }
  }

  async #deliver({ id, body }: { readonly id: string; readonly body: string }): Promise<void> {
    const headers = readDeliveryHeaders(deliveryHeaders(body, { 'x-github-delivery': id }));
    if ('status' in headers) throw new Error(headers.message);
    const received = await receiveDelivery(headers, Buffer.from(body), {
      secrets: [SECRET],
      watched: { repository: REPOSITORY.full_name, id: REPOSITORY.id },
      branch: 'main',
      reviews: false,
      store: this.store,
      now: '2026-03-02T09:30:00Z',
    });
    expect(received.answer.status).to.be.oneOf([200, 202]);
    if (received.delivery !== undefined) await this.look();
  }
}

describe('any order of pushes, deliveries, polls, outages and kills', () => {
  it('ends at the newest commit, applies each at most once, never goes back, and leaves nothing waiting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const loop = new Loop();
        await loop.take({ kind: 'push' });
        for (const each of steps) await loop.take(each);
        loop.world.unreachable = undefined;
        loop.world.kill = undefined;
        await loop.look();

        const { world } = loop;
        expect(world.deployed).to.equal(world.tipCommit);
        expect(world.effects).to.deep.equal([...new Set(world.effects)].sort());
        expect(world.records.read()).not.to.have.property('begun');
        expect(await loop.store.pending()).to.deep.equal([]);
      }),
      { numRuns: 1000 },
    );
  });
});
