import { expect } from 'chai';

import { variableSuffix } from '../../../pipelines/control-plane/plan-variables.ts';
import {
  synthesizeControlPlane,
  type ControlTemplate,
} from '../../../pipelines/control-plane/synthesize-control-plane.ts';
import {
  CONNECTION,
  CONTROL,
  githubSpec,
  LAMBDA_CODE,
  pipelineSpec,
  REGION,
  SECRET,
  stage,
  templateOf,
  unconnectedSpec,
} from './support/specs.ts';

type Json = Readonly<Record<string, unknown>>;

interface Stage {
  readonly Name: string;
  readonly BeforeEntry?: unknown;
  readonly Actions: readonly {
    readonly Name: string;
    readonly RunOrder?: number;
    readonly Configuration: Json;
    readonly InputArtifacts?: unknown;
  }[];
}

function properties(template: ControlTemplate, id: string): Json {
  return template.Resources[id]?.Properties ?? expect.fail(`no ${id} in ${Object.keys(template.Resources).join(' ')}`);
}

function stagesOf(template: ControlTemplate): readonly Stage[] {
  return properties(template, 'Pipeline')['Stages'] as readonly Stage[];
}

function environmentOf(template: ControlTemplate, project: string): Readonly<Record<string, string>> {
  const { EnvironmentVariables } = properties(template, project)['Environment'] as {
    readonly EnvironmentVariables: readonly { readonly Name: string; readonly Value: string }[];
  };
  return Object.fromEntries(EnvironmentVariables.map(({ Name, Value }) => [Name, Value]));
}

