import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it; `action` is the operation of the query protocol, or method and path of S3. */
export interface ScriptedRequest {
  readonly action: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer: status and body, or an end of the connection without an answer. */
export type ScriptedAnswer =
  | {
      readonly status: number;
      readonly body: string;
      readonly type?: string;
      readonly headers?: Record<string, string>;
    }
  | 'reset'
  | 'half a body';

/** Answers for one action, in turn; the last one is repeated. */
export type Script = Readonly<Record<string, readonly ScriptedAnswer[]>>;

export interface ScriptedAws {
  readonly endpoint: string;
  readonly requests: readonly ScriptedRequest[];
  /** How often an action was called. */
  count(action: string): number;
  stop(): Promise<void>;
}

/** A server that answers as told, on 127.0.0.1: for what no emulator does, such as answers that are none. */
export async function startScriptedAws(script: Script): Promise<ScriptedAws> {
  const requests: ScriptedRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const seen = readRequest(request, Buffer.concat(parts).toString());
      requests.push(seen);
      const answers = script[seen.action] ?? [{ status: 400, body: queryError('NotScripted', seen.action) }];
      const before = requests.filter(({ action }) => action === seen.action).length - 1;
      send(response, answers[Math.min(before, answers.length - 1)] ?? 'reset');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    count: (action) => requests.filter((request) => request.action === action).length,
    stop: () => stop(server),
  };
}

/** A successful answer of the query protocol. */
export function queryAnswer(action: string, content: string): ScriptedAnswer {
  const body = `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`;
  return { status: 200, body, type: 'text/xml' };
}

/** An error of the query protocol. */
export function queryFailure(code: string, message: string, status = 400): ScriptedAnswer {
  return { status, body: queryError(code, message), type: 'text/xml' };
}

/** A list of the query protocol. */
export function members(items: readonly Readonly<Record<string, string>>[]): string {
  return items
    .map(
      (item) =>
        `<member>${Object.entries(item)
          .map(([key, value]) => `<${key}>${value}</${key}>`)
          .join('')}</member>`,
    )
    .join('');
}

function queryError(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`;
}

function readRequest(request: IncomingMessage, body: string): ScriptedRequest {
  const isQuery = request.headers['content-type']?.includes('x-www-form-urlencoded') === true;
  const parameters = new URLSearchParams(isQuery ? body : '');
  const path = (request.url ?? '').replace(/\?.*/, '');
  return {
    action: parameters.get('Action') ?? `${request.method ?? ''} ${path}`,
    parameters,
    headers: request.headers,
    body,
  };
}

function send(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (answer === 'half a body') {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '1000' });
    response.write('<DescribeStacksResponse>', () => response.socket?.destroy());
  } else {
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/plain', ...answer.headers });
    response.end(answer.body);
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
