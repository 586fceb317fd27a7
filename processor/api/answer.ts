import type { Finding } from '../model/finding.ts';

/** What API Gateway takes from a function behind a proxy integration. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly isBase64Encoded: false;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The orchestrator sends this type, which is none, with every answer. It stays as it is: clients that tell JSON
 * by its type would otherwise parse what they have parsed already.
 */
const HEADERS = { 'Content-Type': 'plain/text', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };

/** The orchestrator's `message` for a request that cannot be carried out; what is wrong stands in `detailedMessage`. */
const BAD_REQUEST = 'A BadRequest exception occurred';

/** Most findings in one answer. */
const MOST_FINDINGS = 100;

/** A request that is refused, with the status of the answer. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly statusCode: number;
  readonly findings: readonly Finding[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    statusCode: number,
    message: string,
    more: { readonly findings?: readonly Finding[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.statusCode = statusCode;
    this.findings = more.findings ?? [];
    this.headers = more.headers ?? {};
  }
}

/** Status 200. */
export function success(body: object): ApiAnswer {
  return answer(200, body);
}

/** `{"message", "detailedMessage"}` as the orchestrator writes it, and `findings` where the config is at fault. */
export function refusal({ statusCode, message, findings, headers }: RequestRefused): ApiAnswer {
  const listed = findings.slice(0, MOST_FINDINGS).map(findingBody);
  const omitted = findings.length - listed.length;
  const body = {
    message: BAD_REQUEST,
    detailedMessage: message,
    ...(listed.length > 0 && { findings: listed }),
    ...(omitted > 0 && { omittedFindings: omitted }),
  };
  return answer(statusCode, body, headers);
}

/** An answer for what is not the caller's fault: the host, AWS, or us. */
export function failure(statusCode: 500 | 502 | 503, message: string, detailedMessage: string): ApiAnswer {
  return answer(statusCode, { message, detailedMessage });
}

/** A finding about the body of the request: line and column are those of the body. */
export function findingBody({ severity, code, line, column, pointer, message, hint }: Finding): object {
  return { severity, code, line, column, pointer, message, ...(hint !== undefined && { hint }) };
}

function answer(statusCode: number, body: object, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return {
    statusCode,
    isBase64Encoded: false,
    headers: { ...HEADERS, ...headers },
    body: JSON.stringify(body),
  };
}
