import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { appendTo } from '../../model/append-to.ts';
import { readBody, type BodyBudget } from './read-body.ts';

/** What is answered to a request: a status and a message as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly message: string;
}

/** One path of the receiver. */
export type Route =
  | { readonly method: 'GET'; readonly answer: () => HttpAnswer }
  | {
      readonly method: 'POST';
      /** Looks at the headers before anything of the body is read: an answer refuses, anything else goes on. */
      readonly begin: (headers: HeaderValues) => { readonly refused: HttpAnswer } | { readonly receive: Receive };
    };

/** Values by lower-case name, each as often as it came. */
export type HeaderValues = ReadonlyMap<string, readonly string[]>;

export type Receive = (body: Uint8Array) => Promise<HttpAnswer>;

export interface ReceiverOptions {
  readonly routes: Readonly<Record<string, Route>>;
  /** Most bytes of one body. */
  readonly bodyCap: number;
  /** Most bytes of all bodies that are being received. */
  readonly bodyBudget: number;
  /** Milliseconds for a whole request to arrive. */
  readonly deadline: number;
  /** Something that must not happen went wrong while a request was answered; it was answered with 500. */
  readonly onFault: (error: unknown) => void;
}

/** Longest header block in bytes, most open connections, and how often deadlines are looked at in milliseconds. */
const LIMITS = { headers: 16 * 1024, connections: 1000, check: 500, keepAlive: 5000 } as const;

/**
 * A small HTTP server for machines that send signed messages: bounded in bytes, time and connections for whoever may
 * talk to it, before it knows who that is. Everything that is not a request by the book ends with its connection.
 */
export function createReceiver(options: ReceiverOptions): Server {
  const budget: BodyBudget = { total: options.bodyBudget, used: 0 };
  const busy = new WeakSet<Socket>();

  const server = createServer({
    maxHeaderSize: LIMITS.headers,
    headersTimeout: options.deadline,
    requestTimeout: options.deadline,
    keepAliveTimeout: LIMITS.keepAlive,
    connectionsCheckingInterval: LIMITS.check,
    requireHostHeader: true,
    insecureHTTPParser: false,
  });
  server.maxConnections = LIMITS.connections;
  server.maxRequestsPerSocket = 100;
  server.on('request', (request, response) => void handle(request, response));
  // A client that asks first is told before it sends a body that nobody wants.
  server.on('checkContinue', (request, response) => void handle(request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    refuseConnection(error, socket);
  });
  return server;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    response.on('error', () => undefined);
    if (busy.has(socket)) {
      // Pipelined: the one before it is not answered yet. No sender of webhooks does that.
      end({ status: 400, message: 'send one request after the other' }, { isLast: true });
      return;
    }
    busy.add(socket);
    try {
      const result = await answerTo(request, response, path);
      if (result !== undefined) end(result.answer, { isLast: result.isLast });
    } catch (error) {
      options.onFault(error);
      end({ status: 500, message: 'this receiver has a fault; its log says more' }, { isLast: true });
    } finally {
      busy.delete(socket);
    }

    function end(answer: HttpAnswer, { isLast }: { readonly isLast: boolean }): void {
      if (response.destroyed || response.headersSent) return;
      const text = `${JSON.stringify({ message: answer.message })}\n`;
      if (isLast) response.setHeader('connection', 'close');
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.setHeader('content-length', Buffer.byteLength(text));
      response.setHeader('x-content-type-options', 'nosniff');
      response.statusCode = answer.status;
      response.end(text, () => {
        // What is left of a body that nobody wants is not waited for.
        if (isLast) setTimeout(() => socket.destroy(), 200).unref();
      });
    }
  }

  async function answerTo(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<{ readonly answer: HttpAnswer; readonly isLast: boolean } | undefined> {
    const route = Object.hasOwn(options.routes, path) ? options.routes[path] : undefined;
    if (route === undefined) return last({ status: 404, message: 'there is nothing at this path' });
    const isHead = route.method === 'GET' && request.method === 'HEAD';
    if (request.method !== route.method && !isHead) {
      response.setHeader('allow', route.method);
      return last({ status: 405, message: `only ${route.method} is answered here` });
    }
    if (route.method === 'GET') return { answer: route.answer(), isLast: false };

    const begun = route.begin(headerValues(request));
    if ('refused' in begun) return last(begun.refused);
    const read = await readBody(request, {
      cap: options.bodyCap,
      budget,
      onWanted: () => {
        if (request.headers.expect !== undefined) response.writeContinue();
      },
    });
    try {
      switch (read.end) {
        case 'whole':
          return { answer: await begun.receive(read.body), isLast: false };
        case 'too-large':
          return last({ status: 413, message: `a body may have at most ${options.bodyCap} bytes` });
        case 'no-room':
          return last({ status: 503, message: 'too much is being received at once: deliver again later' });
        case 'aborted':
          return undefined;
        default:
          return read satisfies never;
      }
    } finally {
      read.release();
    }
  }
}

function last(answer: HttpAnswer): { readonly answer: HttpAnswer; readonly isLast: true } {
  return { answer, isLast: true };
}

/** What never became a request: answered by the book, as far as the other side still listens. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

function headerValues({ rawHeaders }: IncomingMessage): HeaderValues {
  const values = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    appendTo(values, name, rawHeaders[index + 1] ?? '');
  }
  return values;
}
