import { createHash } from 'node:crypto';

import { CfnWaitCondition, CfnWaitConditionHandle, RemovalPolicy, type CustomResource } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

import { MAX_AWAITED_RUNTIME_SECONDS, MAX_WAIT_SECONDS } from './awaited-runtime.ts';
import { executionRole } from './execution-role.ts';
import { JOB_APIS, jobArns, type JobApi } from './job-apis.ts';
import { PipelineFunction } from './pipeline-function.ts';
import { allow } from './statements.ts';
import type { WorkloadStack } from './workload-stack.ts';

/** Between two looks at the job. 12 hours of them are 720, well within an execution's 25,000 events. */
const LOOK_EVERY_SECONDS = 60;

export interface WaitForJobProps {
  readonly api: JobApi;
  readonly jobName: string;
  /** IAM pattern of the names that jobs of this stack have had and will have. */
  readonly jobNamePattern: string;
  /** Longest the job may run by its own stopping condition; at most `MAX_AWAITED_RUNTIME_SECONDS`. */
  readonly maxRuntimeSeconds: number;
}

/**
 * Holds the stack until a job has ended, and fails it with the job's own reason.
 *
 * Neither a function (15 minutes) nor a custom resource (one hour, also in the CDK provider framework) can wait for a
 * job that runs for hours. A wait condition can, for 12: `run-on-deploy` answers as soon as the job has been accepted
 * and starts a state machine; that looks at the job every minute and signals the condition. What needs the job's
 * result depends on `finished`. A wait condition waits once in its life, so handle and condition are named after the
 * job: another job, another condition, and the same job is never waited for again.
 *
 * Use: make this first, hand `watch` to `JobOnDeploy`, then call `startedBy` with its custom resource.
 */
export class WaitForJob extends Construct {
  /** For `JobOnDeploy`. */
  readonly watch: { readonly stateMachineArn: string; readonly signalUrl: string };
  /** Complete once the job is Completed. */
  readonly finished: CfnWaitCondition;

  constructor(stack: WorkloadStack, id: string, props: WaitForJobProps) {
    super(stack, id);
    const { jobName, maxRuntimeSeconds } = props;
    if (maxRuntimeSeconds > MAX_AWAITED_RUNTIME_SECONDS) {
      throw new Error(
        `a stack can wait for a job of at most ${MAX_AWAITED_RUNTIME_SECONDS} s, this one may run ${maxRuntimeSeconds} s`,
      );
    }
    const watchId = createHash('sha256').update(jobName).digest('hex').slice(0, 8);
    const handle = new CfnWaitConditionHandle(this, `Handle${watchId}`);
    this.finished = new CfnWaitCondition(this, `Finished${watchId}`, {
      handle: handle.ref,
      timeout: String(Math.min(MAX_WAIT_SECONDS, maxRuntimeSeconds + 3_600)),
      count: 1,
    });
    const stateMachine = this.#stateMachine(stack, props);
    this.watch = { stateMachineArn: stateMachine.ref, signalUrl: handle.ref };
  }

  /** The waiting begins when the job has been started. */
  startedBy(job: CustomResource): void {
    this.finished.node.addDependency(job);
  }

  #stateMachine(stack: WorkloadStack, { api, jobNamePattern }: WaitForJobProps): CfnStateMachine {
    const { account, region } = stack.spec.environment;
    const check = new PipelineFunction(stack, 'CheckJob', {
      bundle: 'check-job',
      description: `Looks whether the ${JOB_APIS[api].label} has ended and tells the waiting stack`,
      timeoutSeconds: 60,
      statements: [
        allow(
          [`sagemaker:${JOB_APIS[api].actions.describe}`],
          jobArns({ region, account, api, jobName: jobNamePattern }),
        ),
      ],
    });
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = executionRole(this, 'Role', {
      service: 'states.amazonaws.com',
      description: `Watches the jobs of the stack ${stack.stackName}`,
      statements: [
        allow(['lambda:InvokeFunction'], [check.fn.functionArn]),
        // Log delivery of Step Functions has no resources of its own (developer guide, logging with CloudWatch).
        allow(
          [
            'logs:CreateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:DescribeLogGroups',
            'logs:DescribeResourcePolicies',
            'logs:GetLogDelivery',
            'logs:ListLogDeliveries',
            'logs:PutResourcePolicy',
            'logs:UpdateLogDelivery',
          ],
          ['*'],
        ),
      ],
    });
    const machine = new CfnStateMachine(this, 'StateMachine', {
      roleArn: role.roleArn,
      stateMachineType: 'STANDARD',
      definitionString: stack.toJsonString(definition(check.fn.functionArn)),
      // Not the execution data: they hold the signed URL of the wait condition.
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logs.logGroupArn } }],
      },
    });
    machine.node.addDependency(role);
    return machine;
  }
}

/** Look, and look again until the stack has been told. A look that keeps failing is told to the stack as well. */
function definition(checkFunctionArn: string): Readonly<Record<string, unknown>> {
  const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 6 }];
  return {
    Comment: 'Watches a SageMaker job and signals the stack that waits for it',
    StartAt: 'Look',
    States: {
      Look: {
        Type: 'Task',
        Resource: checkFunctionArn,
        ResultPath: '$.look',
        Retry: retry,
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.watchError', Next: 'GiveUp' }],
        Next: 'Ended?',
      },
      'Ended?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.look.ended', BooleanEquals: true, Next: 'Done' }],
        Default: 'Wait',
      },
      Wait: { Type: 'Wait', Seconds: LOOK_EVERY_SECONDS, Next: 'Look' },
      GiveUp: { Type: 'Task', Resource: checkFunctionArn, Retry: retry, Next: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
}
