import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct, type IDependable } from 'constructs';

import { executionRole } from '../shared/execution-role.ts';
import { JOB_APIS, jobArns } from '../shared/job-apis.ts';
import { PipelineFunction } from '../shared/pipeline-function.ts';
import { allow } from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { ScheduledTransformEvent } from './start-scheduled-transform.lambda.ts';
import { transformJobNames } from './transform-job-names.ts';
import { transformJobRequest, type BatchSpec, type TransformContext } from './transform-job-request.ts';

export interface TransformScheduleProps {
  readonly spec: BatchSpec;
  readonly scheduleExpression: string;
  readonly context: TransformContext;
  /** Where a run that could not be started is told. */
  readonly topicArn: string;
  /** The job of the deployment. */
  readonly deployedJob: IDependable;
}

/**
 * Scores the data again and again: EventBridge Scheduler calls a function at the times of the expression (UTC), which
 * starts a transform job under a name of its own. A call that fails is tried again by Lambda and then told to the
 * administrators: a run that silently does not happen is the one failure of a schedule that nobody notices.
 */
export class TransformSchedule extends Construct {
  constructor(stack: WorkloadStack, id: string, props: TransformScheduleProps) {
    super(stack, id);
    const { spec, scheduleExpression, context, topicArn, deployedJob } = props;
    const { scheduledPrefix, onDeploy, onDeployPattern } = transformJobNames(spec);
    const isByRate = scheduleExpression.startsWith('rate(');
    const { fn } = startFunction(stack, {
      scheduledPrefix,
      topicArn,
      deployedPattern: isByRate ? onDeployPattern : undefined,
    });
    const role = executionRole(this, 'Role', {
      service: 'scheduler.amazonaws.com',
      description: `Starts the scheduled transform jobs of the stack ${stack.stackName}`,
      statements: [allow(['lambda:InvokeFunction'], [fn.functionArn])],
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: `Batch transform with the model ${spec.modelName}`,
      scheduleExpression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: fn.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3_600 },
        input: stack.toJsonString({
          // Filled in by the Scheduler (user guide, context attributes).
          scheduledTime: '<aws.scheduler.scheduled-time>',
          jobNamePrefix: scheduledPrefix,
          ...(isByRate && { deployedJobName: onDeploy }),
          inputsDigest: context.inputsDigest,
          request: stack.toJsonString(transformJobRequest(spec, context)),
        } satisfies ScheduledTransformEvent),
      },
    });
    schedule.node.addDependency(role);
    // It runs at once, and must then find the deployment's job; a schedule by cron is made before that is paid for.
    if (isByRate) schedule.node.addDependency(deployedJob);
  }
}

interface StartFunctionProps {
  readonly scheduledPrefix: string;
  readonly topicArn: string;
  readonly deployedPattern: string | undefined;
}

function startFunction(
  stack: WorkloadStack,
  { scheduledPrefix, topicArn, deployedPattern }: StartFunctionProps,
): PipelineFunction {
  const { environment, attributes } = stack.spec;
  const { region, account } = environment;
  const { create, describe } = JOB_APIS.transform.actions;
  const { kms_key_arn: key } = attributes;
  const start = new PipelineFunction(stack, 'StartScheduledTransform', {
    bundle: 'start-scheduled-transform',
    description: 'Starts a transform job of the schedule in SageMaker',
    timeoutSeconds: 240,
    statements: [
      allow(
        [create, describe, 'AddTags', 'ListTags'].map((call) => `sagemaker:${call}`),
        jobArns({ region, account, api: 'transform', jobName: `${scheduledPrefix}-*` }),
      ),
      ...(deployedPattern === undefined
        ? []
        : [allow([`sagemaker:${describe}`], jobArns({ region, account, api: 'transform', jobName: deployedPattern }))]),
      allow(['sns:Publish'], [topicArn]),
      ...(key === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key])]),
    ],
  });
  new CfnEventInvokeConfig(stack, 'ScheduledTransformFailures', {
    functionName: start.fn.functionName,
    qualifier: '$LATEST',
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: topicArn } },
  }).node.addDependency(start.role);
  return start;
}
