import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { partitionOf } from './partition.ts';
import { below, bucketArn, folderArn, objectArn, prefixArn, prefixPattern, type S3Location } from './s3-location.ts';

/** One allow statement. */
export function allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions) {
  return new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Reads all keys that start with the location's, as SageMaker reads an S3Prefix input. */
export function readPrefix(region: string, location: S3Location): readonly PolicyStatement[] {
  return [
    allow(['s3:GetObject'], [prefixArn(region, location)]),
    allow(['s3:ListBucket'], [bucketArn(region, location)], { StringLike: { 's3:prefix': prefixPattern(location) } }),
  ];
}

/** Reads one object. */
export function readObject(region: string, location: S3Location): readonly PolicyStatement[] {
  return [
    allow(['s3:GetObject'], [objectArn(region, location)]),
    allow(['s3:ListBucket'], [bucketArn(region, location)], { StringLike: { 's3:prefix': prefixPattern(location) } }),
  ];
}

/** Writes into a folder, large files in parts. */
export function writeFolder(region: string, location: S3Location): PolicyStatement {
  return allow(['s3:PutObject', 's3:AbortMultipartUpload'], [folderArn(region, location)]);
}

/** Reads and writes a folder: checkpoints, and jobs that come back to their own output. */
export function readWriteFolder(region: string, location: S3Location): readonly PolicyStatement[] {
  return [...readPrefix(region, below(location, '')), writeFolder(region, location)];
}

/** Reads and writes data under the customer's key; nothing without a key. */
export function useKey(kmsKeyArn: string | undefined): readonly PolicyStatement[] {
  if (kmsKeyArn === undefined) return [];
  return [
    allow(
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      [kmsKeyArn],
    ),
  ];
}

/** Lets SageMaker hand the customer's key to the volumes of its instances; nothing without a key. */
export function grantKeyToVolumes(kmsKeyArn: string | undefined): readonly PolicyStatement[] {
  if (kmsKeyArn === undefined) return [];
  return [allow(['kms:CreateGrant'], [kmsKeyArn], { Bool: { 'kms:GrantIsForAWSResource': 'true' } })];
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** Pulls one image from ECR; an image from elsewhere needs no permission of ours. */
export function pullImage(imageUri: string): readonly PolicyStatement[] {
  const found = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z0-9.-]+\/([^:@]+)/.exec(imageUri);
  if (!found) return [];
  const [, account = '', region = '', repository = ''] = found;
  return pullFrom([`arn:${partitionOf(region).partition}:ecr:${region}:${account}:repository/${repository}`]);
}

/**
 * Pulls images whose repository the config does not name: a model package or an Autopilot job brings its own. Reading
 * only, and the repository's own policy has its say for every other account.
 */
export function pullAnyImage(region: string): readonly PolicyStatement[] {
  return pullFrom([`arn:${partitionOf(region).partition}:ecr:${region}:*:repository/*`]);
}

function pullFrom(repositories: readonly string[]): readonly PolicyStatement[] {
  // The login token has no resource of its own (service authorization reference of ECR).
  return [allow(PULL, repositories), allow(['ecr:GetAuthorizationToken'], ['*'])];
}

export interface LogPlace {
  readonly region: string;
  readonly account: string;
  /** Log group that SageMaker writes for this kind of work, such as `/aws/sagemaker/TrainingJobs`. */
  readonly logGroup: string;
}

/** Writes the logs of containers where SageMaker puts them. */
export function writeSageMakerLogs({ region, account, logGroup }: LogPlace): PolicyStatement {
  const arn = `arn:${partitionOf(region).partition}:logs:${region}:${account}:log-group:${logGroup}`;
  return allow(
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    [arn, `${arn}:log-stream:*`],
  );
}

/** Publishes metrics of SageMaker. CloudWatch has no resources for metrics; the namespace is the fence. */
export function publishMetrics(): PolicyStatement {
  const namespaces = ['/aws/sagemaker/*', 'aws/sagemaker/*'];
  return allow(['cloudwatch:PutMetricData'], ['*'], { StringLike: { 'cloudwatch:namespace': namespaces } });
}

/** Puts network interfaces into the customer's VPC (developer guide, "Give SageMaker access to your VPC"). */
export function useVpc(vpc: unknown): readonly PolicyStatement[] {
  if (vpc === undefined) return [];
  // These calls take no resource, or one that does not exist yet.
  return [
    allow(
      [
        'ec2:CreateNetworkInterface',
        'ec2:CreateNetworkInterfacePermission',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteNetworkInterfacePermission',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      ['*'],
    ),
  ];
}
