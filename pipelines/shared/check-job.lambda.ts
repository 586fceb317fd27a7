import { SageMakerClient } from '@aws-sdk/client-sagemaker';

import { JOB_APIS, jobConsoleUrl, type JobApi } from './job-apis.ts';
import { putAnswer, type SendAnswer } from './lambda/custom-resource.ts';
import { createLog, type Log } from './lambda/log.ts';
import { readObject, readOneOf, readText } from './lambda/read-input.ts';
import { findJob } from './lambda/sagemaker-jobs.ts';
import { isEnded } from './lambda/start-job.ts';

const APIS = Object.keys(JOB_APIS) as readonly JobApi[];

/** A wait condition shows this much of a reason in the stack's event. */
const MAX_REASON_LENGTH = 2_000;

export interface CheckJobContext {
  readonly client: SageMakerClient;
  readonly region: string;
  readonly log: Log;
  readonly send?: SendAnswer;
}

export interface CheckJobReply {
  /** Whether the waiting stack was told; the state machine asks again while it was not. */
  readonly ended: boolean;
}

/**
 * One look at a job that a stack waits for. Once the job has ended, or cannot be looked at any more, the stack's wait
 * condition is signalled: success, or failure with the job's own reason.
 */
export async function handler(event: unknown): Promise<CheckJobReply> {
  const region = readText(process.env['AWS_REGION'], 'AWS_REGION');
  const log = createLog('check-job', (line) => process.stdout.write(line));
  return handleCheckJob(event, { client: new SageMakerClient({}), region, log });
}

/** The function without its surroundings. */
export async function handleCheckJob(event: unknown, context: CheckJobContext): Promise<CheckJobReply> {
  const input = readObject(event, 'event');
  const api = readOneOf(input['api'], 'api', APIS);
  const jobName = readText(input['jobName'], 'jobName');
  const job = `${JOB_APIS[api].label} ${jobName}`;
  const link = jobConsoleUrl(context.region, api, jobName);
  function signal(status: 'SUCCESS' | 'FAILURE', reason: string): Promise<CheckJobReply> {
    return sendSignal({ input, status, reason, context });
  }

  if (input['watchError'] !== undefined) {
    return signal('FAILURE', `the ${job} could not be watched to its end; look at ${link}`);
  }
  const state = await findJob(context.client, api, jobName);
  if (!state) return signal('FAILURE', `the ${job} is gone`);
  if (!isEnded(state.status)) return { ended: false };
  if (state.status === 'Completed') return signal('SUCCESS', `the ${job} is Completed`);
  const why = state.failureReason === undefined ? '' : `: ${state.failureReason}`;
  return signal('FAILURE', `the ${job} is ${state.status}${why} (${link})`);
}

interface Signal {
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly reason: string;
  readonly context: CheckJobContext;
}

async function sendSignal({ input, status, reason, context }: Signal): Promise<CheckJobReply> {
  const { send = putAnswer, log } = context;
  const jobName = readText(input['jobName'], 'jobName');
  const body = { Status: status, UniqueId: jobName, Data: jobName, Reason: reason.slice(0, MAX_REASON_LENGTH) };
  await send(readText(input['signalUrl'], 'signalUrl'), JSON.stringify(body));
  log('info', 'signalled', { job: jobName, status, reason });
  return { ended: true };
}
