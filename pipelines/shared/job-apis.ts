import { consoleUrl } from './console-links.ts';
import { partitionOf } from './partition.ts';

/** The job APIs of SageMaker that pipelines use. */
export type JobApi = 'training' | 'tuning' | 'autopilot' | 'processing' | 'transform';

/** What stacks and Lambda functions must agree on for one job API. Imports nothing heavy: it is bundled into both. */
export interface JobApiFacts {
  /** In messages: "training job xgb-1". */
  readonly label: string;
  /** Name and status fields in requests, descriptions and events. */
  readonly nameField: string;
  readonly statusField: string;
  /** Resource part of the job's ARN. */
  readonly arnPart: string;
  /** IAM actions of the calls that the Lambda functions make. */
  readonly actions: { readonly create: string; readonly describe: string; readonly stop: string };
  /**
   * EventBridge detail type of its state changes; absent where SageMaker sends none (Autopilot: only its inner jobs
   * are announced).
   */
  readonly detailType?: string;
  /** Where the console shows the job. */
  readonly consolePath: string;
}

/** The facts of each job API. */
export const JOB_APIS: Readonly<Record<JobApi, JobApiFacts>> = {
  training: {
    label: 'training job',
    nameField: 'TrainingJobName',
    statusField: 'TrainingJobStatus',
    arnPart: 'training-job',
    actions: { create: 'CreateTrainingJob', describe: 'DescribeTrainingJob', stop: 'StopTrainingJob' },
    detailType: 'SageMaker Training Job State Change',
    consolePath: 'jobs',
  },
  tuning: {
    label: 'tuning job',
    nameField: 'HyperParameterTuningJobName',
    statusField: 'HyperParameterTuningJobStatus',
    arnPart: 'hyper-parameter-tuning-job',
    actions: {
      create: 'CreateHyperParameterTuningJob',
      describe: 'DescribeHyperParameterTuningJob',
      stop: 'StopHyperParameterTuningJob',
    },
    detailType: 'SageMaker HyperParameter Tuning Job State Change',
    consolePath: 'hyper-tuning-jobs',
  },
  autopilot: {
    label: 'Autopilot job',
    nameField: 'AutoMLJobName',
    statusField: 'AutoMLJobStatus',
    arnPart: 'automl-job',
    actions: { create: 'CreateAutoMLJobV2', describe: 'DescribeAutoMLJobV2', stop: 'StopAutoMLJob' },
    consolePath: 'automl-jobs',
  },
  processing: {
    label: 'processing job',
    nameField: 'ProcessingJobName',
    statusField: 'ProcessingJobStatus',
    arnPart: 'processing-job',
    actions: { create: 'CreateProcessingJob', describe: 'DescribeProcessingJob', stop: 'StopProcessingJob' },
    detailType: 'SageMaker Processing Job State Change',
    consolePath: 'processing-jobs',
  },
  transform: {
    label: 'transform job',
    nameField: 'TransformJobName',
    statusField: 'TransformJobStatus',
    arnPart: 'transform-job',
    actions: { create: 'CreateTransformJob', describe: 'DescribeTransformJob', stop: 'StopTransformJob' },
    detailType: 'SageMaker Transform Job State Change',
    consolePath: 'transform-jobs',
  },
};

/** Statuses in which a job has come to its end, whichever way. */
export const ENDED_STATUSES = ['Completed', 'Failed', 'Stopped'] as const;

/** Tag on every job that we start: SHA-256 of its inputs. Says whether a name is taken by the same job. */
export const INPUTS_TAG = 'mlops:job-inputs';

/** Tag on every job that we start: the stack that asked for it. */
export const STACK_TAG = 'mlops:stack';

/** The job's page in the console. */
export function jobConsoleUrl(region: string, api: JobApi, jobName: string): string {
  return consoleUrl(region, 'sagemaker', `${JOB_APIS[api].consolePath}/${jobName}`);
}

export interface JobArnParts {
  readonly region: string;
  readonly account: string;
  readonly api: JobApi;
  /** A name, or a pattern of names. */
  readonly jobName: string;
}

/**
 * ARNs that mean the job in an IAM policy. SageMaker writes job names in lower case into ARNs, policies are matched
 * by letter; so a name with capitals needs both forms.
 */
export function jobArns({ region, account, api, jobName }: JobArnParts): readonly string[] {
  const prefix = `arn:${partitionOf(region).partition}:sagemaker:${region}:${account}:${JOB_APIS[api].arnPart}/`;
  return [...new Set([`${prefix}${jobName}`, `${prefix}${jobName.toLowerCase()}`])];
}
