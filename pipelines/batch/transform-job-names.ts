import { jobInputs } from '../job-inputs.ts';
import { contentName } from '../names.ts';
import type { BatchSpec } from './transform-job-request.ts';

/** Longest name of a transform job (API reference of SageMaker, `TransformJobName`). */
const MAX_JOB_NAME_LENGTH = 63;

/** `-` and the twelve digits of year, month, day, hour and minute. */
const TIME_LENGTH = 13;

const HASH = /[0-9a-f]{10}$/;

export interface TransformJobNames {
  /** Of the job that runs when the stack is deployed. */
  readonly onDeploy: string;
  /** IAM pattern that also covers the jobs of this workload before and after a change of its inputs. */
  readonly onDeployPattern: string;
  /** What the names of jobs that run by schedule start with; `-<yyyymmddhhmm>` follows. */
  readonly scheduledPrefix: string;
}

/**
 * Names of the jobs of a workload. A job on deployment is named from what decides it; a job by schedule from the stack
 * and the minute that it was due, so that a second delivery of the same call finds the job that the first one started.
 */
export function transformJobNames(spec: BatchSpec): TransformJobNames {
  const { modelName, name: second, stackName } = spec;
  const base = [modelName, ...(second === undefined ? [] : [second])].join('-');
  const onDeploy = contentName({
    base: `${base}-transform`,
    inputs: jobInputs(spec),
    maxLength: MAX_JOB_NAME_LENGTH,
  });
  const scheduledPrefix = contentName({
    base: `${base}-scheduled`,
    inputs: stackName,
    maxLength: MAX_JOB_NAME_LENGTH - TIME_LENGTH,
  });
  return { onDeploy, onDeployPattern: onDeploy.replace(HASH, '*'), scheduledPrefix };
}
