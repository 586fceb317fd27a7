import { createHash } from 'node:crypto';
import type { Delivery } from '../../ports/delivery-store.ts';
import type { KnownPush, PushOrder, PushPlace } from '../../ports/push-order.ts';
import { busy } from './bucket-deliveries.ts';
import type { BucketObjects } from './bucket-objects.ts';

export interface BucketPushOrderOptions {
  readonly prefix: string;
  /** How a push stands to the newest one that is known. */
  readonly compare: (delivery: Delivery, known: KnownPush | undefined) => PushPlace;
}

/** So often a write is tried that another receiver came before. */
const ATTEMPTS = 5;

/** An object under the prefix for each branch, replaced only as long as it is the one that was compared with. */
export function bucketPushOrder(objects: BucketObjects, { prefix, compare }: BucketPushOrderOptions): PushOrder {
  function keyOf(branch: string): string {
    return `${prefix}branches/${createHash('sha256').update(branch).digest('hex')}.json`;
  }
  return {
    newest: async (branch) => {
      const object = await objects.read(keyOf(branch));
      return object === undefined ? undefined : parse(object.text);
    },
    advance: async (delivery) => {
      const { subject, id } = delivery;
      if (subject.kind !== 'push') return 'newest';
      const key = keyOf(subject.branch);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const object = await objects.read(key);
        const place = compare(delivery, object === undefined ? undefined : parse(object.text));
        if (place !== 'newest') return place;
        const { commit, before, pushedAt } = subject;
        const push: KnownPush = {
          deliveryId: id,
          commit,
          before,
          ...(pushedAt === undefined ? {} : { pushedAt }),
        };
        if (await objects.write(key, JSON.stringify(push), object === undefined ? 'absent' : { tag: object.tag })) {
          return 'newest';
        }
      }
      throw busy();
    },
    started: async (branch, { commit, executionId }) => {
      const key = keyOf(branch);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const object = await objects.read(key);
        const known = object === undefined ? undefined : parse(object.text);
        if (object === undefined || known?.commit !== commit) return;
        const text = JSON.stringify({ ...known, executionId } satisfies KnownPush);
        if (await objects.write(key, text, { tag: object.tag })) return;
      }
      throw busy();
    },
  };
}

/** What cannot be read is as good as not known: the next push is the newest then. */
function parse(text: string): KnownPush | undefined {
  try {
    const push = JSON.parse(text) as KnownPush | null;
    return typeof push?.deliveryId === 'string' ? push : undefined;
  } catch {
    return undefined;
  }
}
