import { setTimeout as sleep } from 'node:timers/promises';

import { DescribeTransformJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';

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
  /** The job that ran when the stack was deployed; only for schedules by rate. */
  readonly deployedJobName?: string;
}

/**
 * A schedule by rate runs for the first time as soon as it is made (Scheduler user guide, rate-based schedules), which
 * is when the stack has just scored the same data. A run that is due within this time of that job is left out.
 */
const JUST_DEPLOYED_MILLISECONDS = 15 * 60_000;

export interface ScheduledTransformReply {
  /** The job that was started, or the one of the deployment that makes this run superfluous. */
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
  const scheduledTime = readTime(input['scheduledTime']);
  const deployed = await findDeployed(input['deployedJobName'], scheduledTime, context);
  if (deployed !== undefined) return deployed;
  const due = scheduledTime.toISOString().replace(/\D/g, '').slice(0, 12);
  const jobName = `${readText(input['jobNamePrefix'], 'jobNamePrefix')}-${due}`;
  const request = { ...readJsonObject(input['request'], 'request'), TransformJobName: jobName };
  const inputsDigest = readText(input['inputsDigest'], 'inputsDigest');
  const { arn } = await startJob({ api: 'transform', jobName, inputsDigest, request, endedBadly: 'refuse' }, context);
  return { jobName, jobArn: arn };
}

/** The job of the deployment, if that was just now. */
async function findDeployed(
  deployedJobName: unknown,
  scheduledTime: Date,
  { client, log }: StartJobContext,
): Promise<ScheduledTransformReply | undefined> {
  if (deployedJobName === undefined) return undefined;
  const jobName = readText(deployedJobName, 'deployedJobName');
  const job = await client.send(new DescribeTransformJobCommand({ TransformJobName: jobName }));
  const age = scheduledTime.getTime() - (job.CreationTime?.getTime() ?? 0);
  if (age > JUST_DEPLOYED_MILLISECONDS || job.TransformJobStatus === 'Failed') return undefined;
  log('info', 'left out: the deployment has just scored the data', { job: jobName });
  return { jobName, jobArn: job.TransformJobArn ?? '' };
}

/** No schedule is finer than a minute; the time names the job. */
function readTime(value: unknown): Date {
  const time = new Date(readText(value, 'scheduledTime'));
  if (Number.isNaN(time.getTime())) throw new Error('scheduledTime must be a time such as 2026-03-01T05:00:00Z');
  return time;
}
