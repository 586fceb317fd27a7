import { jobHash } from '../job-inputs.ts';
import { addOutputs } from '../shared/add-outputs.ts';
import { s3ConsoleUrl } from '../shared/console-links.ts';
import { ENDED_STATUSES, JOB_APIS, jobConsoleUrl, type JobApi } from '../shared/job-apis.ts';
import { JobNotifications } from '../shared/job-notifications.ts';
import { JobOnDeploy } from '../shared/job-on-deploy.ts';
import { s3Location } from '../shared/s3-location.ts';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from '../shared/synthesize-stack.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { autopilotJobRequest } from './autopilot-job-request.ts';
import type { Request, RequestContext } from '../shared/job-request.ts';
import { trainingJobName, type TrainingSpec } from './training-job-name.ts';
import { trainingJobRequest } from './training-job-request.ts';
import { trainingRole } from './training-role.ts';
import { tuningJobRequest } from './tuning-job-request.ts';

/** The stack of a training, tuning or Autopilot workload. */
export function synthesizeTraining(spec: TrainingSpec, options: SynthesisOptions): Synthesis {
  const { name } = trainingJobName(spec);
  const api = trainingApi(spec);
  const description = `MLOps: ${JOB_APIS[api].label} ${name} of model ${spec.modelName} in stage ${spec.environment.stage}`;
  return synthesizeStack({
    spec,
    options,
    description,
    build: (stack) => {
      buildTraining(stack, spec, api);
    },
  });
}

function buildTraining(stack: WorkloadStack, spec: TrainingSpec, api: JobApi): void {
  const { name: jobName, pattern: jobNamePattern } = trainingJobName(spec);
  const inputsDigest = jobHash(spec);
  if (inputsDigest === undefined) throw new Error(`${spec.pipelineType} has no job inputs`);
  const jobRole = trainingRole(stack, spec, jobName);
  const notifications = new JobNotifications(stack, 'Notifications');
  announce(notifications, api, jobName);
  const onDeploy = new JobOnDeploy(stack, 'OnDeploy', {
    api,
    jobName,
    jobNamePattern,
    inputsDigest,
    jobRole,
    request: (roleArn) => jobRequest(spec, { jobName, roleArn, inputsDigest }),
  });
  // The job starts last: what announces its end is in place, and nothing that follows can undo a paid run.
  onDeploy.job.node.addDependency(notifications);
  addWorkloadOutputs(stack, spec, { api, jobName, jobArn: onDeploy.jobArn });
}

function trainingApi({ pipelineType }: TrainingSpec): JobApi {
  switch (pipelineType) {
    case 'model_training_builtin':
      return 'training';
    case 'model_tuner_builtin':
      return 'tuning';
    case 'model_autopilot_training':
      return 'autopilot';
    default:
      return pipelineType satisfies never;
  }
}

function jobRequest(spec: TrainingSpec, context: RequestContext): Request {
  switch (spec.pipelineType) {
    case 'model_training_builtin':
      return trainingJobRequest(spec, context);
    case 'model_tuner_builtin':
      return tuningJobRequest(spec, context);
    case 'model_autopilot_training':
      return autopilotJobRequest(spec, context);
    default:
      return spec satisfies never;
  }
}

/**
 * SageMaker announces no state of an Autopilot job itself, only of the jobs that it runs, whose names start with its
 * own: the tuning job, whose end makes the model; the last processing jobs, which write the report; and, when they go
 * wrong, all the others.
 */
function announce(notifications: JobNotifications, api: JobApi, jobName: string): void {
  if (api !== 'autopilot') {
    notifications.announce('JobEnds', { api, names: [jobName], statuses: ENDED_STATUSES });
    return;
  }
  const inner = [{ prefix: `${jobName}-` }];
  const reports = [{ prefix: `${jobName}-documentation` }, { prefix: `${jobName}-dpp` }];
  const wrong = ['Failed', 'Stopped'];
  notifications.announce('TuningEnds', { api: 'tuning', names: [{ prefix: jobName }], statuses: ENDED_STATUSES });
  notifications.announce('ReportEnds', { api: 'processing', names: reports, statuses: ['Completed'] });
  notifications.announce('ProcessingFails', { api: 'processing', names: inner, statuses: wrong });
  notifications.announce('TrainingFails', { api: 'training', names: inner, statuses: wrong });
  notifications.announce('TransformFails', { api: 'transform', names: inner, statuses: wrong });
}

interface JobOutputs {
  readonly api: JobApi;
  readonly jobName: string;
  readonly jobArn: string;
}

function addWorkloadOutputs(stack: WorkloadStack, { attributes, environment }: TrainingSpec, job: JobOutputs): void {
  const { region } = environment;
  addOutputs(stack, {
    JobName: [job.jobName, `Name of the ${JOB_APIS[job.api].label}`],
    JobArn: [job.jobArn, 'Known once SageMaker accepted the job'],
    OutputLocation: [attributes.job_output_location, 'Results are below a folder named after the job'],
    OutputConsoleUrl: [s3ConsoleUrl(region, s3Location(attributes.job_output_location)), 'Results in the console'],
    TrainingDataLocation: [attributes.training_data, 'What was trained with'],
    ConsoleUrl: [jobConsoleUrl(region, job.api, job.jobName), 'The job in the console'],
  });
}
