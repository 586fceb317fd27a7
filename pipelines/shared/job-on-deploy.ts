import { CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { JOB_APIS, jobArns, type JobApi } from './job-apis.ts';
import { PipelineFunction } from './pipeline-function.ts';
import { allow } from './statements.ts';
import type { WorkloadStack } from './workload-stack.ts';

export interface JobOnDeployProps {
  readonly api: JobApi;
  readonly jobName: string;
  /** IAM pattern of the names that jobs of this stack have had and will have. */
  readonly jobNamePattern: string;
  /** SHA-256 of what decides the job. */
  readonly inputsDigest: string;
  /** Role that the job runs with. */
  readonly jobRole: Role;
  /** Whether the request hands the role over; a transform job runs with its model's. @default true */
  readonly passesRole?: boolean;
  /** The whole request to SageMaker, with the ARN of the job's role where it belongs. */
  readonly request: (roleArn: string) => Readonly<Record<string, unknown>>;
  /** Where the end of the job is watched, for stacks that wait for it. @default the stack does not wait */
  readonly watch?: { readonly stateMachineArn: string; readonly signalUrl: string };
}

/**
 * A job that runs when the stack is deployed and whenever its inputs change: `start-job` makes the call to SageMaker,
 * `run-on-deploy` is the custom resource that invokes it. The stack is done when SageMaker has accepted the job;
 * training takes hours or days, and a stack must not hang on it. What SageMaker refuses is the reason in the stack's
 * event. On deletion a running job is stopped: the stack takes its role away, without which the job could not store
 * its result and would cost money to no end. Data are never deleted.
 *
 * The request travels as JSON text in a property of the custom resource: parameters end at 4,096 bytes, environments
 * at 4 KB, and CloudFormation makes texts of the numbers in any other property.
 */
export class JobOnDeploy extends Construct {
  readonly start: PipelineFunction;
  readonly job: CustomResource;

  constructor(stack: WorkloadStack, id: string, props: JobOnDeployProps) {
    super(stack, id);
    const { api, jobName, jobNamePattern, inputsDigest, jobRole, passesRole, watch } = props;
    this.start = startFunction(stack, { api, jobNamePattern, jobRole, passesRole });
    const run = new PipelineFunction(stack, 'RunOnDeploy', {
      bundle: 'run-on-deploy',
      description: `Custom resource: starts the ${JOB_APIS[api].label} when the stack is deployed`,
      timeoutSeconds: 300,
      statements: [
        allow(['lambda:InvokeFunction'], [this.start.fn.functionArn]),
        ...(watch === undefined ? [] : [allow(['states:StartExecution'], [watch.stateMachineArn])]),
      ],
    });
    this.job = new CustomResource(stack, 'Job', {
      resourceType: 'Custom::SageMakerJob',
      serviceToken: run.fn.functionArn,
      // Past the function's own timeout: one that dies without an answer costs minutes, not CloudFormation's hour.
      serviceTimeout: Duration.minutes(6),
      properties: {
        JobApi: api,
        JobName: jobName,
        InputsDigest: inputsDigest,
        StartFunction: this.start.fn.functionArn,
        Request: requestText(stack, props.request(jobRole.roleArn)),
        ...(watch !== undefined && {
          WatchStateMachine: watch.stateMachineArn,
          SignalUrl: watch.signalUrl,
        }),
      },
    });
    this.job.node.addDependency(jobRole, this.start, run);
  }

  /** ARN of the job, known once SageMaker has accepted it. */
  get jobArn(): string {
    return this.job.getAttString('JobArn');
  }
}

export interface StartFunctionProps {
  readonly api: JobApi;
  readonly jobNamePattern: string;
  readonly jobRole: Role;
  /** @default true */
  readonly passesRole?: boolean;
}

/** The function that starts, finds and stops jobs of one kind and name; for stacks that also start them by schedule. */
export function startFunction(stack: WorkloadStack, props: StartFunctionProps): PipelineFunction {
  const { api, jobNamePattern, jobRole, passesRole = true } = props;
  const { actions, label } = JOB_APIS[api];
  const { account, region } = stack.spec.environment;
  const calls = [actions.create, actions.describe, actions.stop, 'AddTags', 'ListTags'];
  return new PipelineFunction(stack, 'StartJob', {
    bundle: 'start-job',
    description: `Starts the ${label} in SageMaker`,
    timeoutSeconds: 240,
    statements: [
      allow(
        calls.map((call) => `sagemaker:${call}`),
        jobArns({ region, account, api, jobName: jobNamePattern }),
      ),
      ...(passesRole
        ? [
            allow(['iam:PassRole'], [jobRole.roleArn], {
              StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
            }),
          ]
        : []),
    ],
  });
}

function requestText(stack: Stack, request: Readonly<Record<string, unknown>>): string {
  return stack.toJsonString(request);
}
