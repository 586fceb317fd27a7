import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { executionRole } from '../shared/execution-role.ts';
import { partitionOf } from '../shared/partition.ts';
import { bucketArn, objectArn, s3Location } from '../shared/s3-location.ts';
import { allow, useKey } from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { buildNames, type ImageBuilderSpec } from './build-names.ts';
import { artifactsArn, type BuildProject } from './build-project.ts';

/** What CodePipeline calls to fetch an object (user guide, permissions of the S3 source action). */
const READ_SOURCE = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging'];

/**
 * Source, then build. CodePipeline runs a pipeline once when it is created, and an update of it starts nothing; so the
 * pipeline is named after what it builds, in SageMaker's manner of jobs: another zip, repository or tag is another
 * pipeline, which runs, and any other change leaves it alone.
 *
 * A new version of the zip under the same key runs it again, as soon as the bucket tells EventBridge of its objects.
 */
export class BuildPipeline extends Construct {
  readonly pipelineName: string;
  readonly pipeline: CfnPipeline;

  constructor(stack: WorkloadStack, id: string, { spec, build }: BuildPipelineProps) {
    super(stack, id);
    const { pipeline: name, buildId } = buildNames(spec);
    const { environment, attributes } = spec;
    const source = s3Location(attributes.custom_algorithm_docker);
    const role = this.#role(spec, build);
    this.pipelineName = name;
    this.pipeline = new CfnPipeline(this, `Run${buildId}`, {
      name,
      pipelineType: 'V2',
      executionMode: 'QUEUED',
      roleArn: role.roleArn,
      artifactStore: {
        type: 'S3',
        location: environment.assetsBucket,
        encryptionKey: attributes.kms_key_arn === undefined ? undefined : { type: 'KMS', id: attributes.kms_key_arn },
      },
      stages: [
        stage('Source', {
          provider: 'S3',
          configuration: { S3Bucket: source.bucket, S3ObjectKey: source.key, PollForSourceChanges: 'false' },
          outputArtifacts: [{ name: 'Context' }],
        }),
        stage('Build', {
          provider: 'CodeBuild',
          configuration: { ProjectName: build.project.ref },
          inputArtifacts: [{ name: 'Context' }],
        }),
      ],
    });
    this.pipeline.node.addDependency(role, build);
    this.#runOnUpload(spec);
  }

  #role({ environment, attributes, stackName, ...rest }: ImageBuilderSpec, build: BuildProject): Role {
    const { region, assetsBucket } = environment;
    const { pipelinePrefix } = buildNames({ environment, attributes, stackName, ...rest });
    const source = s3Location(attributes.custom_algorithm_docker);
    return executionRole(this, 'Role', {
      service: 'codepipeline.amazonaws.com',
      description: `Runs the image pipeline of the stack ${stackName}`,
      statements: [
        allow(READ_SOURCE, [objectArn(region, source)]),
        allow(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'], [bucketArn(region, source)]),
        allow(
          ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          [artifactsArn({ region, assetsBucket, pipelinePrefix })],
        ),
        allow(['codebuild:BatchGetBuilds', 'codebuild:StartBuild'], [build.project.attrArn]),
        ...useKey(attributes.kms_key_arn),
      ],
    });
  }

  #runOnUpload({ environment, attributes, stackName }: ImageBuilderSpec): void {
    const { region, account } = environment;
    const source = s3Location(attributes.custom_algorithm_docker);
    const arn = `arn:${partitionOf(region).partition}:codepipeline:${region}:${account}:${this.pipelineName}`;
    const role = executionRole(this, 'UploadRole', {
      service: 'events.amazonaws.com',
      description: `Starts the image pipeline of the stack ${stackName}`,
      statements: [allow(['codepipeline:StartPipelineExecution'], [arn])],
    });
    const rule = new CfnRule(this, 'Upload', {
      description: 'Builds the image again when its zip is uploaded again',
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [source.bucket] }, object: { key: [source.key] } },
      },
      targets: [{ id: 'Pipeline', arn, roleArn: role.roleArn }],
    });
    rule.node.addDependency(this.pipeline, role);
  }
}

export interface BuildPipelineProps {
  readonly spec: ImageBuilderSpec;
  readonly build: BuildProject;
}

type ActionParts = Pick<CfnPipeline.ActionDeclarationProperty, 'configuration' | 'inputArtifacts' | 'outputArtifacts'>;

/** A stage of one action, both of the same name. */
function stage(
  name: 'Source' | 'Build',
  { provider, ...parts }: ActionParts & { readonly provider: string },
): CfnPipeline.StageDeclarationProperty {
  return {
    name,
    actions: [{ name, actionTypeId: { category: name, owner: 'AWS', provider, version: '1' }, ...parts }],
  };
}
