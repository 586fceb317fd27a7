import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

import { errorText } from '../../shared/lambda/error-text.ts';
import type { Log } from '../../shared/lambda/log.ts';

export interface InvokeContext {
  readonly client: SageMakerRuntimeClient;
  readonly endpointName: string;
  readonly log: Log;
}

interface InferenceRequest {
  readonly payload: string;
  readonly contentType: string;
}

/** Asks the endpoint; every outcome is a response of its own status, none an exception. */
export async function invokeEndpoint(
  event: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded' | 'requestContext'>,
  { client, endpointName, log }: InvokeContext,
): Promise<APIGatewayProxyResult> {
  const requestId = event.requestContext.requestId;
  const request = readRequest(event);
  if (typeof request === 'string') {
    log('warn', 'bad request', { requestId, reason: request });
    return problem(400, request);
  }
  try {
    const { Body, ContentType } = await client.send(
      new InvokeEndpointCommand({
        EndpointName: endpointName,
        Body: new TextEncoder().encode(request.payload),
        ContentType: request.contentType,
      }),
    );
    const answer: Uint8Array = Body;
    log('info', 'inference done', { requestId, endpoint: endpointName, bytes: answer.length });
    return prediction(answer, ContentType ?? 'text/plain');
  } catch (error) {
    const { status, message } = explain(error, endpointName);
    log('error', 'inference refused', { requestId, endpoint: endpointName, status, reason: errorName(error) });
    return problem(status, message);
  }
}

/** The request, or what is wrong with it in words. */
function readRequest(event: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): InferenceRequest | string {
  if (event.body === null || event.body === '')
    return 'the body is empty; send {"payload": ..., "content_type": "text/csv"}';
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'the body is not JSON; send {"payload": ..., "content_type": "text/csv"}';
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'the body must be a JSON object';
  const { payload, content_type: contentType } = body as Readonly<Record<string, unknown>>;
  if (payload === undefined || payload === null) return '"payload" is missing';
  if (typeof contentType !== 'string' || contentType === '') return '"content_type" is missing, for example "text/csv"';
  return { payload: typeof payload === 'string' ? payload : JSON.stringify(payload), contentType };
}

/**
 * Text goes back as it is; anything else as base64 text, and a header says so. API Gateway could send bytes, but only
 * by taking every request for bytes too, which it then does not validate.
 */
function prediction(answer: Uint8Array, contentType: string): APIGatewayProxyResult {
  const isText = /^(text\/|application\/(json|.*\+json|jsonlines|x-ndjson|xml))/i.test(contentType);
  const body = Buffer.from(answer).toString(isText ? 'utf8' : 'base64');
  const headers = { 'Content-Type': contentType, ...(!isText && { 'X-Body-Encoding': 'base64' }) };
  return { statusCode: 200, headers, isBase64Encoded: false, body };
}

function problem(statusCode: number, message: string): APIGatewayProxyResult {
  const headers = { 'Content-Type': 'application/json' };
  return { statusCode, headers, isBase64Encoded: false, body: JSON.stringify({ message }) };
}

/** The status that tells a client what to do; details of our side stay in our log. */
function explain(error: unknown, endpointName: string): { readonly status: number; readonly message: string } {
  switch (errorName(error)) {
    case 'ModelError':
    case 'ModelErrorException':
      return { status: 502, message: `the model of ${endpointName} answered with an error; see the endpoint's log` };
    case 'ModelNotReadyException':
    case 'ServiceUnavailable':
    case 'InternalDependencyException':
      return { status: 503, message: `${endpointName} is not ready; try again` };
    case 'ThrottlingException':
      return { status: 429, message: `${endpointName} has too many requests; try again more slowly` };
    case 'ValidationError':
    case 'ValidationException':
      return { status: 400, message: `${endpointName} does not accept the request: ${errorText(error)}` };
    default:
      return { status: 500, message: `${endpointName} could not be invoked` };
  }
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
