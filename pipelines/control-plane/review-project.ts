import type { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { AccountPrincipal, PolicyDocument, Role, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { partitionOf } from '../shared/partition.ts';
import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import { assume, plain, ProcessorBuild } from './build-projects.ts';
import { reviewBuildspec } from './buildspecs.ts';
import type { PipelineSource, PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { readSecret } from './read-secret.ts';
import { repositoryArn } from './repository-arn.ts';
import { CONTROL_PATH, roleArn, roleName } from './role-names.ts';

/** Minutes. Many stacks are read one page after the other; no review takes longer for a good reason. */
const TIMEOUT = 30;

/** Maintainers: who may write to the repository may also approve a build (CodeBuild's own default). */
const APPROVERS = ['GITHUB_WRITE', 'GITHUB_MAINTAIN', 'GITHUB_ADMIN'];

/** A review follows every commit; when the pull request ends, its comment says so. */
const REVIEWED_EVENTS = [
  'PULL_REQUEST_CREATED',
  'PULL_REQUEST_UPDATED',
  'PULL_REQUEST_REOPENED',
  'PULL_REQUEST_CLOSED',
  'PULL_REQUEST_MERGED',
];

type Source = PipelineSource & { readonly provider: 'github'; readonly connectionArn: string };

/**
 * Reviews pull requests with a role that reads: the stages through their read roles, the pull request's host, and
 * nothing else but its own log and comment. The commands are the project's; of the pull request only JSON is read.
 *
 * GitHub tells CodeBuild itself (a webhook of the connection), and pull requests from forks, or all, wait for a
 * maintainer's comment. CodeCommit tells EventBridge, which starts the build.
 */
export class ReviewProject extends Construct {
  readonly build: ProcessorBuild;

  constructor(stack: ControlStack, id: string, spec: PipelineStackSpec) {
    super(stack, id);
    const { source } = spec;
    if (source.provider === 'codecommit') addCommentRole(this, spec);
    this.build = new ProcessorBuild(stack, 'ReviewBuild', {
      spec,
      build: 'review',
      description: `Reviews pull requests of ${source.repository}`,
      buildspec: reviewBuildspec(),
      timeoutMinutes: TIMEOUT,
      environment:
        source.provider === 'github'
          ? // A build of a fork begins only after a maintainer's comment: see pullRequestBuildPolicy.
            [tokenOf(spec), plain('MLOPS_FORK_APPROVED', 'true')]
          : [plain('MLOPS_REVIEW_ROLE_ARN', roleArn('comment', spec))],
      statements: [...assume(spec.stages.map(({ readRoleArn }) => readRoleArn)), ...hostStatements(spec)],
      source:
        source.provider === 'github'
          ? { source: githubSource(connected(source)), triggers: githubTriggers(source, spec.buildApproval) }
          : { source: codeCommitSource(spec) },
    });
  }
}

/** CodeBuild hears of pull requests, and clones them, by the connection. */
function connected(source: PipelineSource & { readonly provider: 'github' }): Source {
  const { connectionArn } = source;
  if (connectionArn === undefined) throw new Error('reviews on GitHub need connection_arn');
  return { ...source, connectionArn };
}

/** The processor reads the token of a person or an app from its environment; CodeBuild keeps it out of its logs. */
function tokenOf({ secretArn }: PipelineStackSpec): CfnProject.EnvironmentVariableProperty {
  if (secretArn === undefined) {
    throw new Error('reviews on GitHub need secret_arn: a secret with the member github_token');
  }
  return { name: 'MLOPS_GITHUB_TOKEN', type: 'SECRETS_MANAGER', value: `${secretArn}:github_token` };
}

function hostStatements(spec: PipelineStackSpec): readonly PolicyStatement[] {
  const { source, secretArn } = spec;
  switch (source.provider) {
    case 'github': {
      const { connectionArn } = connected(source);
      const service = connectionArn.split(':')[2] ?? 'codeconnections';
      return [
        allow([`${service}:GetConnection`, `${service}:GetConnectionToken`], [connectionArn]),
        ...(secretArn === undefined ? [] : readSecret(secretArn)),
      ];
    }
    case 'codecommit':
      return [
        allow(['codecommit:GitPull'], [repositoryArn(spec)]),
        allow(['sts:AssumeRole'], [roleArn('comment', spec)]),
      ];
    default:
      return source satisfies never;
  }
}

/**
 * To CodeCommit each session of a role is an author of its own, and nobody else may change its comments (API reference
 * of UpdateComment); a build's session is new each time. So the review speaks in the name of one more role, always
 * under one session name, and finds its comment again.
 */
function addCommentRole(scope: Construct, spec: PipelineStackSpec): Role {
  return new Role(scope, 'CommentRole', {
    roleName: roleName('comment', spec),
    path: CONTROL_PATH,
    description: `Speaks on pull requests of ${spec.source.repository}`,
    assumedBy: new AccountPrincipal(spec.account).withConditions({
      ArnEquals: { 'aws:PrincipalArn': roleArn('review', spec) },
    }),
    inlinePolicies: {
      Work: new PolicyDocument({
        statements: [
          allow(
            actions('codecommit', [
              'DeleteCommentContent',
              'GetCommentsForPullRequest',
              'GetPullRequest',
              'PostCommentForPullRequest',
              'UpdateComment',
              'UpdatePullRequestApprovalState',
            ]),
            [repositoryArn(spec)],
          ),
        ],
      }),
    },
  });
}

function githubSource({ repository, connectionArn }: Source): CfnProject.SourceProperty {
  return {
    type: 'GITHUB',
    location: `https://github.com/${repository}.git`,
    auth: { type: 'CODECONNECTIONS', resource: connectionArn },
    // The whole history: the review compares the head with its base.
    gitCloneDepth: 0,
    buildSpec: reviewBuildspec(),
    // A build that fails before the processor speaks is seen as well.
    reportBuildStatus: true,
    buildStatusConfig: { context: 'mlops review build' },
  };
}

/**
 * All patterns but the events are regular expressions that match anywhere unless they are anchored (CodeBuild user
 * guide, "GitHub webhook events").
 */
function githubTriggers({ branch }: PipelineSource, approval: 'forks' | 'all'): CfnProject.ProjectTriggersProperty {
  return {
    webhook: true,
    filterGroups: [
      [
        { type: 'EVENT', pattern: REVIEWED_EVENTS.join(',') },
        { type: 'BASE_REF', pattern: `^refs/heads/${literal(branch)}$` },
      ],
    ],
    pullRequestBuildPolicy: {
      requiresCommentApproval: approval === 'all' ? 'ALL_PULL_REQUESTS' : 'FORK_PULL_REQUESTS',
      approverRoles: APPROVERS,
    },
  };
}

function codeCommitSource({ source, region }: PipelineStackSpec): CfnProject.SourceProperty {
  return {
    type: 'CODECOMMIT',
    location: `https://git-codecommit.${region}.${partitionOf(region).dnsSuffix}/v1/repos/${source.repository}`,
    gitCloneDepth: 0,
    buildSpec: reviewBuildspec(),
  };
}

/** A text as a regular expression that matches it alone. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
