import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ROUTES } from './routes.ts';
import { GitHubState, type Account, type Pull } from './state.ts';
import { failure, type Answer, type Call } from './answers.ts';

/** A call that is answered otherwise than the state says: a limit, a fault, a silence. */
export interface Fault {
  readonly method?: string;
  /** What the path must match. */
  readonly path?: RegExp;
  /** Calls that it meets; Infinity: all. */
  times: number;
  /** `drop`: the connection ends without an answer; `hang`: no answer; `after`: the call is done, its answer lost. */
  readonly answer: Answer | 'drop' | 'hang' | 'after';
}

/** One call as it came. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/**
 * GitHub's API for one repository, over HTTP on this machine. It behaves as documented where this project relies on
 * it: pages with Link headers, tokens and their rights, limits of length, error bodies, rate limits.
 */
export class FakeGitHub extends GitHubState {
  readonly faults: Fault[] = [];
  readonly seen: SeenCall[] = [];
  /** Runs before each answer: for what others do meanwhile. */
  meanwhile: ((call: SeenCall) => void) | undefined;
  readonly #server: Server;
  readonly #hanging = new Set<ServerResponse>();

  constructor(repository: string) {
    super(repository);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Where the API is: what GITHUB_API_URL names. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const response of this.#hanging) response.destroy();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  /** Comments that are there now, in their order. */
  commentsOf(number: number): readonly { readonly id: number; readonly login: string; readonly body: string }[] {
    return [...this.comments.values()]
      .filter((comment) => comment.number === number)
      .map(({ id, user, body }) => ({ id, login: user.login, body }));
  }

  /** The last status of each context. */
  statusOf(sha: string, context: string): { readonly state: string; readonly description: string | null } | undefined {
    return this.statuses.filter((status) => status.sha === sha && status.context === context).at(-1);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const call = { method: request.method ?? '', path: request.url ?? '', body };
    this.seen.push(call);
    this.meanwhile?.(call);
    const fault = this.faults.find(
      ({ method, path, times }) =>
        times > 0 && (method ?? call.method) === call.method && (path === undefined || path.test(call.path)),
    );
    if (fault !== undefined) fault.times -= 1;
    if (fault?.answer === 'hang') {
      this.#hanging.add(response);
      return;
    }
    if (fault?.answer === 'drop') {
      response.destroy();
      return;
    }
    const answer = fault === undefined || fault.answer === 'after' ? this.#answer(request, body) : fault.answer;
    if (fault?.answer === 'after') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': 'FAKE:0001',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      ...answer.headers,
    });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }

  #answer(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? '/', this.url);
    const account = this.#accountOf(request);
    if (account === undefined) return failure(401, 'Bad credentials');
    for (const route of ROUTES) {
      const match = request.method === route.method ? route.path.exec(url.pathname) : null;
      if (match === null) continue;
      const call: Call = {
        state: this,
        account,
        url,
        base: this.url,
        params: match.groups ?? {},
        body: parse(body),
      };
      const inRepository = match.groups?.['repo'];
      if (inRepository !== undefined && (!this.isRepository(inRepository) || account.blind))
        return failure(404, 'Not Found');
      if (route.right !== undefined && !account.rights.includes(route.right)) return denied(account, route.right);
      return route.answer(call);
    }
    return failure(404, 'Not Found');
  }

  #accountOf(request: IncomingMessage): Account | undefined {
    const token = /^(?:Bearer|token) (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? undefined : this.accounts.get(token);
  }
}

/** Starts a fake that is stopped when the suite around the call ends. */
export async function startFakeGitHub(repository = 'acme/models'): Promise<FakeGitHub> {
  return new FakeGitHub(repository).start();
}

export type { Account, Pull };

function denied(account: Account, right: string): Answer {
  const kind = account.kind === 'app' ? 'integration' : 'personal access token';
  return failure(403, `Resource not accessible by ${kind}`, {
    headers: { 'x-accepted-github-permissions': `${right}=write` },
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
