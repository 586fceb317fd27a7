import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COMMIT_OPERATIONS } from './commit-operations.ts';
import { OPERATIONS } from './operations.ts';
import { ServiceError } from './service-error.ts';
import { CodeCommitState } from './state.ts';

/** An operation that is answered by an error instead. */
export interface CodeCommitFault {
  readonly operation: string;
  times: number;
  readonly error: string;
  readonly status?: number;
}

/**
 * CodeCommit's API for the pull requests of one repository, and the two questions to STS that come with it, over HTTP
 * on this machine. Errors, pages, idempotency tokens and authorship are as documented; sessions of one role are
 * different authors, which is the harder case.
 */
export class FakeCodeCommit extends CodeCommitState {
  readonly faults: CodeCommitFault[] = [];
  readonly calls: string[] = [];
  /** Questions to STS: so often somebody used credentials. */
  stsCalls = 0;
  /** Runs before each answer: for what others do meanwhile. */
  meanwhile: ((operation: string) => void) | undefined;
  /** Operations of other services that a function asks at the same endpoint; of the query protocol as XML. */
  readonly others = new Map<string, (input: unknown) => unknown>();
  readonly #server: Server;

  constructor(repository: string) {
    super(repository);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  /** What AWS_ENDPOINT_URL names. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Credentials as the environment of a program has them. */
  environment(accessKeyId: string): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_REGION: 'eu-central-1',
    };
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const key = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') this.#serveJson(response, { operation: target.split('.')[1] ?? '', key, body });
    else this.#serveSts(response, { key, form: new URLSearchParams(body) });
  }

  #serveJson(
    response: ServerResponse,
    call: { readonly operation: string; readonly key: string; readonly body: string },
  ) {
    const { operation, key } = call;
    this.calls.push(operation);
    this.meanwhile?.(operation);
    try {
      const principal = this.principals.get(key);
      if (principal === undefined) {
        throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');
      }
      const fault = this.faults.find((item) => item.times > 0 && item.operation === operation);
      if (fault !== undefined) {
        fault.times -= 1;
        throw new ServiceError(fault.error, `told to fail with ${fault.error}`, fault.status ?? 400);
      }
      if (principal.denied.includes(operation)) {
        throw new ServiceError(
          'AccessDeniedException',
          `User: ${principal.arn} is not authorized to perform: codecommit:${operation} on resource: arn:aws:codecommit:eu-central-1:111111111111:${this.repository}`,
        );
      }
      const other = this.others.get(operation);
      if (other !== undefined) {
        send(response, 200, other(JSON.parse(call.body)));
        return;
      }
      const handle = OPERATIONS[operation] ?? COMMIT_OPERATIONS[operation];
      if (handle === undefined) throw new ServiceError('UnknownOperationException', operation);
      const answer = handle({ state: this, caller: principal.arn, input: JSON.parse(call.body) as never });
      send(response, 200, answer);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      send(response, error.status, { __type: error.code, message: error.message });
    }
  }

  #serveSts(response: ServerResponse, { key, form }: { readonly key: string; readonly form: URLSearchParams }): void {
    const action = form.get('Action') ?? '';
    this.stsCalls += 1;
    const principal = this.principals.get(key);
    if (principal === undefined) {
      const error = '<Code>InvalidClientTokenId</Code><Message>The security token is invalid.</Message>';
      xml(response, 403, `<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`);
    } else if (this.others.has(action)) {
      xml(response, 200, String(this.others.get(action)?.(form)));
    } else if (action === 'AssumeRole') {
      const assumed = this.assume(form.get('RoleArn') ?? '', form.get('RoleSessionName') ?? '');
      const credentials = `<AccessKeyId>${assumed.accessKeyId}</AccessKeyId><SecretAccessKey>none</SecretAccessKey><SessionToken>none</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration>`;
      const user = `<Arn>${assumed.arn}</Arn><AssumedRoleId>AROA:x</AssumedRoleId>`;
      const result = `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`;
      xml(response, 200, `<AssumeRoleResponse><AssumeRoleResult>${result}</AssumeRoleResult></AssumeRoleResponse>`);
    } else {
      const result = `<Arn>${principal.arn}</Arn><UserId>AIDA</UserId><Account>${principal.arn.split(':')[4] ?? ''}</Account>`;
      const inner = `<GetCallerIdentityResult>${result}</GetCallerIdentityResult>`;
      xml(response, 200, `<GetCallerIdentityResponse>${inner}</GetCallerIdentityResponse>`);
    }
  }
}

/** Starts a fake; whoever starts it stops it. */
export async function startFakeCodeCommit(repository = 'models'): Promise<FakeCodeCommit> {
  return new FakeCodeCommit(repository).start();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(body);
}
