import { RequestRefused } from './answer.ts';
import { commitAuthor, type ApiCaller } from './commit-author.ts';

/** The two endpoints. */
export type Endpoint = '/provisionpipeline' | '/pipelinestatus';

export interface ApiRequest {
  /** The body as it was sent. */
  readonly bytes: Uint8Array;
  readonly caller: ApiCaller;
  /** Id that API Gateway gave the request. */
  readonly requestId: string;
}

/** Config files of this size are read; a body is one. */
const MOST_BYTES = 256 * 1024;

/** Types that say that the body is surely no JSON text. Others are let through, as the orchestrator does. */
const FOREIGN_TYPES = /^(?:multipart|image|audio|video|font)\/|(?:\/|\+)(?:xml|zip|gzip|octet-stream|pdf|html)\b/i;

/**
 * Takes a proxy event of API Gateway apart. Throws RequestRefused: 405 for another method, 404 for another path, 415
 * for a body that is surely no JSON, 413 for one that is too large, 400 for none, 403 for a caller that IAM has not
 * told us of.
 */
export function readRequest(event: unknown, endpoint: Endpoint): ApiRequest {
  const proxy = objectOf(event) ?? {};
  const method = textOf(proxy['httpMethod']);
  const path = textOf(proxy['resource']) ?? textOf(proxy['path']);
  if (method === undefined || path === undefined) {
    throw new RequestRefused(400, 'this is no request of API Gateway: `httpMethod` and `path` are missing');
  }
  if (path !== endpoint) throw new RequestRefused(404, `there is only POST ${endpoint} here`);
  if (method !== 'POST') {
    throw new RequestRefused(405, `${endpoint} takes POST`, { headers: { Allow: 'POST' } });
  }
  requireJsonType(objectOf(proxy['headers']) ?? {});
  const context = objectOf(proxy['requestContext']) ?? {};
  return {
    bytes: readBody(proxy),
    caller: commitAuthor(objectOf(context['identity']) ?? {}),
    requestId: textOf(context['requestId'])?.slice(0, 100) ?? 'unknown',
  };
}

/** A value that is an object and no list. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function readBody(proxy: Readonly<Record<string, unknown>>): Uint8Array {
  const body = textOf(proxy['body']) ?? '';
  // Before decoding: three bytes of a body are four characters in Base64.
  if (body.length > MOST_BYTES * 2) throw tooLarge(body.length);
  const bytes = Buffer.from(body, proxy['isBase64Encoded'] === true ? 'base64' : 'utf8');
  if (bytes.byteLength > MOST_BYTES) throw tooLarge(bytes.byteLength);
  if (bytes.byteLength === 0) {
    throw new RequestRefused(400, 'the request has no body; send one JSON object');
  }
  return bytes;
}

function tooLarge(size: number): RequestRefused {
  return new RequestRefused(413, `the body has ${size} bytes; at most ${MOST_BYTES} are read`);
}

function requireJsonType(headers: Readonly<Record<string, unknown>>): void {
  const type = headerOf(headers, 'content-type');
  const encoding = headerOf(headers, 'content-encoding');
  const isForeign = FOREIGN_TYPES.test(type) || (encoding !== '' && encoding.toLowerCase() !== 'identity');
  if (!isForeign) return;
  throw new RequestRefused(415, 'the body must be JSON text: send Content-Type: application/json, not compressed');
}

function headerOf(headers: Readonly<Record<string, unknown>>, name: string): string {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return textOf(found)?.trim() ?? '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
