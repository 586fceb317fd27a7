import { setTimeout as sleep } from 'node:timers/promises';

import { SageMakerClient } from '@aws-sdk/client-sagemaker';

import { JOB_APIS, type JobApi } from './job-apis.ts';
import { createLog } from './lambda/log.ts';
import { readJsonObject, readObject, readOneOf, readText } from './lambda/read-input.ts';
import { findJob, stopJob } from './lambda/sagemaker-jobs.ts';
import { isEnded, startJob, type StartJobContext } from './lambda/start-job.ts';

const APIS = Object.keys(JOB_APIS) as readonly JobApi[];

export interface StartJobReply {
  readonly jobName: string;
  /** Empty when there was no job to stop. */
  readonly jobArn: string;
}

/**
 * Starts a SageMaker job, or stops the one that is running. Invoked by `run-on-deploy`, or by hand to run again. The
 * request to SageMaker comes as JSON text, because CloudFormation turns numbers into texts on the way.
 */
export async function handler(event: unknown): Promise<StartJobReply> {
  const region = readText(process.env['AWS_REGION'], 'AWS_REGION');
  const log = createLog('start-job', (line) => process.stdout.write(line));
  return handleStartJob(event, { client: new SageMakerClient({}), region, log, sleep });
}

/** The function without its surroundings. */
export async function handleStartJob(event: unknown, context: StartJobContext): Promise<StartJobReply> {
  const input = readObject(event, 'event');
  const action = readOneOf(input['action'], 'action', ['start', 'stop']);
  const api = readOneOf(input['api'], 'api', APIS);
  const jobName = readText(input['jobName'], 'jobName');
  switch (action) {
    case 'start': {
      const { arn } = await startJob(
        {
          api,
          jobName,
          inputsDigest: readText(input['inputsDigest'], 'inputsDigest'),
          request: readJsonObject(input['request'], 'request'),
          endedBadly: readOneOf(input['endedBadly'], 'endedBadly', ['refuse', 'accept']),
        },
        context,
      );
      return { jobName, jobArn: arn };
    }
    case 'stop': {
      const job = await findJob(context.client, api, jobName);
      if (!job || isEnded(job.status)) return { jobName, jobArn: job?.arn ?? '' };
      await stopJob(context.client, api, jobName);
      context.log('info', 'job is being stopped', { job: jobName, status: job.status });
      return { jobName, jobArn: job.arn };
    }
    default:
      return action satisfies never;
  }
}
