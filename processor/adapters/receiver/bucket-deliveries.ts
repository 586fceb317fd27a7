import { UserError } from '../../model/errors.ts';
import type { AddResult, Delivery, DeliveryLog } from '../../ports/delivery-store.ts';
import type { BucketObjects } from './bucket-objects.ts';

interface Kept {
  readonly delivery: Delivery;
  readonly finished: boolean;
}

/** An object under the prefix for each delivery; its lifecycle is the bucket's. */
export function bucketDeliveries(objects: BucketObjects, prefix: string): DeliveryLog {
  function keyOf(id: string): string {
    return `${prefix}github/${id}.json`;
  }

  async function read(id: string): Promise<Kept | undefined> {
    const object = await objects.read(keyOf(id));
    return object === undefined ? undefined : parse(object.text, keyOf(id));
  }

  return {
    add: async (delivery): Promise<AddResult> => {
      const content = JSON.stringify({ delivery, finished: false } satisfies Kept);
      if (await objects.write(keyOf(delivery.id), content, 'absent')) return 'stored';
      const known = await read(delivery.id);
      // It was there a moment ago, or two writes met and neither came through.
      if (known === undefined) throw busy();
      if (known.delivery.bodySha256 !== delivery.bodySha256) return 'conflict';
      return known.finished ? 'finished' : 'unfinished';
    },
    finish: async (ids) => {
      for (const id of ids) {
        const known = await read(id);
        if (known === undefined || known.finished) continue;
        await objects.write(keyOf(id), JSON.stringify({ ...known, finished: true } satisfies Kept));
      }
    },
  };
}

/** `state-busy`: others write at the same moment. */
export function busy(): UserError {
  return new UserError('state-busy', 'several deliveries are being stored at once', {
    instructions: ['deliver again in a moment'],
  });
}

function parse(text: string, key: string): Kept {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    if (typeof kept?.delivery?.bodySha256 === 'string') return kept as Kept;
  } catch {
    // Told below.
  }
  throw new UserError('corrupt-state', `the object ${key} is not what was stored there`, {
    instructions: ['delete it; only a copy of that delivery is not known for one then'],
  });
}
