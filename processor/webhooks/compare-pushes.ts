import type { Delivery } from '../ports/delivery-store.ts';
import type { KnownPush, PushPlace } from '../ports/push-order.ts';

/**
 * Where a push stands to the newest one that is known. The host's own clock decides, and within one second the chain of
 * commits. A delivery that was recorded and is sent again under another id therefore never leads backwards.
 */
export function comparePushes({ id, subject }: Delivery, known: KnownPush | undefined): PushPlace {
  if (subject.kind !== 'push' || known === undefined || known.deliveryId === id) return 'newest';
  if (known.commit === subject.commit) return 'repeated';
  const [now, then] = [subject.pushedAt, known.pushedAt];
  if (now !== undefined && then !== undefined && now !== then) return now > then ? 'newest' : 'overtaken';
  return known.before === subject.commit ? 'overtaken' : 'newest';
}
