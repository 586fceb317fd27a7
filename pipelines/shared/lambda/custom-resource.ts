import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

import { errorText } from './error-text.ts';
import type { Log } from './log.ts';

/** What became of a request of CloudFormation. */
export interface CustomResourceAnswer {
  readonly physicalId: string;
  /** Attributes for Fn::GetAtt. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface AnswerOptions {
  readonly event: CloudFormationCustomResourceEvent;
  readonly log: Log;
  /** Does the work. What it throws becomes the reason in the stack's events. */
  readonly work: () => Promise<CustomResourceAnswer>;
  /** Physical id of a resource that never came to be; its deletion must do nothing. */
  readonly physicalIdOfNothing: string;
  readonly send?: SendAnswer;
}

/** PUTs the answer to the signed URL. */
export type SendAnswer = (url: string, body: string) => Promise<void>;

/** CloudFormation takes at most 4,096 bytes (user guide, custom resource response objects); the rest needs room too. */
const MAX_REASON_LENGTH = 2_000;

/**
 * Does the work of a custom resource and tells CloudFormation, whatever happens: a request that is never answered
 * would block the stack until its service timeout. After a failure the physical id stays what it was, so that
 * CloudFormation does not clean up a resource that it believes to be new.
 */
export async function answerCloudFormation(options: AnswerOptions): Promise<void> {
  const { event, log, work, physicalIdOfNothing, send = putAnswer } = options;
  const known = 'PhysicalResourceId' in event ? event.PhysicalResourceId : physicalIdOfNothing;
  let answer: Readonly<Record<string, unknown>>;
  try {
    const { physicalId, data } = await work();
    answer = { Status: 'SUCCESS', PhysicalResourceId: physicalId, Data: data ?? {} };
  } catch (error) {
    const reason = errorText(error).slice(0, MAX_REASON_LENGTH);
    log('error', 'request refused', { requestType: event.RequestType, reason });
    answer = { Status: 'FAILED', PhysicalResourceId: known, Reason: reason };
  }
  const { StackId, RequestId, LogicalResourceId } = event;
  await send(event.ResponseURL, JSON.stringify({ ...answer, StackId, RequestId, LogicalResourceId }));
  log('info', 'answered', { requestType: event.RequestType, logicalId: LogicalResourceId });
}

/** Milliseconds after which S3 is asked anew; four times fit into the time that the functions have. */
const LONGEST_PUT = 10_000;

/**
 * Sends a body to a URL that S3 has signed. The content type must be empty: it is part of what was signed. A lost
 * answer costs the stack an hour, so it is tried four times, also where a connection goes silent.
 */
export async function putAnswer(url: string, body: string, longestPut = LONGEST_PUT): Promise<void> {
  const waits = [500, 2_000, 5_000];
  for (let attempt = 0; ; attempt += 1) {
    try {
      const bytes = new TextEncoder().encode(body);
      const signal = AbortSignal.timeout(longestPut);
      const response = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body: bytes, signal });
      if (response.ok) return;
      throw new Error(`the answer was not accepted: HTTP ${response.status}`);
    } catch (error) {
      const wait = waits[attempt];
      if (wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
