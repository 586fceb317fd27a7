import { REDACTED } from '../../model/redact.ts';
import type { Clock } from '../../ports/clock.ts';
import { explainAnswer, explainNetwork, rateLimited, type GitHubAnswer } from './explain-answer.ts';
import { checkApiUrl } from './api-url.ts';
import { pauseBefore } from './pause-before.ts';

/** What a client of GitHub's REST API is made of. */
export interface GitHubClientOptions {
  /** Personal access token or installation token of an App. Stands in no message and no log. */
  readonly token: string;
  readonly clock: Clock;
  /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise Server. */
  readonly apiUrl?: string;
  /** Longest wait for a rate limit to end, over the whole of one call, in milliseconds. */
  readonly patience?: number;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeout?: number;
}

/** One call. */
export interface GitHubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** From the root of the API, such as `/repos/o/r/pulls/7`; values in it are encoded by `apiPath`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Statuses from 400 on that are an answer to this caller and no error, such as 404. */
  readonly expected?: readonly number[];
  /** The right that the token needs, in the words of GitHub's settings; said when it is missing. */
  readonly right?: string;
}

/**
 * Calls the REST API of GitHub. Throws UserError `host-access-denied` (401, 403, and 404 of what the token may not
 * see), `host-rate-limited` (still limited when patience ends), `host-unavailable` (no network, no answer in time,
 * 5xx, an answer that is no JSON, any other refusal).
 */
export interface GitHubClient {
  readonly apiUrl: string;
  /** The answer, with a status below 400 or an expected one. */
  request(request: GitHubRequest): Promise<GitHubAnswer>;
  /** The items of all pages of a list, in the order of the host; at most `MOST_PAGES` pages. */
  list(request: Omit<GitHubRequest, 'method' | 'body'>): Promise<readonly unknown[]>;
}

const GITHUB_COM = 'https://api.github.com';

/** The version of the REST API that the calls are written for. */
const API_VERSION = '2022-11-28';

/** Times that a call is made at most, the first included. */
const MOST_ATTEMPTS = 5;
const MOST_REDIRECTS = 3;
/** A shorter text is no token, and its letters stand everywhere. */
const SHORTEST_TOKEN = 8;
/** Thirty thousand items of a list: far more than a pull request can have comments. */
const MOST_PAGES = 300;

/** A path of the API from a template, each value encoded: apiPath`/repos/${owner}/${name}`. */
export function apiPath(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));
}

/** Throws UserError `bad-host-url` where a token must not be sent: an address without TLS that is not this machine. */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const apiUrl = checkApiUrl(options.apiUrl ?? GITHUB_COM);
  const { token, clock, patience = 120_000, timeout = 30_000 } = options;

  async function request(call: GitHubRequest): Promise<GitHubAnswer> {
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await attemptOnce(call);
      const pause = pauseBefore({ answer, method: call.method, attempt, now: Date.parse(clock.now()) });
      if (pause === undefined) return judge(call, answer);
      if (attempt === MOST_ATTEMPTS || waited + pause > patience) {
        if (answer instanceof Error || answer.status >= 500) return judge(call, answer);
        throw rateLimited(apiUrl, { now: Date.parse(clock.now()), pause, waited });
      }
      waited += pause;
      await clock.sleep(pause);
    }
  }

  function judge(call: GitHubRequest, answer: GitHubAnswer | Error): GitHubAnswer {
    if (answer instanceof Error) throw explainNetwork(apiUrl, answer);
    if (answer.status < 400 || call.expected?.includes(answer.status) === true) return answer;
    throw explainAnswer(apiUrl, call, { ...answer, body: withoutToken(answer.body) });
  }

  /** For messages: whatever the host says, it does not say the token. */
  function withoutToken(body: unknown): unknown {
    if (body === undefined || token.length < SHORTEST_TOKEN) return body;
    return JSON.parse(JSON.stringify(body).replaceAll(token, REDACTED)) as unknown;
  }

  async function attemptOnce(call: GitHubRequest): Promise<GitHubAnswer | Error> {
    const url = new URL(`${apiUrl}${call.path}`);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, String(value));
    try {
      return await send(url, call);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  async function send(first: URL, call: GitHubRequest): Promise<GitHubAnswer> {
    let url = first;
    for (let redirects = 0; ; redirects += 1) {
      const response = await fetch(url, {
        method: call.method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'user-agent': 'mlops-config-processor',
          'x-github-api-version': API_VERSION,
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        // `fetch` would repeat a POST as a GET; a renamed repository answers with one of these.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null || redirects === MOST_REDIRECTS) return readAnswer(response);
      await response.body?.cancel();
      const next = new URL(location, url);
      // The token belongs to this host and is sent to no other.
      if (next.origin !== url.origin) throw new Error(`it leads away, to ${next.origin}`);
      url = next;
    }
  }

  async function readAnswer(response: Response): Promise<GitHubAnswer> {
    const text = await response.text();
    const { status, headers } = response;
    const isJson = headers.get('content-type')?.includes('json') === true;
    try {
      return { status, headers, body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined };
    } catch {
      return { status: status < 400 ? 502 : status, headers, body: undefined };
    }
  }

  async function list(call: Omit<GitHubRequest, 'method' | 'body'>): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    let path = call.path;
    let query: GitHubRequest['query'] = { per_page: 100, ...call.query };
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await request({ ...call, method: 'GET', path, query });
      if (!Array.isArray(answer.body)) throw explainAnswer(apiUrl, { method: 'GET', path }, { ...answer, status: 502 });
      for (const item of answer.body as unknown[]) items.push(item);
      const next = nextPage(answer.headers.get('link'), apiUrl);
      if (next === undefined) return items;
      path = next;
      query = {};
    }
    return items;
  }

  return { apiUrl, request, list };
}

/** Path and query of the next page, from the Link header; a page elsewhere is none. */
function nextPage(link: string | null, apiUrl: string): string | undefined {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined || !URL.canParse(next, apiUrl)) return undefined;
  const [url, base] = [new URL(next, apiUrl), new URL(apiUrl)];
  if (url.origin !== base.origin) return undefined;
  const prefix = base.pathname.replace(/\/$/, '');
  return url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) + url.search : undefined;
}
