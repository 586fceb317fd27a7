import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import { artifactsBucketName, generatedNames } from './role-names.ts';
import type { StagePlace } from './stage-place.ts';

/** Jobs that roles of workloads start, look at and stop. */
const JOBS = ['HyperParameterTuningJob', 'ProcessingJob', 'TrainingJob', 'TransformJob', 'AutoMLJobV2'];

/**
 * The most that a role of a workload may do: what the roles of the twelve pipelines do, without their names. A boundary
 * grants nothing; a role's own policy says on what. What no workload does is out of reach whatever that policy says:
 * making or changing roles, deleting data, other services, other regions.
 *
 * A managed policy has at most 6,144 letters (IAM's quotas), hence kinds and not lists of names.
 */
export function boundaryStatements(place: StagePlace): readonly PolicyStatement[] {
  const { partition, region, account, stackPrefix, kmsKeyArns, assetsBuckets, controlPlane } = place;
  const names = generatedNames(stackPrefix);
  function arn(service: string, resource: string): string {
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }
  const keys = [arn('kms', 'key/*'), ...kmsKeyArns];
  return [
    // Data lie where configs say, in buckets of any name and account; a bucket of another one has its own policy.
    allow(
      actions('s3', [
        'AbortMultipartUpload',
        'GetBucketAcl',
        'GetBucketLocation',
        'GetBucketVersioning',
        'GetObject',
        'GetObjectTagging',
        'GetObjectVersion',
        'GetObjectVersionTagging',
        'ListBucket',
        'PutObject',
      ]),
      [`arn:${partition}:s3:::*`],
    ),
    // A config may name any folder for its outputs, and a container of one's own writes there what it likes: never the
    // code that deployments run, nor the plans that others approved.
    new PolicyStatement({
      sid: 'NotTheProgram',
      effect: Effect.DENY,
      actions: [...actions('s3', ['AbortMultipartUpload', 'PutObject'])],
      resources: assetsBuckets.flatMap((bucket) =>
        ['mlops', 'processor'].map((folder) => `arn:${partition}:s3:::${bucket}/${folder}/*`),
      ),
    }),
    new PolicyStatement({
      sid: 'NotThePlans',
      effect: Effect.DENY,
      actions: [...actions('s3', ['AbortMultipartUpload', 'GetObject', 'GetObjectVersion', 'PutObject'])],
      resources: [`arn:${partition}:s3:::${artifactsBucketName({ ...controlPlane, stackPrefix })}/*`],
    }),
    allow(
      actions('sagemaker', [
        'AddTags',
        'ListTags',
        ...JOBS.flatMap((job) => [`Create${job}`, `Describe${job}`]),
        ...JOBS.map((job) => `Stop${job.replace(/V2$/, '')}`),
        // Shadow endpoints of explainability, and the candidates of Autopilot.
        ...['Endpoint', 'EndpointConfig', 'Model'].flatMap((kind) => [
          `Create${kind}`,
          `Delete${kind}`,
          `Describe${kind}`,
        ]),
        'InvokeEndpoint',
      ]),
      [arn('sagemaker', '*')],
    ),
    // A model package may be another account's, whose policy has its say.
    allow(['sagemaker:DescribeModelPackage'], [`arn:${partition}:sagemaker:${region}:*:model-package/*`]),
    allow(['iam:PassRole'], [`arn:${partition}:iam::${account}:role/${names}`], {
      StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    }),
    allow(
      actions('ecr', [
        'BatchCheckLayerAvailability',
        'BatchGetImage',
        'CompleteLayerUpload',
        'GetDownloadUrlForLayer',
        'InitiateLayerUpload',
        'PutImage',
        'StartImageScan',
        'UploadLayerPart',
      ]),
      // AWS keeps its images in accounts of its own.
      [`arn:${partition}:ecr:${region}:*:repository/*`],
    ),
    allow(
      actions('kms', [
        'CreateGrant',
        'Decrypt',
        'DescribeKey',
        'Encrypt',
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
      ]),
      keys,
    ),
    allow(actions('logs', ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents']), [
      arn('logs', `log-group:${names}`),
      arn('logs', 'log-group:/aws/sagemaker/*'),
    ]),
    allow(['lambda:InvokeFunction'], [arn('lambda', `function:${names}`)]),
    // The topic may be one of the account's own (settings, notifications.topic_arn).
    allow(['sns:Publish'], [arn('sns', '*')]),
    allow(['states:StartExecution'], [arn('states', 'stateMachine:*')]),
    allow(actions('codebuild', ['BatchGetBuilds', 'StartBuild']), [arn('codebuild', 'project/Build*')]),
    allow(['codepipeline:StartPipelineExecution'], [arn('codepipeline', 'image-*')]),
    // Calls that know no resource; pipelines/shared/acknowledgements.ts has the reason of each.
    allow(
      [
        'cloudwatch:PutMetricData',
        'ecr:GetAuthorizationToken',
        ...actions('ec2', [
          'CreateNetworkInterface',
          'CreateNetworkInterfacePermission',
          'DeleteNetworkInterface',
          'DeleteNetworkInterfacePermission',
          'DescribeDhcpOptions',
          'DescribeNetworkInterfaces',
          'DescribeSecurityGroups',
          'DescribeSubnets',
          'DescribeVpcs',
        ]),
        ...actions('logs', [
          'CreateLogDelivery',
          'DeleteLogDelivery',
          'DescribeLogGroups',
          'DescribeResourcePolicies',
          'GetLogDelivery',
          'ListLogDeliveries',
          'PutResourcePolicy',
          'UpdateLogDelivery',
        ]),
      ],
      ['*'],
    ),
  ];
}
