import { shorten } from '../../model/escape-text.ts';
import { UserError } from '../../model/errors.ts';
import { messageOf } from './message-of.ts';

/** An answer of GitHub's API. */
export interface GitHubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined when there is none or it is no JSON. */
  readonly body: unknown;
}

/** What was asked, for the message. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly right?: string;
}

/** The UserError for an answer that refuses. */
export function explainAnswer(apiUrl: string, call: Asked, answer: GitHubAnswer): UserError {
  const host = new URL(apiUrl).host;
  const what = `${call.method} ${shorten(call.path.split('?')[0] ?? '', 200)}`;
  const said = describe(answer);
  switch (answer.status) {
    case 401:
      return new UserError('host-access-denied', `${host} does not accept the token: ${said}`, {
        instructions: [
          'give a token that has not expired and was not revoked: MLOPS_GITHUB_TOKEN, or `github_token` of the secret',
        ],
      });
    case 403:
    case 404:
      return new UserError('host-access-denied', `${host} refuses ${what}: ${said}`, {
        instructions: [
          ...rights(call, answer),
          ...(answer.status === 404
            ? ['check source.repository of the settings; GitHub answers 404 also for what the token may not see']
            : []),
        ],
      });
    default:
      return new UserError('host-unavailable', `${host} could not do ${what}: ${said}`, {
        instructions:
          answer.status >= 500
            ? ['run the same command again in a few minutes; see https://www.githubstatus.com']
            : ['what was asked is not possible as it stands; the answer of the host says why'],
      });
  }
}

/** The UserError for no answer at all. */
export function explainNetwork(apiUrl: string, error: Error): UserError {
  const isSlow = error.name === 'TimeoutError' || error.name === 'AbortError';
  const problem = isSlow ? 'no answer in time' : (causeOf(error) ?? error.message);
  return new UserError('host-unavailable', `${new URL(apiUrl).host} could not be reached: ${shorten(problem, 300)}`, {
    instructions: ['check network, proxy and GITHUB_API_URL, then run the same command again'],
    cause: error,
  });
}

/** The UserError for a limit that outlasts all patience. */
export function rateLimited(
  apiUrl: string,
  wait: { readonly now: number; readonly pause: number; readonly waited: number },
): UserError {
  const until = new Date(wait.now + wait.pause).toISOString();
  const waited = wait.waited === 0 ? '' : `, also after ${Math.round(wait.waited / 1000)} s of waiting`;
  return new UserError(
    'host-rate-limited',
    `${new URL(apiUrl).host} limits the rate of calls until ${until}${waited}`,
    {
      instructions: ['run the same command again after that time', 'a token that is used here alone has its own limit'],
    },
  );
}

function rights(call: Asked, { headers }: GitHubAnswer): readonly string[] {
  // `issues=write; pull_requests=write`: what a fine-grained token or an App would need for this call.
  const accepted = headers.get('x-accepted-github-permissions');
  const named = accepted === null || accepted === '' ? undefined : `this call needs ${shorten(accepted, 200)}`;
  const right = call.right ?? named;
  return right === undefined
    ? ['give the token the rights that docs/review.md lists']
    : [`give the token the right: ${right}`];
}

function describe({ status, body }: GitHubAnswer): string {
  const message = messageOf(body);
  const details = detailsOf(body);
  const text = [message, details].filter((part) => part !== '').join(': ');
  return text === '' ? String(status) : `${status} ${shorten(text, 300)}`;
}

/** The messages of the single errors that a 422 lists. */
function detailsOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors)) return '';
  return (body.errors as unknown[])
    .slice(0, 3)
    .map((error) => (typeof error === 'string' ? error : messageOf(error)))
    .filter((message) => message !== '')
    .join(', ');
}

function causeOf(error: Error): string | undefined {
  const { cause } = error;
  if (!(cause instanceof Error)) return undefined;
  if (cause.message !== '') return cause.message;
  return 'code' in cause ? String(cause.code) : undefined;
}
