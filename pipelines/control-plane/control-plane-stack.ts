import { CfnOutput } from 'aws-cdk-lib';
import type { IDependable } from 'constructs';

import { addPipelineBuilds } from './build-projects.ts';
import { ControlNotifications } from './control-notifications.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { DeploymentPipeline } from './deployment-pipeline.ts';
import { OldApi } from './old-api.ts';
import { pipelineUrl } from './pipeline-url.ts';
import { ReviewProject } from './review-project.ts';
import { artifactsBucketName, pipelineName } from './role-names.ts';
import { secureBucket } from './secure-bucket.ts';
import { CodeCommitEvents } from './start-on-push.ts';
import { storedSource } from './stored-source.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

/** An approval waits seven days at most; after ninety nobody rolls back to an execution any more. */
const KEEP_ARTIFACTS_DAYS = 90;

/** Stages that one settings file may have (its schema); with Source and Plan well below CodePipeline's fifty. */
const MAX_STAGES = 20;

/** The stack of the pipeline and of everything around it. Throws when the spec contradicts itself. */
export function buildControlPlane(stack: ControlStack, spec: PipelineStackSpec): void {
  requireSound(spec);
  const artifacts = spec.hasArtifactsBucket === true ? [] : addArtifactsBucket(stack, spec);
  const notifications = new ControlNotifications(stack, 'Notifications', spec);
  const builds = addPipelineBuilds(stack, spec);
  const pipeline = new DeploymentPipeline(stack, 'Pipeline', { spec, builds });
  // The pipeline runs as soon as it is there: what keeps its artifacts and tells of it must be there before.
  pipeline.pipeline.node.addDependency(...artifacts, notifications, builds.plan, builds.apply);
  const review = spec.review ? new ReviewProject(stack, 'Review', spec) : undefined;
  if (spec.source.provider === 'codecommit') {
    new CodeCommitEvents(stack, 'CodeCommit', { spec, pipeline, ...(review === undefined ? {} : { review }) });
  }
  output(stack, 'PipelineName', pipelineName(spec.stackPrefix), 'The pipeline that watches the repository');
  output(stack, 'PipelineUrl', pipelineUrl(spec), 'The pipeline in the console');
  output(stack, 'ArtifactsBucket', artifactsBucketName(spec), 'Plans and artifacts; kept when this stack is deleted');
  output(stack, 'TopicArn', notifications.topicArn, 'Who subscribes to it is told about deployments');
  if (spec.webhook) {
    const receiver = new WebhookReceiver(stack, 'Webhook', { spec, pipeline });
    output(stack, 'WebhookUrl', receiver.url, 'Payload URL of the webhook');
    const stored = storedSource(spec);
    if (stored !== undefined) {
      const url = `s3://${stored.bucket}/${stored.key}`;
      output(stack, 'SourceObject', url, 'Where the pipeline reads a commit; what `mlops serve --source-object` takes');
    }
  }
  if (spec.api !== 'off') {
    output(
      stack,
      'ApiUrl',
      new OldApi(stack, 'Api', { spec, pipeline }).url,
      'The API of the MLOps Workload Orchestrator',
    );
  }
}

function addArtifactsBucket(stack: ControlStack, spec: PipelineStackSpec): readonly IDependable[] {
  const { bucket, policy } = secureBucket(stack, 'Artifacts', {
    name: artifactsBucketName(spec),
    stackPrefix: spec.stackPrefix,
    announcesObjects: false,
    expiresAfterDays: KEEP_ARTIFACTS_DAYS,
    kmsKeyArn: spec.kmsKeyArn,
  });
  return [bucket, policy];
}

function output(stack: ControlStack, id: string, value: string, description: string): void {
  new CfnOutput(stack, id, { value, description });
}

function requireSound({ stages, webhook, review, secretArn, source, processor }: PipelineStackSpec): void {
  if (stages.length === 0 || stages.length > MAX_STAGES) {
    throw new Error(`a pipeline has 1 to ${MAX_STAGES} stages, not ${stages.length}`);
  }
  if (new Set(stages.map(({ name }) => name.toLowerCase())).size !== stages.length) {
    throw new Error('two stages have the same name');
  }
  const strange = stages.find(({ name }) => !/^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/.test(name));
  if (strange !== undefined) throw new Error(`"${strange.name}" is no stage name: letters, digits, inner hyphens`);
  if (webhook && secretArn === undefined) throw new Error('the webhook needs secret_arn');
  if (source.provider === 'github' && source.connectionArn === undefined && (review || !webhook)) {
    throw new Error('without connection_arn GitHub needs a webhook, and has no reviews by CodeBuild');
  }
  if (source.provider === 'github' && !/^[\w.-]+\/[\w.-]+$/.test(source.repository)) {
    throw new Error(`"${source.repository}" is no repository on GitHub; write owner/name`);
  }
  if (!/^[0-9a-f]{64}$/.test(processor.sha256)) throw new Error('processor.sha256 is no SHA-256 in hex');
}
