import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { allow } from '../shared/statements.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { SOURCE_ACTION, type DeploymentPipeline } from './deployment-pipeline.ts';
import { repositoryArn } from './repository-arn.ts';
import type { ReviewProject } from './review-project.ts';
import { CONTROL_PATH, roleName } from './role-names.ts';

/** What happens to a pull request that asks for another review (EventBridge events of CodeCommit). */
const REVIEWED_EVENTS = ['pullRequestCreated', 'pullRequestSourceBranchUpdated'];

/** What ends one. */
const ENDING_EVENTS = ['pullRequestStatusChanged', 'pullRequestMergeStatusUpdated'];

export interface CodeCommitEventsProps {
  readonly spec: PipelineStackSpec;
  readonly pipeline: DeploymentPipeline;
  readonly review?: ReviewProject;
}

/**
 * What CodeCommit tells: a push to the branch starts the pipeline with the very commit that was pushed, and a pull
 * request to the branch, or another commit of it, starts a review.
 */
export class CodeCommitEvents extends Construct {
  constructor(stack: ControlStack, id: string, { spec, pipeline, review }: CodeCommitEventsProps) {
    super(stack, id);
    const { source, account } = spec;
    const role = new Role(this, 'Role', {
      roleName: roleName('start', spec),
      path: CONTROL_PATH,
      description: `Starts the pipeline and the reviews of ${spec.stackPrefix}`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': account } },
      }),
      inlinePolicies: {
        Work: new PolicyDocument({
          statements: [
            allow(['codepipeline:StartPipelineExecution'], [pipeline.arn]),
            ...(review === undefined ? [] : [allow(['codebuild:StartBuild'], [review.build.project.attrArn])]),
          ],
        }),
      },
    });
    new CfnRule(this, 'Push', {
      description: `Starts the pipeline when ${source.branch} of ${source.repository} moves`,
      eventPattern: {
        source: ['aws.codecommit'],
        'detail-type': ['CodeCommit Repository State Change'],
        resources: [repositoryArn(spec)],
        detail: {
          event: ['referenceCreated', 'referenceUpdated'],
          referenceType: ['branch'],
          referenceName: [source.branch],
        },
      },
      targets: [
        {
          id: 'Pipeline',
          arn: pipeline.arn,
          roleArn: role.roleArn,
          // User guide, "Start a pipeline with a source revision override".
          inputTransformer: {
            inputPathsMap: { commit: '$.detail.commitId' },
            inputTemplate: `{"sourceRevisions":[{"actionName":"${SOURCE_ACTION}","revisionType":"COMMIT_ID","revisionValue":"<commit>"}]}`,
          },
        },
      ],
    }).node.addDependency(pipeline, role);
    if (review !== undefined) this.#startReviews({ spec, review, roleArn: role.roleArn });
  }

  /**
   * Only ids go from the event into the build (`StartBuild`'s own members): a title or a branch name is a person's
   * text, and an event's template does not quote.
   */
  #startReviews({ spec, review, roleArn }: ReviewStart): void {
    const { source } = spec;
    const target = { id: 'Review', arn: review.build.project.attrArn, roleArn };
    const inputPathsMap = { id: '$.detail.pullRequestId', commit: '$.detail.sourceCommit' };
    const environment =
      '"environmentVariablesOverride":[{"name":"MLOPS_PULL_REQUEST","value":"<id>","type":"PLAINTEXT"},{"name":"MLOPS_HEAD_COMMIT","value":"<commit>","type":"PLAINTEXT"}]';
    function pattern(events: readonly string[], status: string): Readonly<Record<string, unknown>> {
      return {
        source: ['aws.codecommit'],
        'detail-type': ['CodeCommit Pull Request State Change'],
        resources: [repositoryArn(spec)],
        detail: {
          event: events,
          pullRequestStatus: [status],
          destinationReference: [`refs/heads/${source.branch}`],
        },
      };
    }
    new CfnRule(this, 'PullRequest', {
      description: `Reviews pull requests to ${source.branch} of ${source.repository}`,
      eventPattern: pattern(REVIEWED_EVENTS, 'Open'),
      targets: [
        {
          ...target,
          inputTransformer: { inputPathsMap, inputTemplate: `{"sourceVersion":"<commit>",${environment}}` },
        },
      ],
    });
    // From the default branch: after a merge the source branch, and with it the commit, may be gone.
    new CfnRule(this, 'PullRequestEnd', {
      description: `Closes the reviews of pull requests to ${source.branch} of ${source.repository}`,
      eventPattern: pattern(ENDING_EVENTS, 'Closed'),
      targets: [{ ...target, inputTransformer: { inputPathsMap, inputTemplate: `{${environment}}` } }],
    });
  }
}

interface ReviewStart {
  readonly spec: PipelineStackSpec;
  readonly review: ReviewProject;
  readonly roleArn: string;
}
