import { UserError } from '../model/errors.ts';
import type { Delivery, DeliveryLog } from '../ports/delivery-store.ts';
import type { PushOrder } from '../ports/push-order.ts';
import { answer, type Answer } from './answer.ts';
import { readDeliveryHeaders, type DeliveryHeaders, type Headers } from './read-delivery-headers.ts';
import { receiveDelivery, type Received } from './receive-delivery.ts';
import { startPush, type StartContext } from './start-push.ts';

/** What a receiver behind a function URL works with. */
export interface FunctionUrlContext extends StartContext {
  /** The secrets that deliveries may be signed with; `fresh`: not from a cache, as far as that may be asked. */
  readonly secrets: (options: { readonly fresh: boolean }) => Promise<readonly string[]>;
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId?: number;
  readonly branch: string;
  readonly store: DeliveryLog;
  readonly order: PushOrder;
  /** ISO 8601. */
  readonly now: () => string;
  /** Seconds since 1970. */
  readonly epochSeconds: () => number;
  /** Ids, statuses and messages; never a body or a secret. */
  readonly log: (level: 'info' | 'warn' | 'error', message: string, details: LogDetails) => void;
}

type LogDetails = Readonly<Record<string, string | number | undefined>>;

/** What Lambda makes an HTTP response of (payload format 2.0). */
export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The parts of a request that are read. */
interface FunctionUrlRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const PATHS = ['/', '/webhooks/github'];

/** Bytes: GitHub sends no more. Lambda itself takes 6 MB of a function URL and refuses the rest before this runs. */
const LARGEST_BODY = 25 * 1024 * 1024;

/**
 * Answers one request of a function URL: what `mlops serve` does, where nothing keeps running. The pipeline is started
 * before the answer, because nobody would do it afterwards; a delivery whose start did not succeed is answered with 503
 * and can be delivered again. Never throws for anything that a sender can do.
 */
export async function handleFunctionUrl(event: unknown, context: FunctionUrlContext): Promise<FunctionUrlResult> {
  const request = readRequest(event);
  if (request === undefined) return resultOf(answer(400, 'this is not a request of a function URL'));
  if (!PATHS.includes(request.path)) return resultOf({ status: 404, message: 'there is nothing at this path' });
  if (request.method !== 'POST') {
    return resultOf({ status: 405, message: 'only POST is answered here' }, { allow: 'POST' });
  }
  const headers = readDeliveryHeaders(request.headers);
  if ('status' in headers) {
    context.log('warn', headers.message, { status: headers.status });
    return resultOf(headers);
  }
  if (request.body.byteLength > LARGEST_BODY) return resultOf(answer(413, 'a delivery has at most 25 MB'));
  const final = await answerTo(headers, request.body, context);
  context.log(final.status < 300 ? 'info' : 'warn', final.message, {
    status: final.status,
    delivery: headers.id,
    event: headers.event,
  });
  return resultOf(final);
}

async function answerTo(headers: DeliveryHeaders, body: Uint8Array, context: FunctionUrlContext): Promise<Answer> {
  try {
    const received = await receive(headers, body, context);
    if (received.problem !== undefined) logProblem(received.problem, context);
    if (received.delivery === undefined) return received.answer;
    return await start(received.delivery, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    logProblem(error, context);
    return answer(503, 'the delivery could not be processed: deliver again later');
  }
}

/** A secret that was changed a moment ago may not be in the cache yet. */
async function receive(headers: DeliveryHeaders, body: Uint8Array, context: FunctionUrlContext): Promise<Received> {
  const { branch, store, repository, repositoryId } = context;
  const watched = { repository, id: repositoryId };
  const rest = { watched, branch, store, reviews: false, now: context.now() };
  const first = await receiveDelivery(headers, body, { ...rest, secrets: await context.secrets({ fresh: false }) });
  if (first.answer.status !== 401) return first;
  return receiveDelivery(headers, body, { ...rest, secrets: await context.secrets({ fresh: true }) });
}

async function start(delivery: Delivery, context: FunctionUrlContext): Promise<Answer> {
  const { subject, id } = delivery;
  const { order, store } = context;
  if (subject.kind !== 'push') return answer(200, 'nothing follows from this event');
  if (isRecording(subject.pushedAt, context.epochSeconds())) {
    await store.finish([id]);
    return answer(200, 'the push is more than 30 days old: nothing was started');
  }
  const place = await order.advance(delivery);
  if (place !== 'newest' || subject.commit === null) {
    await store.finish([id]);
    return answer(
      200,
      subject.commit === null ? 'the branch was deleted: what is deployed stays as it is' : WHY[place],
    );
  }
  const { executionId } = await startPush({ id, branch: subject.branch, commit: subject.commit }, context);
  await store.finish([id]);
  return answer(202, `execution ${executionId} of the pipeline was started`);
}

/**
 * GitHub delivers again for three days. What is signed rightly and much older was recorded, and what would tell that it
 * was overtaken is gone with the artifacts of its time.
 */
function isRecording(pushedAt: number | undefined, now: number): boolean {
  return pushedAt !== undefined && now - pushedAt > LONGEST_DELAY;
}

/** Seconds: 30 days, well below the 90 for which the artifacts bucket knows the newest push. */
const LONGEST_DELAY = 30 * 24 * 3600;

const WHY = {
  newest: 'nothing later is known',
  overtaken: 'a later push to this branch is known: nothing was started',
  repeated: 'another delivery told of the same commit: nothing was started',
} as const;

function logProblem(error: UserError, context: FunctionUrlContext): void {
  context.log('error', error.message, { code: error.code, hint: error.instructions.join('; ') });
}

function resultOf(
  { status, message }: { readonly status: number; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): FunctionUrlResult {
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify({ message })}\n`,
  };
}

/** Lambda gives each header once, in lower case, with a comma between values that came separately. */
function readRequest(event: unknown): FunctionUrlRequest | undefined {
  const request = objectOf(event);
  const http = objectOf(objectOf(request?.['requestContext'])?.['http']);
  const [method, path, body = ''] = [http?.['method'], request?.['rawPath'], request?.['body']];
  const headers = objectOf(request?.['headers']);
  if (typeof method !== 'string' || typeof path !== 'string' || headers === undefined) return undefined;
  if (typeof body !== 'string') return undefined;
  return {
    method,
    path,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).split(/, ?/)])),
    body: Buffer.from(body, request?.['isBase64Encoded'] === true ? 'base64' : 'utf8'),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}
