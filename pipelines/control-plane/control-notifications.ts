import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { addMailTopic } from '../shared/mail-topic.ts';
import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import { ControlFunction } from './control-function.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { pipelineArn } from './pipeline-arn.ts';
import { readSecret } from './read-secret.ts';
import { repositoryArn } from './repository-arn.ts';
import { pipelineName, projectName } from './role-names.ts';

const COMMIT_CALLS = ['GetCommit', 'GetCommentsForComparedCommit', 'PostCommentForComparedCommit'];

/**
 * Tells people: what the processor says on the event bus, approvals that are waited for, and pipelines that failed. A
 * function writes the message, because a rule's template knows no conditions; it publishes to the topic of the settings
 * or to one of this stack, with a subscription for each address.
 */
export class ControlNotifications extends Construct {
  readonly topicArn: string;
  readonly #notify: ControlFunction;

  constructor(stack: ControlStack, id: string, spec: PipelineStackSpec) {
    super(stack, id);
    const { notifications, kmsKeyArn, stackPrefix, source, secretArn } = spec;
    this.topicArn =
      notifications.topicArn ??
      addMailTopic(this, { about: spec.stackPrefix, kmsKeyArn: spec.kmsKeyArn, emails: notifications.emails });
    this.#notify = new ControlFunction(stack, 'NotifyPeople', {
      spec,
      bundle: 'notify-people',
      role: 'notify',
      description: 'Writes a message about a deployment for people and publishes it',
      timeoutSeconds: 30,
      environment: {
        TOPIC_ARN: this.topicArn,
        MLOPS_SOURCE_PROVIDER: source.provider,
        MLOPS_REPOSITORY: source.repository,
        ...(source.provider === 'github' && secretArn !== undefined ? { MLOPS_SECRET_ARN: secretArn } : {}),
      },
      statements: [
        allow(['sns:Publish'], [this.topicArn]),
        // What an approval was given to show stands in no event.
        allow(['codepipeline:ListActionExecutions'], [pipelineArn(spec)]),
        ...commitStatements(spec),
        ...(kmsKeyArn === undefined ? [] : [allow(['kms:GenerateDataKey'], [kmsKeyArn])]),
      ],
    });
    const pipeline = [pipelineName(stackPrefix)];
    this.#announce('Events', 'Announces what the processor tells', { source: ['mlops'] });
    this.#announce('ApprovalWanted', 'Announces that an approval is waited for, or was not given', {
      source: ['aws.codepipeline'],
      'detail-type': ['CodePipeline Action Execution State Change'],
      detail: { pipeline, state: ['STARTED', 'FAILED'], type: { category: ['Approval'] } },
    });
    this.#announce('PipelineFailed', 'Announces that the pipeline failed', {
      source: ['aws.codepipeline'],
      'detail-type': ['CodePipeline Pipeline Execution State Change'],
      detail: { pipeline, state: ['FAILED'] },
    });
    if (!spec.review) return;
    this.#announce('ReviewFailed', 'Announces that a review came to no end', {
      source: ['aws.codebuild'],
      'detail-type': ['CodeBuild Build State Change'],
      detail: { 'project-name': [projectName(stackPrefix, 'review')], 'build-status': ['FAULT', 'TIMED_OUT'] },
    });
  }

  #announce(id: string, description: string, eventPattern: Readonly<Record<string, unknown>>): void {
    const { functionArn } = this.#notify.fn;
    const rule = new CfnRule(this, id, {
      description,
      eventPattern,
      targets: [{ id: 'NotifyPeople', arn: functionArn }],
    });
    new CfnPermission(this, `${id}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}

/** What it takes to ask who wrote a commit, and to say at the commit that it was rejected. */
function commitStatements(spec: PipelineStackSpec): readonly PolicyStatement[] {
  const { source, secretArn } = spec;
  switch (source.provider) {
    case 'github':
      return secretArn === undefined ? [] : readSecret(secretArn);
    case 'codecommit':
      return [allow(actions('codecommit', COMMIT_CALLS), [repositoryArn(spec)])];
    default:
      return source satisfies never;
  }
}
