import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { PolicyDocument, Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { partitionOf } from '../shared/partition.ts';
import { allow, useKey } from '../shared/statements.ts';
import type { PipelineBuilds } from './build-projects.ts';
import type { PipelineStackSpec, PipelineStage } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { APPROVAL_TIMEOUT } from './lambda/service-letters.ts';
import { pipelineArn } from './pipeline-arn.ts';
import { variableSuffix } from './plan-variables.ts';
import { repositoryArn } from './repository-arn.ts';
import { artifactsBucketName, CONTROL_PATH, pipelineName, roleName } from './role-names.ts';
import { storedSource } from './stored-source.ts';

/** Name of the source action: what starts the pipeline names the revision of this one. */
export const SOURCE_ACTION = 'Source';

/** Files that a commit must touch to start the pipeline on GitHub. */
const WATCHED_FILES = ['mlops-config.json', '**/mlops-config.json', 'mlops-settings.json'];

type Action = CfnPipeline.ActionDeclarationProperty;

/**
 * Source → Plan → one stage for each stage of the settings: skipped without a change, approved where the settings ask
 * for it, applied.
 *
 * No two applies ever run at once. Within a stage of the pipeline CodePipeline sees to it: an execution locks the stage
 * that it is in, and in QUEUED mode the next one waits for it, in order (user guide, "Set or change the pipeline
 * execution mode"). Between two stages it does not: one execution may be in dev while the one before is in prod. There
 * the builds take turns: an apply waits for every apply with a lower build number, of whatever execution, retry or hand
 * that started it. A plan waits for running applies as well, so that it is not made of a state that is passing.
 *
 * Apply is a build in the control plane's region wherever the stage is, so no other region needs an artifact bucket.
 */
export class DeploymentPipeline extends Construct {
  readonly pipeline: CfnPipeline;
  readonly arn: string;

  constructor(stack: ControlStack, id: string, { spec, builds }: DeploymentPipelineProps) {
    super(stack, id);
    const name = pipelineName(spec.stackPrefix);
    this.arn = pipelineArn(spec);
    const role = this.#role(spec, builds);
    this.pipeline = new CfnPipeline(this, 'Resource', {
      name,
      pipelineType: 'V2',
      executionMode: 'QUEUED',
      roleArn: role.roleArn,
      artifactStore: {
        type: 'S3',
        location: artifactsBucketName(spec),
        encryptionKey: spec.kmsKeyArn === undefined ? undefined : { type: 'KMS', id: spec.kmsKeyArn },
      },
      triggers: triggersOf(spec),
      stages: [
        { name: 'Source', actions: [sourceAction(spec)] },
        { name: 'Plan', actions: [planAction({ spec, builds })] },
        ...spec.stages.map((one) => deploymentStage(one, { spec, builds })),
      ],
    });
    this.pipeline.node.addDependency(role);
  }

  #role(spec: PipelineStackSpec, builds: PipelineBuilds): Role {
    const { region } = spec;
    const { partition } = partitionOf(region);
    const bucket = `arn:${partition}:s3:::${artifactsBucketName(spec)}`;
    return new Role(this, 'Role', {
      roleName: roleName('pipeline', spec),
      path: CONTROL_PATH,
      description: `Runs the pipeline of ${spec.stackPrefix}`,
      assumedBy: new ServicePrincipal('codepipeline.amazonaws.com', {
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': spec.account } },
      }),
      inlinePolicies: {
        Work: new PolicyDocument({
          minimize: true,
          statements: [
            ...readSource(spec),
            allow(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'], [bucket]),
            allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], [`${bucket}/*`]),
            allow(
              ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'],
              [builds.plan.project.attrArn, builds.apply.project.attrArn],
            ),
            ...useKey(spec.kmsKeyArn),
          ],
        }),
      },
    });
  }
}

export interface DeploymentPipelineProps {
  readonly spec: PipelineStackSpec;
  readonly builds: PipelineBuilds;
}

/** What the source action calls (CodePipeline user guide, action references of CodeCommit, S3 and connections). */
function readSource(spec: PipelineStackSpec): readonly PolicyStatement[] {
  const { source } = spec;
  switch (source.provider) {
    case 'github': {
      if (source.connectionArn !== undefined) return [useConnection(source.connectionArn)];
      const { bucket, key } = storedSource(spec) ?? {};
      const object = `arn:${partitionOf(spec.region).partition}:s3:::${bucket ?? ''}/${key ?? ''}`;
      return [allow(['s3:GetObjectTagging', 's3:GetObjectVersionTagging'], [object])];
    }
    case 'codecommit':
      return [
        allow(
          [
            'codecommit:CancelUploadArchive',
            'codecommit:GetBranch',
            'codecommit:GetCommit',
            'codecommit:GetUploadArchiveStatus',
            'codecommit:UploadArchive',
          ],
          [repositoryArn(spec)],
        ),
      ];
    default:
      return source satisfies never;
  }
}

/** Connections had another name before; IAM takes the action of the connection's own ARN. */
function useConnection(connectionArn: string): PolicyStatement {
  const service = connectionArn.split(':')[2] ?? 'codeconnections';
  return allow([`${service}:UseConnection`], [connectionArn]);
}

