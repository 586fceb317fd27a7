import type { GitHubState, Account } from './state.ts';
import type { ErrorShape } from './shapes.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Call {
  readonly state: GitHubState;
  readonly account: Account;
  readonly url: URL;
  readonly base: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Right that the token must have. */
  readonly right?: string;
  readonly answer: (call: Call) => Answer;
}

/** An error as GitHub writes it. */
export function failure(
  status: number,
  message: string,
  more: { readonly errors?: ErrorShape['errors']; readonly headers?: Answer['headers'] } = {},
): Answer {
  const body: ErrorShape = {
    message,
    ...(more.errors === undefined ? {} : { errors: more.errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, headers: more.headers, body };
}

/** One page of a list, with the Link header that leads to the others. */
export function page(call: Call, items: readonly unknown[]): Answer {
  const size = Math.min(100, Number(call.url.searchParams.get('per_page') ?? 30));
  const number = Number(call.url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const links = [
    ...(number < last ? [link(call.url, number + 1, 'next'), link(call.url, last, 'last')] : []),
    ...(number > 1 ? [link(call.url, 1, 'first'), link(call.url, number - 1, 'prev')] : []),
  ];
  return {
    status: 200,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    body: items.slice((number - 1) * size, number * size),
  };
}

function link(url: URL, number: number, relation: string): string {
  const target = new URL(url);
  target.searchParams.set('page', String(number));
  return `<${target.href}>; rel="${relation}"`;
}

/** A member of the body that must be a text. */
export function textOf(body: unknown, name: string): string | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
