import {
  CreateAutoMLJobV2Command,
  CreateHyperParameterTuningJobCommand,
  CreateProcessingJobCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  ListTagsCommand,
  StopAutoMLJobCommand,
  StopHyperParameterTuningJobCommand,
  StopProcessingJobCommand,
  StopTrainingJobCommand,
  StopTransformJobCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';

import { INPUTS_TAG, type JobApi } from '../job-apis.ts';

/** What we need to know of a job. */
export interface JobState {
  readonly arn: string;
  readonly status: string;
  readonly failureReason?: string;
}

/** A request as the stack holds it: written by our own code from a validated config. */
export type JobRequest = Readonly<Record<string, unknown>>;

/** Starts the job and returns its ARN. */
export async function createJob(client: SageMakerClient, api: JobApi, request: JobRequest): Promise<string> {
  // The service validates the request; its shape is compared with the service's in tests, not at run time.
  const input = request as never;
  switch (api) {
    case 'training':
      return (await client.send(new CreateTrainingJobCommand(input))).TrainingJobArn ?? '';
    case 'tuning':
      return (await client.send(new CreateHyperParameterTuningJobCommand(input))).HyperParameterTuningJobArn ?? '';
    case 'autopilot':
      return (await client.send(new CreateAutoMLJobV2Command(input))).AutoMLJobArn ?? '';
    case 'processing':
      return (await client.send(new CreateProcessingJobCommand(input))).ProcessingJobArn ?? '';
    case 'transform':
      return (await client.send(new CreateTransformJobCommand(input))).TransformJobArn ?? '';
    default:
      return api satisfies never;
  }
}

/** The job of that name, or undefined. */
export async function findJob(client: SageMakerClient, api: JobApi, name: string): Promise<JobState | undefined> {
  try {
    return await describeJob(client, api, name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function describeJob(client: SageMakerClient, api: JobApi, name: string): Promise<JobState> {
  switch (api) {
    case 'training': {
      const job = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
      return state(job.TrainingJobArn, job.TrainingJobStatus, job.FailureReason);
    }
    case 'tuning': {
      const job = await client.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
      return state(job.HyperParameterTuningJobArn, job.HyperParameterTuningJobStatus, job.FailureReason);
    }
    case 'autopilot': {
      const job = await client.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: name }));
      return state(job.AutoMLJobArn, job.AutoMLJobStatus, job.FailureReason);
    }
    case 'processing': {
      const job = await client.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));
      return state(job.ProcessingJobArn, job.ProcessingJobStatus, job.FailureReason ?? job.ExitMessage);
    }
    case 'transform': {
      const job = await client.send(new DescribeTransformJobCommand({ TransformJobName: name }));
      return state(job.TransformJobArn, job.TransformJobStatus, job.FailureReason);
    }
    default:
      return api satisfies never;
  }
}

/** Asks the service to stop the job; returns at once. */
export async function stopJob(client: SageMakerClient, api: JobApi, name: string): Promise<void> {
  switch (api) {
    case 'training':
      await client.send(new StopTrainingJobCommand({ TrainingJobName: name }));
      return;
    case 'tuning':
      await client.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
      return;
    case 'autopilot':
      await client.send(new StopAutoMLJobCommand({ AutoMLJobName: name }));
      return;
    case 'processing':
      await client.send(new StopProcessingJobCommand({ ProcessingJobName: name }));
      return;
    case 'transform':
      await client.send(new StopTransformJobCommand({ TransformJobName: name }));
      return;
    default:
      api satisfies never;
  }
}

/** The digest of the inputs that a job was started with; undefined for a job that is not ours. */
export async function inputsDigestOf(client: SageMakerClient, arn: string): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsCommand({ ResourceArn: arn, NextToken }));
    const found = page.Tags?.find(({ Key }) => Key === INPUTS_TAG);
    if (found) return found.Value;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

function state(arn: string | undefined, status: string | undefined, failureReason: string | undefined): JobState {
  return { arn: arn ?? '', status: status ?? 'Unknown', failureReason };
}

/** A missing job is a ResourceNotFound or, for training and transform jobs, a ValidationException with words. */
function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name.startsWith('ResourceNotFound')) return true;
  return error.name === 'ValidationException' && /not found|could not find|does not exist/i.test(error.message);
}
