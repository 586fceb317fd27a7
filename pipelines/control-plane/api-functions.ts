import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import { assume } from './build-projects.ts';
import { ControlFunction } from './control-function.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import type { DeploymentPipeline } from './deployment-pipeline.ts';
import { modelCardStatements } from './model-card-statements.ts';
import { readSecret } from './read-secret.ts';
import { repositoryArn } from './repository-arn.ts';
import { pipelineName } from './role-names.ts';

/** API Gateway waits 29 seconds for an answer (its quotas). */
const TIMEOUT_SECONDS = 28;

export interface ApiFunctions {
  readonly provision: ControlFunction;
  readonly status: ControlFunction;
}

export interface ApiFunctionsProps {
  readonly spec: PipelineStackSpec;
  readonly pipeline: DeploymentPipeline;
}

/** The functions behind the old API: one writes to the repository, the other looks at the pipeline and the stacks. */
export function apiFunctions(stack: ControlStack, { spec, pipeline }: ApiFunctionsProps): ApiFunctions {
  const { source, stages, secretArn } = spec;
  const repository = {
    MLOPS_ACCOUNT: spec.account,
    MLOPS_SOURCE_PROVIDER: source.provider,
    MLOPS_REPOSITORY: source.repository,
    MLOPS_BRANCH: source.branch,
    ...(source.provider === 'github' && secretArn !== undefined ? { MLOPS_SECRET_ARN: secretArn } : {}),
  };
  const provision = new ControlFunction(stack, 'Provision', {
    spec,
    bundle: 'provision-pipeline',
    role: 'provision',
    description: `Turns requests into commits of ${source.repository}`,
    timeoutSeconds: TIMEOUT_SECONDS,
    environment: { ...repository, MLOPS_API_MODE: spec.api, MLOPS_ASSETS_BUCKET: spec.assetsBucket },
    statements: [
      ...repositoryStatements(spec, [
        ...READ,
        'GetBlob',
        'GetDifferences',
        'CreateCommit',
        ...(spec.api === 'pull_request' ? PROPOSE : []),
      ]),
      ...modelCardStatements(spec),
    ],
  });
  const status = new ControlFunction(stack, 'Status', {
    spec,
    bundle: 'pipeline-status',
    role: 'status',
    description: 'Tells how far a workload is: in the pipeline, in its stack',
    timeoutSeconds: TIMEOUT_SECONDS,
    environment: {
      ...repository,
      MLOPS_ASSUME_ROLES: 'always',
      MLOPS_PIPELINE: pipelineName(spec.stackPrefix),
    },
    statements: [
      ...repositoryStatements(spec, [...READ, 'GetPullRequest']),
      ...assume(stages.map(({ readRoleArn }) => readRoleArn)),
      allow(['codepipeline:GetPipelineState', 'codepipeline:ListPipelineExecutions'], [pipeline.arn]),
    ],
  });
  return { provision, status };
}

const READ = ['GetBranch', 'GetFile'];
const PROPOSE = ['CreateBranch', 'CreatePullRequest', 'GetPullRequest', 'ListPullRequests'];

/** What is called on a repository in CodeCommit; on GitHub the token of the secret decides what may be done. */
function repositoryStatements(spec: PipelineStackSpec, calls: readonly string[]): readonly PolicyStatement[] {
  const { source, secretArn } = spec;
  switch (source.provider) {
    case 'github':
      if (secretArn === undefined) throw new Error('the API needs secret_arn: a secret with the member github_token');
      return readSecret(secretArn);
    case 'codecommit':
      return [allow(actions('codecommit', calls), [repositoryArn(spec)])];
    default:
      return source satisfies never;
  }
}
