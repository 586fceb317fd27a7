import { createHash } from 'node:crypto';
import { UserError } from '../model/errors.ts';
import type { Delivery, DeliveryLog } from '../ports/delivery-store.ts';
import { answer, type Answer } from './answer.ts';
import { checkRepository, type WatchedRepository } from './check-repository.ts';
import type { DeliveryHeaders } from './read-delivery-headers.ts';
import { readEvent, type HostedRepository } from './read-event.ts';
import { verifySignature } from './verify-signature.ts';

/** What receiving needs to know. */
export interface ReceiveContext {
  /** The secret of the webhook, and while it is rotated the one before. */
  readonly secrets: readonly string[];
  /** Undefined: not known yet. */
  readonly watched: WatchedRepository | undefined;
  /** Pushes to other branches have no effect. */
  readonly branch: string;
  /** Whether pull requests are reviewed here; else deliveries about them have no effect. */
  readonly reviews: boolean;
  readonly store: DeliveryLog;
  /** ISO 8601. */
  readonly now: string;
}

/** What became of a delivery. */
export interface Received {
  readonly answer: Answer;
  /** Set when it is stored and not yet processed, by this call or by an earlier one. */
  readonly delivery?: Delivery;
  /** Where a taken delivery came from. */
  readonly repository?: HostedRepository;
  /** Why it could not be stored: for the log of the receiver, not for the sender. */
  readonly problem?: UserError;
}

/**
 * The one way from a raw body to a stored delivery: signature first, and nothing of the body is looked at before that
 * holds. Answers 202 only when the delivery is stored. Never throws for anything that a sender can do.
 */
export async function receiveDelivery(
  headers: DeliveryHeaders,
  body: Uint8Array,
  context: ReceiveContext,
): Promise<Received> {
  if (!verifySignature(body, headers.signature, context.secrets)) {
    return { answer: answer(401, 'the signature was not made of this body with the secret of this receiver') };
  }
  if (body.byteLength === 0) return { answer: answer(400, 'the body is empty') };
  const parsed = parse(body);
  if (parsed === undefined) return { answer: answer(400, 'the body is not JSON in UTF-8') };
  const event = readEvent(headers.event, parsed.value);
  switch (event.kind) {
    case 'ping':
      return { answer: answer(200, 'the webhook reaches this receiver and its secret is right') };
    case 'other':
      return { answer: answer(200, event.reason) };
    case 'malformed':
      return { answer: answer(422, event.problem) };
    case 'subject':
      break;
    default:
      return event satisfies never;
  }
  const { repository, subject } = event;
  if (context.watched === undefined) {
    return { answer: answer(503, 'it is not known yet which repository is watched: deliver again later') };
  }
  const foreign = checkRepository(repository, context.watched);
  if (foreign !== undefined) return { answer: answer(403, foreign) };
  if (subject.kind === 'push' && subject.branch !== context.branch) {
    return { answer: answer(200, 'nothing follows from a push to another branch than the watched one') };
  }
  if (subject.kind === 'pull-request' && !context.reviews) {
    return { answer: answer(200, 'pull requests are not reviewed here') };
  }
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const delivery: Delivery = { id: headers.id, bodySha256, receivedAt: context.now, subject };
  return { ...(await store(delivery, context.store)), repository };
}

async function store(delivery: Delivery, deliveries: DeliveryLog): Promise<Received> {
  try {
    const result = await deliveries.add(delivery);
    switch (result) {
      case 'stored':
        return { answer: answer(202, 'stored, and will be processed'), delivery };
      case 'unfinished':
        return { answer: answer(202, 'stored before, and will be processed'), delivery };
      case 'finished':
        return { answer: answer(200, 'processed before') };
      case 'conflict':
        return { answer: answer(409, 'another body came under this delivery id before') };
      case 'full':
        return { answer: answer(503, 'too many deliveries are waiting: deliver again later') };
      default:
        return result satisfies never;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { answer: answer(503, 'the delivery could not be stored: deliver again later'), problem: error };
  }
}

function parse(body: Uint8Array): { readonly value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
