import { CfnProject, CfnReportGroup } from 'aws-cdk-lib/aws-codebuild';
import { PolicyDocument, Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { consoleHost } from '../shared/console-links.ts';
import { partitionOf } from '../shared/partition.ts';
import { allow, useKey } from '../shared/statements.ts';
import { applyBuildspec, planBuildspec } from './buildspecs.ts';
import { controlLogs } from './control-function.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { pipelineArn } from './pipeline-arn.ts';
import { pipelineUrl } from './pipeline-url.ts';
import { repositoryArn } from './repository-arn.ts';
import { artifactsBucketName, CONTROL_PATH, pipelineName, projectName, roleName } from './role-names.ts';
import { storedSource } from './stored-source.ts';

/** CodeBuild's curated image with Node.js (user guide, available runtimes). */
const IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:5.0';

/**
 * Minutes: as long as CodePipeline lets a build run (its quotas), and CodeBuild. A stack may wait longer, 12 hours;
 * what runs then goes on, and the next execution waits for it and says what became of it.
 */
const APPLY_TIMEOUT = 8 * 60;

/** The bus of the account: rules of anybody may listen. */
const EVENT_BUS = 'default';

export interface BuildProjectProps {
  readonly spec: PipelineStackSpec;
  readonly build: 'plan' | 'apply' | 'review';
  readonly description: string;
  readonly buildspec: string;
  readonly timeoutMinutes: number;
  /** @default those of every build */
  readonly environment?: readonly CfnProject.EnvironmentVariableProperty[];
  readonly statements: readonly PolicyStatement[];
  /** @default input and output of the pipeline */
  readonly source?: {
    readonly source: CfnProject.SourceProperty;
    readonly triggers?: CfnProject.ProjectTriggersProperty;
  };
}

/**
 * A build that runs the processor. Its commands are part of the project: a file in the watched repository cannot change
 * what is run. All that it may do in a stage it does through the stage's roles.
 */
export class ProcessorBuild extends Construct {
  readonly project: CfnProject;

  constructor(stack: ControlStack, id: string, props: BuildProjectProps) {
    super(stack, id);
    const { spec, build, source } = props;
    const logs = controlLogs(this, spec.kmsKeyArn);
    const role = new Role(this, 'Role', {
      roleName: roleName(build, spec),
      path: CONTROL_PATH,
      description: `Runs the build ${build} of ${spec.stackPrefix}`,
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: { StringEqualsIfExists: { 'aws:SourceAccount': spec.account } },
      }),
      inlinePolicies: {
        Work: new PolicyDocument({
          minimize: true,
          statements: [...commonStatements(spec, logs), ...props.statements, ...useKey(spec.kmsKeyArn)],
        }),
      },
    });
    this.project = new CfnProject(this, 'Project', {
      name: projectName(spec.stackPrefix, build),
      description: props.description,
      serviceRole: role.roleArn,
      artifacts: { type: source === undefined ? 'CODEPIPELINE' : 'NO_ARTIFACTS' },
      source: source?.source ?? { type: 'CODEPIPELINE', buildSpec: props.buildspec },
      triggers: source?.triggers,
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: 'BUILD_GENERAL1_SMALL',
        image: IMAGE,
        environmentVariables: [...commonEnvironment(spec), ...(props.environment ?? [])],
      },
      timeoutInMinutes: props.timeoutMinutes,
      encryptionKey: spec.kmsKeyArn ?? 'alias/aws/s3',
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.logGroupName } },
    });
    this.project.node.addDependency(role);
  }
}

/** What every build does: write its log, fetch the processor, tell the event bus. */
function commonStatements(spec: PipelineStackSpec, logs: LogGroup): readonly PolicyStatement[] {
  const { partition } = partitionOf(spec.region);
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
    allow(['s3:GetObject'], [`arn:${partition}:s3:::${spec.assetsBucket}/${spec.processor.key}`]),
    allow(['events:PutEvents'], [`arn:${partition}:events:${spec.region}:${spec.account}:event-bus/${EVENT_BUS}`], {
      'ForAllValues:StringEquals': { 'events:source': 'mlops' },
    }),
  ];
}

/** A variable of a build as it is written. */
export function plain(name: string, value: string): CfnProject.EnvironmentVariableProperty {
  return { name, type: 'PLAINTEXT', value };
}

