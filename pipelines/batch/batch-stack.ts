import { jobHash } from '../job-inputs.ts';
import { addOutputs } from '../shared/add-outputs.ts';
import { s3ConsoleUrl } from '../shared/console-links.ts';
import { ENDED_STATUSES, jobConsoleUrl } from '../shared/job-apis.ts';
import { JobNotifications } from '../shared/job-notifications.ts';
import { JobOnDeploy } from '../shared/job-on-deploy.ts';
import { s3Location } from '../shared/s3-location.ts';
import { servingModel } from '../shared/serving-model.ts';
import { readPrefix, writeFolder } from '../shared/statements.ts';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from '../shared/synthesize-stack.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { transformJobNames } from './transform-job-names.ts';
import { transformJobRequest, type BatchSpec } from './transform-job-request.ts';
import { TransformSchedule } from './transform-schedule.ts';

/** The stack of a batch transform workload. */
export function synthesizeBatch(spec: BatchSpec, options: SynthesisOptions): Synthesis {
  const { onDeploy } = transformJobNames(spec);
  return synthesizeStack({
    spec,
    options,
    description: `MLOps: transform job ${onDeploy} of model ${spec.modelName} in stage ${spec.environment.stage}`,
    build: (stack) => {
      buildBatch(stack, spec);
    },
  });
}

function buildBatch(stack: WorkloadStack, spec: BatchSpec): void {
  const { attributes, environment } = spec;
  const { region } = environment;
  const { onDeploy: jobName, onDeployPattern, scheduledPrefix } = transformJobNames(spec);
  const inputsDigest = jobHash(spec);
  if (inputsDigest === undefined) throw new Error(`${spec.pipelineType} has no job inputs`);
  const { model, role } = servingModel(stack, {
    attributes,
    instanceType: attributes.inference_instance,
    logGroup: '/aws/sagemaker/TransformJobs',
    statements: [
      ...readPrefix(region, s3Location(attributes.batch_inference_data)),
      writeFolder(region, s3Location(attributes.batch_job_output_location)),
    ],
  });
  const notifications = new JobNotifications(stack, 'Notifications');
  const { schedule_expression: scheduleExpression } = attributes;
  const names = scheduleExpression === undefined ? [jobName] : [jobName, { prefix: `${scheduledPrefix}-` }];
  notifications.announce('JobEnds', { api: 'transform', names, statuses: ENDED_STATUSES });

  const context = { jobName, sagemakerModelName: model.attrModelName, inputsDigest };
  const onDeploy = new JobOnDeploy(stack, 'OnDeploy', {
    api: 'transform',
    jobName,
    jobNamePattern: onDeployPattern,
    inputsDigest,
    jobRole: role,
    passesRole: false,
    request: () => transformJobRequest(spec, context),
  });
  // The job starts last: what announces its end is in place, and nothing that follows can undo a paid run.
  onDeploy.job.node.addDependency(notifications);
  if (scheduleExpression !== undefined) {
    new TransformSchedule(stack, 'TransformSchedule', {
      spec,
      scheduleExpression,
      context,
      topicArn: notifications.topicArn,
      deployedJob: onDeploy.job,
    });
  }
  addJobOutputs(stack, spec, { jobName, jobArn: onDeploy.jobArn, sagemakerModelName: model.attrModelName });
}

interface BatchOutputs {
  readonly jobName: string;
  readonly jobArn: string;
  readonly sagemakerModelName: string;
}

function addJobOutputs(stack: WorkloadStack, { attributes, environment }: BatchSpec, outputs: BatchOutputs): void {
  const { region } = environment;
  const { batch_inference_data: input, batch_job_output_location: output, schedule_expression: schedule } = attributes;
  addOutputs(stack, {
    JobName: [outputs.jobName, 'Name of the transform job that ran at deployment'],
    JobArn: [outputs.jobArn, 'Known once SageMaker accepted the job'],
    ModelName: [outputs.sagemakerModelName, 'The model in SageMaker'],
    InferenceDataLocation: [input, 'What is scored'],
    OutputLocation: [output, 'Predictions: the name of each input file with .out at its end'],
    OutputConsoleUrl: [s3ConsoleUrl(region, s3Location(output)), 'Predictions in the console'],
    ConsoleUrl: [jobConsoleUrl(region, 'transform', outputs.jobName), 'The job in the console'],
    ...(schedule !== undefined && { ScheduleExpression: [schedule, 'When the data are scored again, in UTC'] }),
  });
}
