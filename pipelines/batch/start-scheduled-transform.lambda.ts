import { setTimeout as sleep } from 'node:timers/promises';

import { SageMakerClient } from '@aws-sdk/client-sagemaker';

import { createLog } from '../shared/lambda/log.ts';
import { readJsonObject, readObject, readText } from '../shared/lambda/read-input.ts';
import { startJob, type StartJobContext } from '../shared/lambda/start-job.ts';

/** What the schedule sends; `request` is the job's whole request as JSON text, but for its name. */
export interface ScheduledTransformEvent {
  /** When the run was due, such as `2026-03-01T05:00:00Z`. */
  readonly scheduledTime: string;
  readonly jobNamePrefix: string;
  readonly inputsDigest: string;
  readonly request: string;
}

export interface ScheduledTransformReply {
  readonly jobName: string;
  readonly jobArn: string;
}

/** Starts the transform job of one run of the schedule. What it throws goes to the stack's topic. */
export async function handler(event: unknown): Promise<ScheduledTransformReply> {
  const region = readText(process.env['AWS_REGION'], 'AWS_REGION');
  const log = createLog('start-scheduled-transform', (line) => process.stdout.write(line));
  return handleScheduledTransform(event, { client: new SageMakerClient({}), region, log, sleep });
}

/** The function without its surroundings. */
export async function handleScheduledTransform(
  event: unknown,
  context: StartJobContext,
): Promise<ScheduledTransformReply> {
  const input = readObject(event, 'event');
  const due = minuteOf(readText(input['scheduledTime'], 'scheduledTime'));
  const jobName = `${readText(input['jobNamePrefix'], 'jobNamePrefix')}-${due}`;
  const request = { ...readJsonObject(input['request'], 'request'), TransformJobName: jobName };
  const inputsDigest = readText(input['inputsDigest'], 'inputsDigest');
  const { arn } = await startJob({ api: 'transform', jobName, inputsDigest, request, endedBadly: 'refuse' }, context);
  return { jobName, jobArn: arn };
}

/** The minute as twelve digits, in UTC; no schedule is finer. */
function minuteOf(scheduledTime: string): string {
  const time = new Date(scheduledTime);
  if (Number.isNaN(time.getTime())) throw new Error('scheduledTime must be a time such as 2026-03-01T05:00:00Z');
  return time.toISOString().replace(/\D/g, '').slice(0, 12);
}
