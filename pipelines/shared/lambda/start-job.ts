import type { SageMakerClient } from '@aws-sdk/client-sagemaker';

import { ENDED_STATUSES, JOB_APIS, jobConsoleUrl, type JobApi } from '../job-apis.ts';
import { errorText } from './error-text.ts';
import type { Log } from './log.ts';
import { createJob, findJob, inputsDigestOf, type JobRequest, type JobState } from './sagemaker-jobs.ts';

export interface StartJobInput {
  readonly api: JobApi;
  readonly jobName: string;
  /** SHA-256 of what decides the job. */
  readonly inputsDigest: string;
  readonly request: JobRequest;
  /**
   * What to do when the same job, with the same inputs, ran before and did not complete. `refuse`: say so, because
   * nothing would run. `accept`: a stack that returns to earlier inputs, in a rollback above all, must not get stuck.
   */
  readonly endedBadly: 'refuse' | 'accept';
}

export interface StartJobContext {
  readonly client: SageMakerClient;
  readonly region: string;
  readonly log: Log;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface StartJobResult {
  readonly arn: string;
  readonly started: boolean;
}

/**
 * Waits between attempts while IAM spreads a new role: for some seconds SageMaker cannot assume it, or does not know
 * this function's own permissions. 95 seconds in all, far beyond what was ever seen.
 */
const ROLE_WAITS = [2_000, 3_000, 5_000, 10_000, 15_000, 30_000, 30_000];

/**
 * Starts the job unless it is there already. SageMaker never forgets a job's name, so the name stands for the inputs:
 * the same name with the same inputs is the same job, and asking twice starts it once.
 *
 * Throws when the name is taken by a job with other inputs, when that job ended badly (see `endedBadly`), and with the
 * service's own reason when it refuses the request. Each message names the job and links the console.
 */
export async function startJob(input: StartJobInput, context: StartJobContext): Promise<StartJobResult> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await startUnlessPresent(input, context);
    } catch (error) {
      const wait = isRoleNotReady(error) ? ROLE_WAITS[attempt] : undefined;
      if (wait === undefined) throw explain(error, input, context);
      context.log('warn', 'role not ready yet', { job: input.jobName, attempt, reason: errorText(error) });
      await context.sleep(wait);
    }
  }
}

async function startUnlessPresent(input: StartJobInput, context: StartJobContext): Promise<StartJobResult> {
  const { client, log } = context;
  const present = await findJob(client, input.api, input.jobName);
  if (present) return acceptPresent(input, present, context);
  try {
    const arn = await createJob(client, input.api, input.request);
    log('info', 'job started', { job: input.jobName, arn });
    return { arn, started: true };
  } catch (error) {
    // Somebody may have started the same job between our look and our call.
    const raced = isNameTaken(error) ? await findJob(client, input.api, input.jobName) : undefined;
    if (raced) return acceptPresent(input, raced, context);
    throw error;
  }
}

async function acceptPresent(input: StartJobInput, job: JobState, context: StartJobContext): Promise<StartJobResult> {
  const digest = await inputsDigestOf(context.client, job.arn);
  if (digest !== input.inputsDigest) {
    const theirs = digest === undefined ? 'was not started by a stack of ours' : `has inputs ${digest.slice(0, 12)}`;
    throw new JobConflict(
      `the name of the ${describe(input, context)} is taken: the job ${job.arn} ${theirs}, ` +
        `this one has inputs ${input.inputsDigest.slice(0, 12)}; give another job_name, or none`,
    );
  }
  if (input.endedBadly === 'refuse' && (job.status === 'Failed' || job.status === 'Stopped')) {
    const reason = job.failureReason === undefined ? '' : `: ${job.failureReason}`;
    throw new JobConflict(
      `the ${describe(input, context)} ran before with the same inputs and is ${job.status}${reason}; ` +
        `change an input, or give a new job_name to run it again`,
    );
  }
  context.log('info', 'job is there already', { job: input.jobName, status: job.status });
  return { arn: job.arn, started: false };
}

/** A name that stands for another job, or for one that ended badly: our own finding, not the service's. */
class JobConflict extends Error {}

function explain(error: unknown, input: StartJobInput, context: StartJobContext): unknown {
  if (error instanceof JobConflict) return error;
  return new Error(`SageMaker refused the ${describe(input, context)}: ${errorText(error)}`, { cause: error });
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('ResourceInUse');
}

function describe({ api, jobName }: StartJobInput, { region }: StartJobContext): string {
  return `${JOB_APIS[api].label} ${jobName} (${jobConsoleUrl(region, api, jobName)})`;
}

function isRoleNotReady(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name.startsWith('AccessDenied')) return true;
  return error.name === 'ValidationException' && /assume[^.]*role|role[^.]*assume/i.test(error.message);
}

/** Whether a job in that status has come to its end. */
export function isEnded(status: string): boolean {
  return ENDED_STATUSES.some((ended) => ended === status);
}
