import type { GitHubAnswer } from './explain-answer.ts';
import { messageOf } from './message-of.ts';

/** GitHub asks for at least a minute where a secondary limit names no time (REST API, "Exceeding the rate limit"). */
const UNNAMED_LIMIT = 60_000;
/** GitHub's clock and ours may differ by a little. */
const MARGIN = 1_000;

/**
 * Milliseconds to wait before the call is made again; undefined when it must not or need not be. A call that was
 * limited was not carried out; one that met a fault on its way may have been, so that a POST is not repeated then: it
 * could leave a second comment.
 */
export function pauseBefore(call: {
  readonly answer: GitHubAnswer | Error;
  readonly method: string;
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}): number | undefined {
  const { answer, attempt } = call;
  if (answer instanceof Error || answer.status >= 500)
    return call.method === 'POST' ? undefined : 500 * 3 ** (attempt - 1);
  return isLimited(answer) ? waitOf(answer, call.now) * (namesTime(answer) ? 1 : attempt) : undefined;
}

/** A primary limit empties `x-ratelimit-remaining`; a secondary one says `retry-after`, or so in its message. */
function isLimited({ status, headers, body }: GitHubAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers.has('retry-after') ||
    headers.get('x-ratelimit-remaining') === '0' ||
    /secondary rate limit|abuse detection/i.test(messageOf(body))
  );
}

function namesTime({ headers }: GitHubAnswer): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}

function waitOf({ headers }: GitHubAnswer, now: number): number {
  const after = numberOf(headers.get('retry-after'));
  if (after !== undefined) return after * 1000;
  const reset = headers.get('x-ratelimit-remaining') === '0' ? numberOf(headers.get('x-ratelimit-reset')) : undefined;
  return reset === undefined ? UNNAMED_LIMIT : Math.max(0, reset * 1000 - now) + MARGIN;
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
