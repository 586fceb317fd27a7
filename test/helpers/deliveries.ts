import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { AddResult, Delivery, DeliveryStore } from '../../processor/ports/delivery-store.ts';

export const SECRET = "It's a Secret to Everybody";
export const REPOSITORY = { id: 4711, full_name: 'acme/models' };
export const NOTHING = '0'.repeat(40);

/** The header value that GitHub computes. */
export function sign(body: string | Uint8Array, secret: string = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** A push as GitHub describes it, cut to some of its members. */
export function pushBody(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    ref: 'refs/heads/main',
    before: NOTHING,
    after: 'a'.repeat(40),
    created: true,
    deleted: false,
    forced: false,
    repository: { ...REPOSITORY, name: 'models', pushed_at: 1_790_000_000 },
    pusher: { name: 'ada', email: 'ada@example.com' },
    commits: [{ id: 'a'.repeat(40), message: 'Add churn' }],
    ...change,
  });
}

/** A pull request event as GitHub describes it, cut to some of its members. */
export function pullRequestBody(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    action: 'opened',
    number: 7,
    pull_request: {
      number: 7,
      title: 'Bigger instances',
      head: { sha: 'b'.repeat(40), ref: 'bigger', repo: REPOSITORY },
      base: { sha: 'a'.repeat(40), ref: 'main', repo: REPOSITORY },
    },
    repository: REPOSITORY,
    ...change,
  });
}

/** Headers of a delivery; undefined leaves one out. */
export function deliveryHeaders(
  body: string | Uint8Array,
  change: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): ReadonlyMap<string, readonly string[]> {
  const headers: typeof change = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(body),
    ...change,
  };
  return new Map(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()] as const])),
  );
}

/** What a receiver answered. */
export interface HttpReply {
  readonly status: number;
  readonly message: string;
}

/** Sends a signed delivery over HTTP. */
export function deliver(
  port: number,
  delivery: {
    readonly body: string;
    readonly event?: string;
    readonly id?: string;
    readonly secret?: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<HttpReply> {
  const { body, event = 'push', id = randomUUID(), secret } = delivery;
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': sign(body, secret),
    ...delivery.headers,
  };
  return send(port, { method: 'POST', path: '/webhooks/github', headers, body });
}

/** Sends any request. */
export function send(
  port: number,
  options: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
): Promise<HttpReply> {
  const { method, path, headers, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const { message } = (text === '' ? { message: '' } : JSON.parse(text)) as { readonly message: string };
        resolve({ status: response.statusCode ?? 0, message });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Deliveries in memory. */
export function memoryDeliveries(): DeliveryStore & { readonly all: Map<string, Delivery & { finished: boolean }> } {
  const all = new Map<string, Delivery & { finished: boolean }>();
  return {
    all,
    add: (delivery) => {
      const known = all.get(delivery.id);
      let result: AddResult = 'stored';
      if (known === undefined) all.set(delivery.id, { ...delivery, finished: false });
      else if (known.bodySha256 !== delivery.bodySha256) result = 'conflict';
      else result = known.finished ? 'finished' : 'unfinished';
      return Promise.resolve(result);
    },
    finish: (ids) => {
      for (const id of ids) {
        const known = all.get(id);
        if (known !== undefined) known.finished = true;
      }
      return Promise.resolve();
    },
    pending: () => Promise.resolve([...all.values()].filter(({ finished }) => !finished)),
  };
}
