import { createHash } from 'node:crypto';

import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { partitionOf } from '../shared/partition.ts';
import type { ControlStack } from './control-stack.ts';
import type { FoundationParts } from './control-plane-spec.ts';
import { KEPT, keptTags } from './kept.ts';
import { CONTROL_PATH, generatedNames } from './role-names.ts';
import { secureBucket, type Readers } from './secure-bucket.ts';

/** A bucket of the foundation: what its logical id is made of (constant), and its name (which may be a reference). */
export interface FoundationBucket {
  readonly id: string;
  readonly name: string;
}

export interface FoundationProps extends Omit<FoundationParts, 'assetsBuckets'> {
  readonly assetsBuckets: readonly FoundationBucket[];
}

/** The bucket as a foundation knows it; its logical id follows its name, not its place in a list. */
export function foundationBucket(name: string): FoundationBucket {
  return { id: `Assets${shortHash(name)}`, name };
}

/**
 * What every account and region needs before a workload can be deployed there. Buckets and repositories are kept when
 * the stack is deleted: they hold training data, models and images.
 */
export function buildFoundation(stack: ControlStack, props: FoundationProps): void {
  const readers = readersOf(stack, props.readerAccounts);
  for (const { id, name } of props.assetsBuckets) {
    const { bucket } = secureBucket(stack, id, {
      name,
      stackPrefix: stack.stackPrefix,
      readers,
      announcesObjects: true,
    });
    new CfnOutput(stack, `${id}Name`, { value: bucket.ref, description: 'Assets bucket' });
  }
  for (const name of new Set(props.ecrRepositories)) addRepository(stack, { name, readers });
  if (props.apiGatewayLogRole) addApiGatewayLogRole(stack);
}

/** The roles of workloads in the other accounts: the ones that serve a model from here, or start from its artifact. */
function readersOf({ stackPrefix, account, region }: ControlStack, accounts: readonly string[]): Readers {
  const { partition } = partitionOf(region);
  const others = [...new Set(accounts)].filter((one) => one !== account).sort();
  return {
    accounts: others.map((one) => `arn:${partition}:iam::${one}:root`),
    roles: others.map((one) => `arn:${partition}:iam::${one}:role/${generatedNames(stackPrefix)}`),
  };
}

/**
 * Tags may move: an image is built again under its tag when its source changes, and SageMaker runs the digest that the
 * tag had when the model was made. For the same reason nothing expires: an image without a tag may be serving.
 */
function addRepository(
  stack: ControlStack,
  { name, readers }: { readonly name: string; readonly readers: Readers },
): void {
  const repository = new CfnRepository(stack, `Images${shortHash(name)}`, {
    repositoryName: name,
    tags: keptTags(stack.stackPrefix),
    imageScanningConfiguration: { scanOnPush: true },
    imageTagMutability: 'MUTABLE',
    repositoryPolicyText: readers.accounts.length === 0 ? undefined : pullPolicy(readers),
  });
  repository.applyRemovalPolicy(KEPT);
}

function pullPolicy({ accounts, roles }: Readers): Readonly<Record<string, unknown>> {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PullFromStages',
        Effect: 'Allow',
        Principal: { AWS: accounts },
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
      },
    ],
  };
}

/**
 * API Gateway writes logs with one role for a whole account and region, and refuses a stage with logs while there is
 * none. It stays when the stack goes: other APIs of the account would lose their logs without a word.
 */
function addApiGatewayLogRole(scope: Construct): void {
  const role = new Role(scope, 'ApiGatewayLogRole', {
    // Without it the name that CloudFormation makes up would be one of a workload's role.
    path: CONTROL_PATH,
    description: 'Writes the logs of all APIs of this account and region',
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  });
  role.applyRemovalPolicy(KEPT);
  new CfnAccount(scope, 'ApiGatewayAccount', { cloudWatchRoleArn: role.roleArn }).applyRemovalPolicy(KEPT);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
