import { UserError } from '../../model/errors.ts';
import { accessDenied } from './access-denied.ts';
import { invalidEndpoint } from './endpoint.ts';

export interface CallContext {
  readonly region: string;
  readonly roleArn?: string;
  readonly endpoint?: string;
}

type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** What the SDK hangs on an error, whichever service it came from. */
interface SdkError extends Error {
  readonly code?: unknown;
  /** Of a URL that is none. */
  readonly input?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: unknown;
}

const THROTTLING =
  /^(throttl|requestthrottled|requestlimitexceeded|toomanyrequests|slowdown|bandwidthlimit|priorrequestnotcomplete)/i;
const DENIED = /^(accessdenied|unauthorizedoperation|notauthorized|forbidden)/i;
const CREDENTIALS =
  /^(expiredtoken|requestexpired|invalidclienttokenid|unrecognizedclient|invalidaccesskeyid|signaturedoesnotmatch|invalidsignature|incompletesignature|missingauthenticationtoken|requesttimetooskewed|credentialsprovider|tokenprovider|optinrequired)/i;
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOST|ENET|ERR_TLS|CERT_|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED)/;

/**
 * Middleware for an SDK client that turns what is left after all retries into UserErrors: `aws-unavailable` (throttled
 * to the end, a fault of the service, no network, an answer that is none), `access-denied`, `no-credentials`,
 * `invalid-environment`. Errors that tell something about the stack or the request pass unchanged.
 */
export function explainErrors(service: string, context: CallContext) {
  return <Args, Result>(next: Handler<Args, Result>, call: { readonly commandName?: string }): Handler<Args, Result> =>
    async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const action = (call.commandName ?? 'call').replace(/Command$/, '');
        throw explain(error, { service, action, ...context });
      }
    };
}

function explain(error: unknown, call: CallContext & { readonly service: string; readonly action: string }): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { name, message, code, input, $metadata: metadata, $response: response }: SdkError = error;
  const status = metadata?.httpStatusCode ?? 0;
  const what = `${call.service}:${call.action}`;
  if (CREDENTIALS.test(name)) return noCredentials(error);
  if (code === 'ERR_INVALID_URL') return invalidEndpoint(String(input));
  if (THROTTLING.test(name)) {
    return unavailable(error, `AWS was too busy for ${what}: ${message}${attempts(metadata?.attempts)}`);
  }
  if (DENIED.test(name) || status === 403) return accessDenied(error, call);
  if (status >= 500) return unavailable(error, `AWS could not do ${what}: ${status} ${message || name}`);
  if (name === 'TimeoutError' || NETWORK.test(codeOf(code, error))) {
    const where = call.endpoint ?? `region ${call.region}`;
    return unavailable(error, `AWS could not be reached for ${what} (${where}): ${message || codeOf(code, error)}`);
  }
  // Neither an error of the service nor of the network: what came back could not be read, or leads elsewhere.
  const leadsAway = call.service !== 's3' && (isRedirect(status) || (status === 404 && isNameless(error)));
  return leadsAway || (response !== undefined && !('$fault' in error)) ? unreadableAnswer(what, error) : error;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** Services say which thing is not found. Whatever else answers at an address says nothing that the SDK could read. */
function isNameless({ name, message }: Error): boolean {
  return name === 'NotFound' && /^(?:|unknown|unknownerror)$/i.test(message);
}

/** `aws-unavailable`: what came back as the answer to an operation was not written by AWS. */
export function unreadableAnswer(operation: string, cause?: Error): UserError {
  return unavailable(cause, `the answer to ${operation} is none of AWS; a proxy may have given it`);
}

function codeOf(code: unknown, error: Error): string {
  if (typeof code === 'string') return code;
  // Several addresses were tried: the errors of all of them are inside.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

function attempts(count: number | undefined): string {
  return count === undefined || count < 2 ? '' : ` (${count} attempts)`;
}

function unavailable(cause: Error | undefined, message: string): UserError {
  return new UserError('aws-unavailable', message, {
    instructions: [
      'run the same command again in a few minutes: it goes on where this one ended',
      'if it stays so, check network, proxy and AWS_ENDPOINT_URL, or lower --concurrency',
    ],
    cause,
  });
}

/** AWS takes the credentials in use for none: expired, unknown, wrongly signed, or there are none. */
function noCredentials(cause: Error): UserError {
  const isClock = /skew|not yet current|signature expired/i.test(`${cause.name} ${cause.message}`);
  const why = cause.message || cause.name;
  const isNone = /^(?:credentials|token)provider/i.test(cause.name);
  const what = isNone ? 'there are no credentials for AWS that work' : 'AWS does not accept the credentials in use';
  return new UserError('no-credentials', `${what}: ${why}`, {
    instructions: [
      ...(isClock ? ['set the clock of this machine: AWS refuses requests that are minutes off'] : []),
      'sign in (aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ...(isNone
        ? ['where AWS_PROFILE is set, see that ~/.aws/config or ~/.aws/credentials has a profile of that name']
        : []),
      'to try things out without AWS use --target local',
    ],
    cause,
  });
}