describe('the stack of the pipeline', () => {
  it('has a queued V2 pipeline: source, plan, and one stage for each stage of the settings', () => {
    const template = templateOf(pipelineSpec());

    expect(properties(template, 'Pipeline')).to.include({ PipelineType: 'V2', ExecutionMode: 'QUEUED' });
    expect(stagesOf(template).map(({ Name }) => Name)).to.deep.equal(['Source', 'Plan', 'Deploy-dev', 'Deploy-prod']);
  });

  it('skips a stage without changes, asks where the settings say so, applies the saved plan', () => {
    const [, , dev, prod] = stagesOf(templateOf(pipelineSpec()));

    expect(dev?.BeforeEntry).to.deep.equal({
      Conditions: [
        {
          Result: 'SKIP',
          Rules: [
            {
              Name: 'HasChanges',
              RuleTypeId: { Category: 'Rule', Owner: 'AWS', Provider: 'VariableCheck', Version: '1' },
              Configuration: { Variable: '#{PlanVariables.CHANGES_DEV}', Value: '0', Operator: 'NE' },
            },
          ],
        },
      ],
    });
    expect(dev?.Actions.map(({ Name }) => Name)).to.deep.equal(['Apply']);
    expect(prod?.Actions.map(({ Name, RunOrder }) => [Name, RunOrder])).to.deep.equal([
      ['Approve', 1],
      ['Apply', 2],
    ]);
    expect(prod?.Actions[0]?.Configuration).to.deep.equal({
      CustomData: 'prod (210987654321 eu-central-1): #{PlanVariables.SUMMARY_PROD}',
      ExternalEntityLink: '#{PlanVariables.PLAN_URL}',
    });
    // Seven days, whatever the account's default is: the mails say so.
    expect(prod?.Actions[0]).to.include({ TimeoutInMinutes: 10_080 });
    expect(prod?.Actions[1]?.InputArtifacts).to.deep.equal([{ Name: 'Source' }, { Name: 'Plan' }]);
    expect(JSON.parse(String(prod?.Actions[1]?.Configuration['EnvironmentVariables']))).to.deep.equal([
      { name: 'MLOPS_COMMIT', value: '#{SourceVariables.CommitId}', type: 'PLAINTEXT' },
      { name: 'MLOPS_EXECUTION_ID', value: '#{codepipeline.PipelineExecutionId}', type: 'PLAINTEXT' },
      { name: 'MLOPS_STAGE', value: 'prod', type: 'PLAINTEXT' },
      { name: 'MLOPS_PLAN_DIGEST', value: '#{PlanVariables.PLAN_DIGEST}', type: 'PLAINTEXT' },
    ]);
  });

  it('starts on CodeCommit by an event, with the commit that was pushed, and never polls', () => {
    const template = templateOf(pipelineSpec());
    const push = properties(template, 'CodeCommitPush');

    expect(stagesOf(template)[0]?.Actions[0]?.Configuration).to.include({
      PollForSourceChanges: 'false',
      BranchName: 'main',
    });
    expect(properties(template, 'Pipeline')).not.to.have.property('Triggers');
    expect(push['EventPattern']).to.deep.equal({
      source: ['aws.codecommit'],
      'detail-type': ['CodeCommit Repository State Change'],
      resources: [`arn:aws:codecommit:${REGION}:${CONTROL}:ml-models`],
      detail: { event: ['referenceCreated', 'referenceUpdated'], referenceType: ['branch'], referenceName: ['main'] },
    });
    const [target] = push['Targets'] as readonly { readonly InputTransformer: { readonly InputTemplate: string } }[];
    expect(JSON.parse(target?.InputTransformer.InputTemplate ?? '')).to.deep.equal({
      sourceRevisions: [{ actionName: 'Source', revisionType: 'COMMIT_ID', revisionValue: '<commit>' }],
    });
  });

  it('starts on GitHub by its webhook alone where there is a receiver', () => {
    const template = templateOf(githubSpec());

    expect(properties(template, 'Pipeline')).not.to.have.property('Triggers');
    expect(stagesOf(template)[0]?.Actions[0]?.Configuration).to.include({ DetectChanges: 'false' });
  });

  it('reads without a connection what the receiver stored, and the commit from there', () => {
    const template = templateOf(unconnectedSpec());
    const bucket = `mlops-pipeline-artifacts-${CONTROL}-${REGION}`;
    const [source] = stagesOf(template)[0]?.Actions ?? [];

    expect(source).to.deep.include({
      Name: 'Source',
      ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' },
      Configuration: {
        S3Bucket: bucket,
        S3ObjectKey: 'source/example/ml-models.zip',
        PollForSourceChanges: 'false',
      },
    });
    expect(properties(template, 'Pipeline')).not.to.have.property('Triggers');
    const variables = stagesOf(template).flatMap(({ Actions }) =>
      Actions.map(({ Configuration }) => JSON.stringify(Configuration)),
    );
    expect(variables.join()).to.include('MLOPS_EXECUTION_ID').and.not.to.include('CommitId');
    for (const project of ['PlanProject', 'ApplyProject']) {
      expect(JSON.stringify(properties(template, project)['Environment'])).to.include('"MLOPS_STORED_SOURCE"');
      expect(JSON.stringify(properties(templateOf(githubSpec()), project))).not.to.include('MLOPS_STORED_SOURCE');
    }
    const { Variables } = properties(template, 'ReceiveWebhookFunction')['Environment'] as {
      readonly Variables: Readonly<Record<string, string>>;
    };
    expect(Variables).to.include({ MLOPS_SOURCE_KEY: 'source/example/ml-models.zip', MLOPS_DELIVERY_BUCKET: bucket });
    expect(template.Outputs?.['SourceObject']).to.include({ Value: `s3://${bucket}/source/example/ml-models.zip` });
    expect(() => templateOf(unconnectedSpec({ review: true }))).to.throw('without connection_arn');
    expect(() => templateOf(unconnectedSpec({ webhook: false }))).to.throw('without connection_arn');
  });

  it('looks every quarter of an hour for what no delivery told of', () => {
    const template = templateOf(githubSpec());
    const [target, ...others] = properties(template, 'WebhookLooks')['Targets'] as readonly { readonly Arn: object }[];

    expect(properties(template, 'WebhookLooks')['ScheduleExpression']).to.equal('rate(15 minutes)');
    expect(target?.Arn).to.deep.equal({ 'Fn::GetAtt': ['ReceiveWebhookFunction', 'Arn'] });
    expect(others).to.deep.equal([]);
    expect(properties(template, 'WebhookLooksPermission')).to.deep.include({
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['WebhookLooks', 'Arn'] },
    });
  });

  it('starts on GitHub by pushes to the branch that touch a config or the settings', () => {
    const template = templateOf(githubSpec({ webhook: false }));

    expect(properties(template, 'Pipeline')['Triggers']).to.deep.equal([
      {
        ProviderType: 'CodeStarSourceConnection',
        GitConfiguration: {
          SourceActionName: 'Source',
          Push: [
            {
              Branches: { Includes: ['main'] },
              FilePaths: { Includes: ['mlops-config.json', '**/mlops-config.json', 'mlops-settings.json'] },
            },
          ],
        },
      },
    ]);
    expect(Object.keys(template.Resources).filter((id) => id.startsWith('CodeCommit'))).to.deep.equal([]);
  });

  it('reviews pull requests of GitHub to the branch, those of forks after a maintainer’s word', () => {
    const spec = githubSpec({
      source: { provider: 'github', repository: 'example/ml', branch: 'release/1.x', connectionArn: CONNECTION },
    });
    const project = properties(templateOf(spec), 'ReviewBuildProject');

    expect(project['Triggers']).to.deep.equal({
      Webhook: true,
      FilterGroups: [
        [
          {
            Type: 'EVENT',
            Pattern:
              'PULL_REQUEST_CREATED,PULL_REQUEST_UPDATED,PULL_REQUEST_REOPENED,PULL_REQUEST_CLOSED,PULL_REQUEST_MERGED',
          },
          { Type: 'BASE_REF', Pattern: String.raw`^refs/heads/release/1\.x$` },
        ],
      ],
      PullRequestBuildPolicy: {
        RequiresCommentApproval: 'FORK_PULL_REQUESTS',
        ApproverRoles: ['GITHUB_WRITE', 'GITHUB_MAINTAIN', 'GITHUB_ADMIN'],
      },
    });
    const all = properties(templateOf({ ...spec, buildApproval: 'all' }), 'ReviewBuildProject')['Triggers'] as Json;
    expect(all['PullRequestBuildPolicy']).to.include({ RequiresCommentApproval: 'ALL_PULL_REQUESTS' });
    expect(environmentOf(templateOf(spec), 'ReviewBuildProject')['MLOPS_GITHUB_TOKEN']).to.equal(
      `${SECRET}:github_token`,
    );
  });

  it('reviews pull requests of CodeCommit with ids alone from the event', () => {
    const rule = properties(templateOf(pipelineSpec()), 'CodeCommitPullRequest');
    const [target] = rule['Targets'] as readonly { readonly InputTransformer: Json }[];

    expect((rule['EventPattern'] as { readonly detail: Json }).detail).to.include.keys(
      'pullRequestStatus',
      'destinationReference',
    );
    expect(target?.InputTransformer['InputPathsMap']).to.deep.equal({
      id: '$.detail.pullRequestId',
      commit: '$.detail.sourceCommit',
    });
    expect(JSON.parse(String(target?.InputTransformer['InputTemplate']))).to.deep.equal({
      sourceVersion: '<commit>',
      environmentVariablesOverride: [
        { name: 'MLOPS_PULL_REQUEST', value: '<id>', type: 'PLAINTEXT' },
        { name: 'MLOPS_HEAD_COMMIT', value: '<commit>', type: 'PLAINTEXT' },
      ],
    });
  });

  it('closes the review of a pull request of CodeCommit without its branch, which may be gone', () => {
    const rule = properties(templateOf(pipelineSpec()), 'CodeCommitPullRequestEnd');
    const [target] = rule['Targets'] as readonly { readonly InputTransformer: Json }[];

    expect((rule['EventPattern'] as { readonly detail: Json }).detail).to.deep.include({
      event: ['pullRequestStatusChanged', 'pullRequestMergeStatusUpdated'],
      pullRequestStatus: ['Closed'],
    });
    expect(JSON.parse(String(target?.InputTransformer['InputTemplate']))).to.have.all.keys(
      'environmentVariablesOverride',
    );
  });

  it('never takes the commands of a build from the watched repository', () => {
    for (const spec of [pipelineSpec(), githubSpec()]) {
      const template = templateOf(spec);
      for (const id of ['PlanProject', 'ApplyProject', 'ReviewBuildProject']) {
        const { BuildSpec } = properties(template, id)['Source'] as { readonly BuildSpec: string };
        const { version, phases } = JSON.parse(BuildSpec) as { readonly version: string; readonly phases: Json };
        expect(version).to.equal('0.2');
        expect(JSON.stringify(phases)).not.to.match(/\bnpm\b|\bnpx\b|\beval\b/);
        expect(BuildSpec).to.include('sha256sum --check');
      }
    }
  });

  it('tells people of the processor’s events, of approvals and of failures', () => {
    const template = templateOf(pipelineSpec());
    const patterns = Object.entries(template.Resources)
      .filter(([id, { Type }]) => Type === 'AWS::Events::Rule' && id.startsWith('Notifications'))
      .map(([id]) => properties(template, id)['EventPattern']);

    expect(patterns).to.deep.equal([
      { source: ['mlops'] },
      {
        source: ['aws.codepipeline'],
        'detail-type': ['CodePipeline Action Execution State Change'],
        detail: { pipeline: ['mlops-pipeline'], state: ['STARTED', 'FAILED'], type: { category: ['Approval'] } },
      },
      {
        source: ['aws.codepipeline'],
        'detail-type': ['CodePipeline Pipeline Execution State Change'],
        detail: { pipeline: ['mlops-pipeline'], state: ['FAILED'] },
      },
      {
        source: ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        detail: { 'project-name': ['mlops-pipeline-review'], 'build-status': ['FAULT', 'TIMED_OUT'] },
      },
    ]);
    const existing = templateOf(
      pipelineSpec({ notifications: { topicArn: `arn:aws:sns:${REGION}:${CONTROL}:team`, emails: [] } }),
    );
    expect(Object.values(existing.Resources).map(({ Type }) => Type)).not.to.include('AWS::SNS::Topic');
  });

  it('installs what is asked for and names its bundles', () => {
    function assetsOf(spec: Parameters<typeof synthesizeControlPlane>[0]): readonly string[] {
      return synthesizeControlPlane(spec, { lambdaCode: LAMBDA_CODE }).assets;
    }

    expect(assetsOf(pipelineSpec())).to.deep.equal(['notify-people']);
    expect(assetsOf(githubSpec())).to.deep.equal([
      'notify-people',
      'pipeline-status',
      'provision-pipeline',
      'receive-webhook',
    ]);
    expect(Object.keys(templateOf(pipelineSpec({ review: false })).Resources).join()).not.to.include('Review');
    expect(properties(templateOf(githubSpec()), 'WebhookUrl')).to.include({ AuthType: 'NONE' });
  });

  it('lets in only whom IAM knows', () => {
    const methods = Object.values(templateOf(githubSpec()).Resources).filter(
      ({ Type }) => Type === 'AWS::ApiGateway::Method',
    );
    expect(methods.map(({ Properties }) => Properties?.['AuthorizationType'])).to.deep.equal(['AWS_IAM', 'AWS_IAM']);
  });

  it('takes twenty stages in any accounts and regions and stays within the limits', () => {
    const stages = Array.from({ length: 20 }, (_, index) => {
      const account = String(100_000_000_000 + index);
      return stage(`stage-with-a-long-name-${index}-x`, {
        account,
        region: index % 2 ? 'ap-southeast-2' : 'eu-west-1',
        approval: true,
      });
    });
    const template = templateOf(githubSpec({ stages }));

    expect(JSON.stringify(template).length).to.be.lessThan(1_048_576);
    for (const { Type, Properties = {} } of Object.values(template.Resources)) {
      if (Type === 'AWS::IAM::Role') expect(JSON.stringify(Properties['Policies'] ?? []).length).to.be.lessThan(10_240);
    }
    for (const { Actions } of stagesOf(template)) {
      for (const { Configuration } of Actions) {
        for (const value of Object.values(Configuration)) expect(JSON.stringify(value).length).to.be.lessThan(1_000);
      }
    }
    expect(new Set(stages.map(({ name }) => variableSuffix(name))).size).to.equal(20);
  });

  it('refuses a spec that contradicts itself, and values that could act', () => {
    expect(() => templateOf(githubSpec({ secretArn: undefined }))).to.throw('secret');
    expect(() => templateOf(pipelineSpec({ stages: [] }))).to.throw('1 to 20 stages, not 0');
    expect(() => templateOf(pipelineSpec({ stages: [stage('dev'), stage('Dev')] }))).to.throw('same name');
    expect(() => templateOf(pipelineSpec({ stages: [stage('a; rm -rf /')] }))).to.throw('no stage name');
    expect(() => templateOf(pipelineSpec({ processor: { key: 'k', sha256: 'x' } }))).to.throw('SHA-256');
    expect(() => templateOf(pipelineSpec({ stackPrefix: '{{resolve:ssm:x}}' }))).to.throw('dynamic reference');
  });
});
