import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission, CfnUrl } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { partitionOf } from '../shared/partition.ts';
import { allow, useKey } from '../shared/statements.ts';
import { ControlFunction } from './control-function.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { SOURCE_ACTION, type DeploymentPipeline } from './deployment-pipeline.ts';
import { readSecret } from './read-secret.ts';
import { artifactsBucketName, pipelineName } from './role-names.ts';
import { storedSource } from './stored-source.ts';

/** Where deliveries are kept in the artifacts bucket: the receiver answers only what it has stored. */
const DELIVERIES = 'deliveries/';

/** So long a push whose delivery was lost waits at most. Two questions to GitHub each time, of thousands an hour. */
const LOOKS = 'rate(15 minutes)';

/**
 * Seconds. Reading a commit from GitHub and storing it takes some; GitHub waits ten, and the work is done all the same.
 */
const TIMEOUT = 60;

/**
 * The webhook receiver behind a function URL, and the look for what no delivery told of. The URL is public because
 * GitHub signs no request for IAM; every delivery is checked against the shared secret before anything is made of it.
 */
export class WebhookReceiver extends Construct {
  readonly url: string;

  constructor(stack: ControlStack, id: string, { spec, pipeline }: WebhookReceiverProps) {
    super(stack, id);
    const { secretArn, region, kmsKeyArn, source } = spec;
    if (secretArn === undefined)
      throw new Error('the webhook needs secret_arn: a secret with the member webhook_secret');
    const bucket = artifactsBucketName(spec);
    const bucketArn = `arn:${partitionOf(region).partition}:s3:::${bucket}`;
    const stored = storedSource(spec);
    const keys = [`${DELIVERIES}*`, ...(stored === undefined ? [] : [stored.key])];
    const { fn } = new ControlFunction(stack, 'ReceiveWebhook', {
      spec,
      bundle: 'receive-webhook',
      role: 'webhook',
      description: `Receives the webhooks of ${source.repository} and looks for those that were lost`,
      timeoutSeconds: TIMEOUT,
      environment: {
        MLOPS_SECRET_ARN: secretArn,
        MLOPS_PIPELINE: pipelineName(spec.stackPrefix),
        MLOPS_SOURCE_ACTION: SOURCE_ACTION,
        MLOPS_SOURCE_PROVIDER: source.provider,
        MLOPS_REPOSITORY: source.repository,
        MLOPS_BRANCH: source.branch,
        MLOPS_DELIVERY_BUCKET: bucket,
        MLOPS_DELIVERY_PREFIX: DELIVERIES,
        ...(stored === undefined ? {} : { MLOPS_SOURCE_KEY: stored.key }),
      },
      statements: [
        ...readSecret(secretArn),
        allow(['codepipeline:ListPipelineExecutions', 'codepipeline:StartPipelineExecution'], [pipeline.arn]),
        allow(
          ['s3:GetObject', 's3:PutObject'],
          keys.map((key) => `${bucketArn}/${key}`),
        ),
        allow(['s3:ListBucket'], [bucketArn], { StringLike: { 's3:prefix': keys } }),
        ...useKey(kmsKeyArn),
      ],
    });
    const url = new CfnUrl(this, 'Url', { targetFunctionArn: fn.functionArn, authType: 'NONE' });
    // Both are needed since October 2025 (Lambda developer guide, "Control access to function URLs").
    new CfnPermission(this, 'UrlPermission', {
      action: 'lambda:InvokeFunctionUrl',
      functionName: fn.functionArn,
      principal: '*',
      functionUrlAuthType: 'NONE',
    });
    new CfnPermission(this, 'InvokePermission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionArn,
      principal: '*',
      invokedViaFunctionUrl: true,
    });
    const looks = new CfnRule(this, 'Looks', {
      description: `Looks where ${source.branch} of ${source.repository} points`,
      scheduleExpression: LOOKS,
      targets: [{ id: 'ReceiveWebhook', arn: fn.functionArn }],
    });
    new CfnPermission(this, 'LooksPermission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: looks.attrArn,
    });
    this.url = url.attrFunctionUrl;
  }
}

export interface WebhookReceiverProps {
  readonly spec: PipelineStackSpec;
  readonly pipeline: DeploymentPipeline;
}