function commonEnvironment({ assetsBucket, processor, source }: PipelineStackSpec) {
  return [
    plain('PROCESSOR_BUCKET', assetsBucket),
    plain('PROCESSOR_KEY', processor.key),
    plain('PROCESSOR_SHA256', processor.sha256),
    plain('MLOPS_ASSUME_ROLES', 'always'),
    plain('MLOPS_EVENT_BUS', EVENT_BUS),
    plain('MLOPS_SOURCE_PROVIDER', source.provider),
    plain('MLOPS_REPOSITORY', source.repository),
    plain('MLOPS_BRANCH', source.branch),
  ];
}

/** The pipeline's two builds. */
export interface PipelineBuilds {
  readonly plan: ProcessorBuild;
  readonly apply: ProcessorBuild;
}

/**
 * Plan reads, with the read roles; apply writes, with the deploy roles. Applies take turns: see `waitForApplies` in
 * buildspecs.ts. A limit on concurrent builds would not do: CodeBuild fails what exceeds it instead of queueing it.
 */
export function addPipelineBuilds(stack: ControlStack, spec: PipelineStackSpec): PipelineBuilds {
  const { stackPrefix, account, region, stages, source } = spec;
  const { partition } = partitionOf(region);
  const artifacts = artifactsBucketName(spec);
  const applyProject = projectName(stackPrefix, 'apply');
  const seesApplies = allow(
    ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject'],
    [`arn:${partition}:codebuild:${region}:${account}:project/${applyProject}`],
  );
  const shared = [
    plain('APPLY_PROJECT', applyProject),
    plain('PIPELINE_NAME', pipelineName(stackPrefix)),
    plain('PLAN_BUCKET', artifacts),
    plain('PLAN_URL_START', `https://${consoleHost(region)}/s3/object/${artifacts}?region=${region}&prefix=plans/`),
    plain('MLOPS_EXECUTION_URL', pipelineUrl(spec)),
    // Such a source says itself which commit it is of.
    ...(storedSource(spec) === undefined ? [] : [plain('MLOPS_STORED_SOURCE', 'true')]),
  ];
  const reports = new CfnReportGroup(stack, 'Findings', {
    name: `${stackPrefix.toLowerCase()}-findings`,
    type: 'TEST',
    exportConfig: { exportConfigType: 'NO_EXPORT' },
    deleteReports: true,
  });
  const reportGroupArn = `arn:${partition}:codebuild:${region}:${account}:report-group/${stackPrefix.toLowerCase()}-findings`;
  const plan = new ProcessorBuild(stack, 'Plan', {
    spec,
    build: 'plan',
    description: 'Validates the configs and plans all stages',
    buildspec: planBuildspec({ stages, reportGroupArn, provider: source.provider }),
    timeoutMinutes: APPLY_TIMEOUT,
    environment: shared,
    statements: [
      ...assume(stages.map(({ readRoleArn }) => readRoleArn)),
      allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], [`arn:${partition}:s3:::${artifacts}/*`]),
      allow(['codebuild:BatchPutTestCases', 'codebuild:CreateReport', 'codebuild:UpdateReport'], [reportGroupArn]),
      seesApplies,
      allow(['codepipeline:ListPipelineExecutions'], [pipelineArn(spec)]),
      ...(source.provider === 'codecommit' ? [allow(['codecommit:GetBranch'], [repositoryArn(spec)])] : []),
    ],
  });
  plan.project.node.addDependency(reports);
  const apply = new ProcessorBuild(stack, 'Apply', {
    spec,
    build: 'apply',
    description: 'Applies one stage of a saved plan',
    buildspec: applyBuildspec(),
    timeoutMinutes: APPLY_TIMEOUT,
    environment: shared,
    statements: [
      ...assume(stages.map(({ deployRoleArn }) => deployRoleArn)),
      allow(['s3:GetObject', 's3:GetObjectVersion'], [`arn:${partition}:s3:::${artifacts}/*`]),
      seesApplies,
      allow(['codepipeline:GetPipelineState'], [pipelineArn(spec)]),
    ],
  });
  return { plan, apply };
}

/** Assumes exactly the roles of the stages. */
export function assume(roleArns: readonly string[]): readonly PolicyStatement[] {
  return [allow(['sts:AssumeRole'], [...new Set(roleArns)].sort())];
}
