import type { HeaderValues, HttpAnswer, Route } from '../../adapters/http/create-receiver.ts';
import type { Delivery, DeliveryStore } from '../../ports/delivery-store.ts';
import type { WatchRecord } from '../../ports/watch-records.ts';
import { readDeliveryHeaders, type DeliveryHeaders } from '../../webhooks/read-delivery-headers.ts';
import type { HostedRepository } from '../../webhooks/read-event.ts';
import { receiveDelivery, type Received } from '../../webhooks/receive-delivery.ts';
import type { Log } from '../shared/log.ts';

export interface WebhookRoutesOptions {
  readonly secrets: readonly string[];
  readonly branch: string;
  readonly store: DeliveryStore;
  readonly log: Log;
  /** Whether pull requests are reviewed here. */
  readonly reviews: boolean;
  /** The repository that deliveries must come from; undefined as long as nobody said. */
  readonly hosted: () => WatchRecord['hosted'];
  /** Called for each delivery that was taken, with where it came from. */
  readonly onStored: (delivery: Delivery, repository: HostedRepository) => void;
  /** Why nothing can be expected of this receiver yet; undefined when it is ready. */
  readonly notReady: () => string | undefined;
  readonly now: () => string;
}

/** What `mlops serve` answers at which path. */
export function webhookRoutes(options: WebhookRoutesOptions): Readonly<Record<string, Route>> {
  return {
    '/healthz': { method: 'GET', answer: () => ({ status: 200, message: 'alive' }) },
    '/readyz': {
      method: 'GET',
      answer: () => {
        const reason = options.notReady();
        return reason === undefined ? { status: 200, message: 'ready' } : { status: 503, message: reason };
      },
    },
    '/webhooks/github': {
      method: 'POST',
      begin: (values: HeaderValues) => {
        const headers = readDeliveryHeaders(values);
        if ('status' in headers) {
          options.log.write('warning', `delivery refused: ${headers.message}`, { event: 'delivery', ...headers });
          return { refused: headers };
        }
        return { receive: (body) => receive(headers, body, options) };
      },
    },
  };
}

async function receive(headers: DeliveryHeaders, body: Uint8Array, options: WebhookRoutesOptions): Promise<HttpAnswer> {
  const { secrets, branch, store, log, reviews } = options;
  const hosted = options.hosted();
  const watched = hosted === undefined ? undefined : { repository: hosted.repository, id: hosted.id };
  const received = await receiveDelivery(headers, body, {
    secrets,
    watched,
    branch,
    reviews,
    store,
    now: options.now(),
  });
  tell(log, headers, received);
  const { delivery, repository } = received;
  if (delivery !== undefined && repository !== undefined) options.onStored(delivery, repository);
  return received.answer;
}

/** One line for each delivery; of its body only ids. Id and event are its sender's word unless it was signed. */
function tell(log: Log, headers: DeliveryHeaders, { answer, delivery, problem }: Received): void {
  const { status, message } = answer;
  const subject = delivery?.subject;
  const fields = {
    event: 'delivery',
    delivery: headers.id,
    kind: headers.event,
    status,
    ...(subject?.kind === 'push' ? { commit: subject.commit } : {}),
    ...(subject?.kind === 'pull-request' ? { pullRequest: subject.number, commit: subject.headCommit } : {}),
  };
  const taken = status === 200 || status === 202;
  const why = problem === undefined ? message : `${message} (${problem.message} [${problem.code}])`;
  log.write(taken ? 'info' : 'warning', `delivery ${headers.id} (${headers.event}): ${status} ${why}`, fields);
}
