import { answer, type Answer } from './answer.ts';
import { isSignature } from './verify-signature.ts';

/** Header values by lower-case name, in the order in which they came. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** What the headers of a delivery say. Only the signature proves anything, and only about the body. */
export interface DeliveryHeaders {
  readonly id: string;
  readonly event: string;
  readonly signature: string;
}

const ID = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/;
const EVENT = /^[a-z][a-z_]{0,63}$/;
const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Headers that are read, each of which may come once. */
const READ = ['x-hub-signature-256', 'x-github-delivery', 'x-github-event', 'content-type', 'content-encoding'];

/** Reads the headers of a delivery of GitHub, or says why they are not taken. Needs no body. */
export function readDeliveryHeaders(headers: Headers): DeliveryHeaders | Answer {
  const twice = READ.find((name) => (headers.get(name)?.length ?? 0) > 1);
  if (twice !== undefined) return answer(400, `the header ${twice} came more than once`);

  const encoding = headers.get('content-encoding')?.[0] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return answer(415, 'compressed bodies are not taken');
  if (!JSON_TYPE.test(headers.get('content-type')?.[0] ?? '')) {
    return answer(415, 'set the content type of the webhook to application/json');
  }

  const signature = headers.get('x-hub-signature-256')?.[0];
  if (signature === undefined) {
    return answer(
      401,
      headers.has('x-hub-signature')
        ? 'only a SHA-1 signature came: X-Hub-Signature-256 is needed'
        : 'the delivery is not signed: give the webhook a secret',
    );
  }
  if (!isSignature(signature)) return answer(401, 'X-Hub-Signature-256 is not sha256= and 64 lower-case hex digits');

  const [id = '', event = ''] = [headers.get('x-github-delivery')?.[0], headers.get('x-github-event')?.[0]];
  if (!ID.test(id)) return answer(400, 'X-GitHub-Delivery is missing or not an id');
  if (!EVENT.test(event)) return answer(400, 'X-GitHub-Event is missing or not the name of an event');
  return { id, event, signature };
}
