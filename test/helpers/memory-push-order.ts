import type { KnownPush, PushOrder } from '../../processor/ports/push-order.ts';
import { comparePushes } from '../../processor/webhooks/compare-pushes.ts';

/** The order of pushes to one branch, in memory. */
export function memoryPushOrder(): PushOrder & { known: KnownPush | undefined } {
  const order: PushOrder & { known: KnownPush | undefined } = {
    known: undefined,
    advance: (delivery) => {
      const place = comparePushes(delivery, order.known);
      if (place === 'newest' && delivery.subject.kind === 'push') {
        const { commit, before, pushedAt } = delivery.subject;
        order.known = { deliveryId: delivery.id, commit, before, ...(pushedAt === undefined ? {} : { pushedAt }) };
      }
      return Promise.resolve(place);
    },
    newest: () => Promise.resolve(order.known),
    started: (_branch, { commit, executionId }) => {
      if (order.known?.commit === commit) order.known = { ...order.known, executionId };
      return Promise.resolve();
    },
  };
  return order;
}