function sourceAction(spec: PipelineStackSpec): Action {
  const { source, webhook } = spec;
  const stored = storedSource(spec);
  const common = { name: SOURCE_ACTION, namespace: 'SourceVariables', outputArtifacts: [{ name: 'Source' }] };
  if (stored !== undefined) {
    return {
      ...common,
      actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
      // Only who has stored a commit starts the pipeline, and names the version.
      configuration: { S3Bucket: stored.bucket, S3ObjectKey: stored.key, PollForSourceChanges: 'false' },
    };
  }
  switch (source.provider) {
    case 'github':
      return {
        ...common,
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' },
        configuration: {
          ConnectionArn: source.connectionArn,
          FullRepositoryId: source.repository,
          BranchName: source.branch,
          OutputArtifactFormat: 'CODE_ZIP',
          ...(webhook && { DetectChanges: 'false' }),
        },
      };
    case 'codecommit':
      return {
        ...common,
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
        configuration: {
          RepositoryName: source.repository,
          BranchName: source.branch,
          PollForSourceChanges: 'false',
          OutputArtifactFormat: 'CODE_ZIP',
        },
      };
    default:
      return source satisfies never;
  }
}

/**
 * On GitHub: pushes to the branch that touch a config or the settings; with it the action's own detection of every push
 * is off (user guide, "Filter triggers on code push or pull requests"). CodeCommit starts the pipeline by an event.
 * With a webhook only its receiver starts it: of two executions for one push the second would wait with a plan that the
 * first makes stale.
 */
function triggersOf({
  source,
  webhook,
}: PipelineStackSpec): CfnPipeline.PipelineTriggerDeclarationProperty[] | undefined {
  if (source.provider !== 'github' || webhook) return undefined;
  return [
    {
      providerType: 'CodeStarSourceConnection',
      gitConfiguration: {
        sourceActionName: SOURCE_ACTION,
        push: [{ branches: { includes: [source.branch] }, filePaths: { includes: [...WATCHED_FILES] } }],
      },
    },
  ];
}

function planAction({ spec, builds: { plan } }: DeploymentPipelineProps): Action {
  return {
    name: 'Plan',
    namespace: 'PlanVariables',
    actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
    configuration: { ProjectName: plan.project.ref, EnvironmentVariables: environmentOf(spec, {}) },
    inputArtifacts: [{ name: 'Source' }],
    outputArtifacts: [{ name: 'Plan' }],
  };
}

/**
 * The stage is entered only when its number of changes is not 0, else skipped (user guide, "VariableCheck" and "entry
 * conditions"; the result SKIP is allowed for entry conditions with this rule).
 */
function deploymentStage(stage: PipelineStage, props: DeploymentPipelineProps): CfnPipeline.StageDeclarationProperty {
  const suffix = variableSuffix(stage.name);
  return {
    name: `Deploy-${stage.name}`,
    beforeEntry: {
      conditions: [
        {
          result: 'SKIP',
          rules: [
            {
              name: 'HasChanges',
              ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' },
              configuration: { Variable: `#{PlanVariables.CHANGES_${suffix}}`, Value: '0', Operator: 'NE' },
            },
          ],
        },
      ],
    },
    actions: [...(stage.approval ? [approvalAction(stage, suffix)] : []), applyAction(stage, props)],
  };
}

/** Shows the stage's summary and links to the plan; both fields take variables (user guide, "Manual approval"). */
function approvalAction({ name, account, region }: PipelineStage, suffix: string): Action {
  return {
    name: 'Approve',
    runOrder: 1,
    timeoutInMinutes: APPROVAL_TIMEOUT,
    actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' },
    configuration: {
      CustomData: `${name} (${account} ${region}): #{PlanVariables.SUMMARY_${suffix}}`,
      ExternalEntityLink: '#{PlanVariables.PLAN_URL}',
    },
  };
}

function applyAction({ name, approval }: PipelineStage, { spec, builds }: DeploymentPipelineProps): Action {
  return {
    name: 'Apply',
    runOrder: approval ? 2 : 1,
    actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
    configuration: {
      ProjectName: builds.apply.project.ref,
      // The settings of the commit name the roles; the plan says what to do.
      PrimarySource: 'Source',
      EnvironmentVariables: environmentOf(spec, {
        MLOPS_STAGE: name,
        MLOPS_PLAN_DIGEST: '#{PlanVariables.PLAN_DIGEST}',
      }),
    },
    inputArtifacts: [{ name: 'Source' }, { name: 'Plan' }],
  };
}

/**
 * What differs from execution to execution, as CodePipeline hands it to a build. A stored source brings its commit
 * along: to CodePipeline its revision is a version of an object.
 */
function environmentOf(spec: PipelineStackSpec, more: Readonly<Record<string, string>>): string {
  const variables = {
    ...(storedSource(spec) === undefined && { MLOPS_COMMIT: '#{SourceVariables.CommitId}' }),
    MLOPS_EXECUTION_ID: '#{codepipeline.PipelineExecutionId}',
    ...more,
  };
  return JSON.stringify(Object.entries(variables).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })));
}
