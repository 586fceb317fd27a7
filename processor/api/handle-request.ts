import { UserError } from '../model/errors.ts';
import { failure, refusal, RequestRefused, type ApiAnswer } from './answer.ts';
import { readRequest, type ApiRequest, type Endpoint } from './read-request.ts';

/** One line for the function's log: never a body, a config or a token. */
export type LogRequest = (line: Readonly<Record<string, string | number>>) => void;

/** Errors that the caller, or who looks after the repository, can do something about in Git. */
const CONFLICTS: ReadonlySet<string> = new Set(['commit-conflict', 'branch-protected', 'no-branch', 'unreadable-file']);

/**
 * Reads a request, carries it out and answers, whatever happens: 4xx for what the caller can mend, 409 for what stands
 * in the way in Git, 503 to try again later, 502 for a host or AWS that refuses, 500 for a fault of ours, of which the
 * answer tells nothing.
 */
export async function handleRequest(
  event: unknown,
  {
    endpoint,
    log,
    carryOut,
  }: {
    readonly endpoint: Endpoint;
    readonly log: LogRequest;
    readonly carryOut: (request: ApiRequest) => Promise<ApiAnswer>;
  },
): Promise<ApiAnswer> {
  let about: Readonly<Record<string, string>> = { endpoint };
  let answer: ApiAnswer;
  try {
    const request = readRequest(event, endpoint);
    about = { endpoint, request: request.requestId, caller: request.caller.arn };
    answer = await carryOut(request);
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log({ ...about, level: error instanceof RequestRefused ? 'info' : 'error', error: said.slice(0, 1000) });
    answer = answerTo(error);
  }
  log({ ...about, level: 'info', status: answer.statusCode });
  return answer;
}

function answerTo(error: unknown): ApiAnswer {
  if (error instanceof RequestRefused) return refusal(error);
  if (!(error instanceof UserError)) {
    return failure(500, 'An Unexpected Server side exception occurred', 'the log of the function says more');
  }
  const text = [error.message, ...error.instructions].join('; ');
  if (error.code === 'model-card-refused') return refusal(new RequestRefused(400, text));
  if (CONFLICTS.has(error.code)) return refusal(new RequestRefused(409, text));
  const passes =
    error.code === 'host-rate-limited' || error.code === 'host-unavailable' || error.code === 'aws-unavailable';
  return passes
    ? failure(503, 'A service could not be reached', text)
    : failure(502, 'A service refused what the request needs', text);
}
