import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { executionRole } from '../shared/execution-role.ts';
import { folderArn } from '../shared/s3-location.ts';
import { allow, useKey } from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { BUILD_COMPUTE_TYPE, BUILD_TIMEOUT_MINUTES } from './build-limits.ts';
import { buildNames, type ImageBuilderSpec } from './build-names.ts';
import { BUILDSPEC } from './buildspec.ts';

/** CodeBuild's curated image with Docker (user guide, available runtimes). */
const BUILD_ENVIRONMENT_IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:5.0';

/** The key of AWS that CodeBuild takes anyhow, written down (API reference of CodeBuild, `encryptionKey`: an alias). */
const AWS_S3_KEY = 'alias/aws/s3';

/** Builds the image and pushes it, with a role that reads its source, writes one repository and its own log. */
export class BuildProject extends Construct {
  readonly project: CfnProject;

  constructor(stack: WorkloadStack, id: string, spec: ImageBuilderSpec) {
    super(stack, id);
    const { registry, imageUri } = buildNames(spec);
    const { attributes } = spec;
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.#role(spec, logs);
    this.project = new CfnProject(this, 'Project', {
      description: `Builds the image ${imageUri}`,
      serviceRole: role.roleArn,
      artifacts: { type: 'CODEPIPELINE' },
      source: { type: 'CODEPIPELINE', buildSpec: JSON.stringify(BUILDSPEC) },
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: BUILD_COMPUTE_TYPE,
        image: BUILD_ENVIRONMENT_IMAGE,
        // Docker builds need the daemon inside the build container.
        privilegedMode: true,
        environmentVariables: [
          { name: 'REGISTRY', type: 'PLAINTEXT', value: registry },
          { name: 'IMAGE_URI', type: 'PLAINTEXT', value: imageUri },
        ],
      },
      timeoutInMinutes: BUILD_TIMEOUT_MINUTES,
      encryptionKey: attributes.kms_key_arn ?? AWS_S3_KEY,
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.logGroupName } },
    });
    this.project.node.addDependency(role);
  }

  #role({ environment, attributes, stackName, ...rest }: ImageBuilderSpec, logs: LogGroup): Role {
    const { region, assetsBucket } = environment;
    const { repositoryArn, pipelinePrefix } = buildNames({ environment, attributes, stackName, ...rest });
    return executionRole(this, 'Role', {
      service: 'codebuild.amazonaws.com',
      description: `Builds the image of the stack ${stackName}`,
      statements: [
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
        allow(['s3:GetObject', 's3:GetObjectVersion'], [artifactsArn({ region, assetsBucket, pipelinePrefix })]),
        allow(
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:StartImageScan',
            'ecr:UploadLayerPart',
          ],
          [repositoryArn],
        ),
        // The login token has no resource of its own (service authorization reference of ECR).
        allow(['ecr:GetAuthorizationToken'], ['*']),
        ...useKey(attributes.kms_key_arn),
      ],
    });
  }
}

export interface ArtifactsPlace {
  readonly region: string;
  readonly assetsBucket: string;
  readonly pipelinePrefix: string;
}

/** ARN pattern of what the pipelines of this stack keep in the bucket: `<start of the pipeline's name>/…`. */
export function artifactsArn({ region, assetsBucket, pipelinePrefix }: ArtifactsPlace): string {
  return folderArn(region, { bucket: assetsBucket, key: '' }).replace(/\*$/, `${pipelinePrefix}*`);
}
