import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays, type CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import { allow } from '../shared/statements.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlPlaneLambda, ControlStack } from './control-stack.ts';
import { CONTROL_PATH, roleName, type ControlPlaneRole } from './role-names.ts';

export interface ControlFunctionProps {
  readonly spec: PipelineStackSpec;
  readonly bundle: ControlPlaneLambda;
  readonly role: ControlPlaneRole;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What its code calls, apart from writing its own log. */
  readonly statements: readonly PolicyStatement[];
}

/** A Lambda function of the control plane with a role and a log group of its own; both go when it goes. */
export class ControlFunction extends Construct {
  readonly fn: LambdaFunction;

  constructor(stack: ControlStack, id: string, props: ControlFunctionProps) {
    super(stack, id);
    const { spec, bundle, role, description, timeoutSeconds, environment, statements } = props;
    const { kmsKeyArn } = spec;
    const logs = controlLogs(this, kmsKeyArn);
    this.fn = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      code: Code.fromBucketV2(Bucket.fromBucketName(this, 'Assets', spec.assetsBucket), stack.lambdaKey(bundle)),
      role: new Role(this, 'Role', {
        roleName: roleName(role, spec),
        path: CONTROL_PATH,
        description: `Runs the Lambda function ${bundle} of ${spec.stackPrefix}`,
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
        inlinePolicies: {
          Work: new PolicyDocument({
            minimize: true,
            statements: [
              allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
              ...(kmsKeyArn === undefined ? [] : [allow(['kms:Decrypt'], [kmsKeyArn])]),
              ...statements,
            ],
          }),
        },
      }),
      logGroup: logs,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: 512,
      environment: { ...environment },
    });
    if (kmsKeyArn !== undefined) (this.fn.node.defaultChild as CfnFunction).kmsKeyArn = kmsKeyArn;
  }
}

/** A log group that is part of the stack. A customer's key must let CloudWatch Logs use it (its own key policy). */
export function controlLogs(scope: Construct, kmsKeyArn: string | undefined): LogGroup {
  const logs = new LogGroup(scope, 'Logs', {
    retention: RetentionDays.SIX_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  if (kmsKeyArn !== undefined) (logs.node.defaultChild as CfnLogGroup).kmsKeyId = kmsKeyArn;
  return logs;
}
