import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

import type { LambdaName } from '../families.ts';
import { allow } from './statements.ts';
import type { WorkloadStack } from './workload-stack.ts';

export interface PipelineFunctionProps {
  readonly bundle: LambdaName;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** What its code calls, apart from writing its own log. */
  readonly statements: readonly PolicyStatement[];
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Encrypts the environment, where there is one. @default a key of AWS */
  readonly kmsKeyArn?: string;
}

/**
 * One of our Lambda functions with a role and a log group of its own. The log group is part of the stack: it has a
 * retention and goes away with the function.
 */
export class PipelineFunction extends Construct {
  readonly fn: LambdaFunction;
  readonly role: Role;

  constructor(stack: WorkloadStack, id: string, props: PipelineFunctionProps) {
    super(stack, id);
    const { bundle, description, timeoutSeconds, statements, environment, kmsKeyArn } = props;
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const isEncrypted = environment !== undefined && kmsKeyArn !== undefined;
    this.role = new Role(this, 'Role', {
      description: `Runs the Lambda function ${id} of the stack ${Stack.of(this).stackName}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Work: new PolicyDocument({
          minimize: true,
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
            ...statements,
            ...(isEncrypted ? [allow(['kms:Decrypt'], [kmsKeyArn])] : []),
          ],
        }),
      },
    });
    const assets = Bucket.fromBucketName(this, 'Assets', stack.spec.environment.assetsBucket);
    this.fn = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      code: Code.fromBucketV2(assets, stack.lambdaKey(bundle)),
      role: this.role,
      logGroup: logs,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: 256,
      environment: environment === undefined ? undefined : { ...environment },
    });
    if (isEncrypted) (this.fn.node.defaultChild as CfnFunction).kmsKeyArn = kmsKeyArn;
  }
}
