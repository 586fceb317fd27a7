import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, type DeploymentEvent } from '../../model/deployment-event.ts';
import { UserError } from '../../model/errors.ts';
import type { EventPublisher } from '../../ports/event-publisher.ts';
import { fitDetail } from './fit-event.ts';

export interface EventBridgeOptions {
  /** Name or ARN of the event bus. */
  readonly bus: string;
  readonly region: string;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

/** A build that waits for a bus which does not answer keeps people waiting for what is long done. In milliseconds. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/** Publishes on an EventBridge bus by PutEvents (`events:PutEvents` on that bus). */
export function createEventPublisher({ bus, region, endpoint }: EventBridgeOptions): EventPublisher {
  const client = new EventBridgeClient({
    region,
    maxAttempts: 3,
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  return { publish: (event) => putEvent(client, { bus, event }) };
}

async function putEvent(
  client: EventBridgeClient,
  { bus, event }: { readonly bus: string; readonly event: DeploymentEvent },
): Promise<void> {
  const entry = {
    EventBusName: bus,
    Source: EVENT_SOURCE,
    DetailType: event.detailType,
    Detail: fitDetail(event),
  };
  let answer;
  try {
    answer = await client.send(new PutEventsCommand({ Entries: [entry] }));
  } catch (error) {
    throw notPublished(event, { bus, why: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
  // One entry may fail in a call that succeeds.
  const [result] = answer.Entries ?? [];
  if (result?.EventId === undefined) {
    const why = `${result?.ErrorCode ?? 'no answer'}: ${result?.ErrorMessage ?? 'the bus did not say why'}`;
    throw notPublished(event, { bus, why });
  }
}

function notPublished(event: DeploymentEvent, { bus, why }: { readonly bus: string; readonly why: string }): UserError {
  return new UserError('event-not-published', `the event \`${event.detailType}\` did not reach ${bus}: ${why}`, {
    instructions: ['check MLOPS_EVENT_BUS, and that the role may do events:PutEvents on that bus'],
  });
}
