/** What every request to start a job needs beside the workload. */
export interface RequestContext {
  readonly jobName: string;
  readonly roleArn: string;
  /** SHA-256 of what decides the job. */
  readonly inputsDigest: string;
}

/** A request of SageMaker's API as JSON. Members that are undefined are not sent. */
export type Request = Readonly<Record<string, unknown>>;

/** Removes members that are undefined, at every depth: the value as it is sent. */
export function asSent(request: Request): Request {
  return JSON.parse(JSON.stringify(request)) as Request;
}
