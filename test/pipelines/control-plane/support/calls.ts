import type { PipelineStackSpec, RolesSpec } from '../../../../pipelines/control-plane/control-plane-spec.ts';
import { artifactsBucketName, roleArn } from '../../../../pipelines/control-plane/role-names.ts';
import { storedSource } from '../../../../pipelines/control-plane/stored-source.ts';
import type { Call } from '../../support/iam/is-allowed.ts';
import type { ResolvedTemplate } from '../../support/iam/resolved-template.ts';

function calls(service: string, actions: readonly string[], resource: string): readonly Call[] {
  return actions.map((action) => ({ action: `${service}:${action}`, resource }));
}

/**
 * Commands that processor/adapters/cloudformation sends, by what they are for; a test compares them with the source.
 */
export const STACK_COMMANDS = {
  read: ['DescribeChangeSet', 'DescribeStackEvents', 'DescribeStacks', 'GetTemplate', 'ListChangeSets', 'ListStacks'],
  write: [
    'ContinueUpdateRollback',
    'CreateChangeSet',
    'DeleteChangeSet',
    'DeleteStack',
    'ExecuteChangeSet',
    'RollbackStack',
  ],
} as const;

/** Commands that processor/adapters/codecommit sends about pull requests; a test compares them with the source. */
export const COMMENT_COMMANDS = [
  'DeleteCommentContent',
  'GetCommentsForPullRequest',
  'GetPullRequest',
  'PostCommentForPullRequest',
  'UpdateComment',
  'UpdatePullRequestApprovalState',
] as const;

/** What the processor calls through the roles of a stage; and what CreateChangeSet needs beside itself. */
export function stageCalls(roleId: 'ReadRole' | 'DeployRole', spec: RolesSpec): readonly Call[] {
  const { region, account, stackPrefix, assetsBuckets } = spec;
  const stack = `arn:aws:cloudformation:${region}:${account}:stack/${stackPrefix}-churn-byompipelinerealtimebuiltin/0a1b`;
  const read = [
    ...calls(
      'cloudformation',
      STACK_COMMANDS.read.filter((name) => name !== 'ListStacks'),
      stack,
    ),
    ...calls('cloudformation', ['ListStacks'], '*'),
  ];
  if (roleId === 'ReadRole') return read;
  return [
    ...read,
    ...calls('cloudformation', [...STACK_COMMANDS.write, 'TagResource', 'UntagResource'], stack),
    ...assetsBuckets.flatMap((bucket) => {
      return calls('s3', ['GetObject', 'PutObject'], `arn:aws:s3:::${bucket}/mlops/lambda/start-job-0a1b.zip`);
    }),
    {
      action: 'iam:PassRole',
      resource: roleArn('execution', spec),
      context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    },
  ];
}

/** Commands that processor/adapters/sagemaker sends; a test compares them with the source. */
export const CARD_COMMANDS = {
  cards: ['CreateModelCard', 'CreateModelCardExportJob', 'DeleteModelCard', 'DescribeModelCard', 'UpdateModelCard'],
  exports: ['DescribeModelCardExportJob'],
  all: ['ListModelCards', 'Search'],
  others: ['DescribeModel', 'DescribeTrainingJob'],
} as const;

function cardCalls({ region, account, assetsBucket }: PipelineStackSpec): readonly Call[] {
  const sagemaker = `arn:aws:sagemaker:${region}:${account}`;
  return [
    ...calls('sagemaker', CARD_COMMANDS.cards, `${sagemaker}:model-card/churn`),
    ...calls('sagemaker', CARD_COMMANDS.exports, `${sagemaker}:model-card/churn/export-job/first`),
    ...calls('sagemaker', CARD_COMMANDS.all, '*'),
    ...calls('sagemaker', ['DescribeModel'], `${sagemaker}:model/churn`),
    ...calls('sagemaker', ['DescribeTrainingJob'], `${sagemaker}:training-job/churn`),
    ...calls('s3', ['GetObject'], `arn:aws:s3:::${assetsBucket}/churn/bias.json`),
    ...calls('s3', ['PutObject'], `arn:aws:s3:::${assetsBucket}/model_card_exports/churn.pdf`),
  ];
}

/** What is done in the name of each role of the pipeline's stack; undefined for one that nobody has thought about. */
export function controlCalls(
  roleId: string,
  spec: PipelineStackSpec,
  template: ResolvedTemplate,
): readonly Call[] | undefined {
  const { account, region, source, stages, assetsBucket, processor, secretArn, kmsKeyArn } = spec;
  function arn(service: string, resource: string): string {
    return `arn:aws:${service}:${region}:${account}:${resource}`;
  }
  function log(id: string): readonly Call[] {
    return calls(
      'logs',
      ['CreateLogStream', 'PutLogEvents'],
      arn('logs', `log-group:${id.toLowerCase()}:log-stream:2026/11/22`),
    );
  }
  function assume(roles: readonly string[]): readonly Call[] {
    return [...new Set(roles)].flatMap((role) => calls('sts', ['AssumeRole'], role));
  }
  const bus: Call = {
    action: 'events:PutEvents',
    resource: arn('events', 'event-bus/default'),
    context: { 'events:source': ['mlops'] },
  };
  const bundle = calls('s3', ['GetObject'], `arn:aws:s3:::${assetsBucket}/${processor.key}`);
  const artifacts = `arn:aws:s3:::${artifactsBucketName(spec)}`;
  const artifact = `${artifacts}/mlops-pipeline/Plan/Ab1Cd2E`;
  function useKey(actions: readonly string[]): readonly Call[] {
    return kmsKeyArn === undefined ? [] : calls('kms', actions, kmsKeyArn);
  }
  const allKey = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
  const applies = calls(
    'codebuild',
    ['BatchGetBuilds', 'ListBuildsForProject'],
    arn('codebuild', 'project/mlops-pipeline-apply'),
  );
  const repository = arn('codecommit', source.repository);
  const pipeline = arn('codepipeline', 'mlops-pipeline');
  const readRoles = assume(stages.map(({ readRoleArn }) => readRoleArn));
  const secret = secretArn === undefined ? [] : secretCalls(secretArn);
  const stored = storedSource(spec);
  switch (roleId) {
    case 'PlanRole':
      return [
        ...log('PlanLogs'),
        ...bundle,
        bus,
        ...readRoles,
        ...calls('s3', ['GetObject', 'GetObjectVersion', 'PutObject'], artifact),
        ...calls('s3', ['PutObject'], `${artifacts}/plans/0a1b/plan.html`),
        ...calls(
          'codebuild',
          ['BatchPutTestCases', 'CreateReport', 'UpdateReport'],
          arn('codebuild', 'report-group/mlops-pipeline-findings'),
        ),
        ...applies,
        ...calls('codepipeline', ['ListPipelineExecutions'], pipeline),
        ...(source.provider === 'codecommit' ? calls('codecommit', ['GetBranch'], repository) : []),
        ...useKey(allKey),
      ];
    case 'ApplyRole':
      return [
        ...log('ApplyLogs'),
        ...bundle,
        bus,
        ...assume(stages.map(({ deployRoleArn }) => deployRoleArn)),
        ...calls('s3', ['GetObject', 'GetObjectVersion'], artifact),
        ...applies,
        ...calls('codepipeline', ['GetPipelineState'], pipeline),
        ...useKey(allKey),
      ];
    case 'ReviewBuildRole':
      return [...log('ReviewBuildLogs'), ...bundle, bus, ...readRoles, ...reviewHostCalls(spec), ...useKey(allKey)];
    case 'ReviewCommentRole':
      return calls('codecommit', COMMENT_COMMANDS, repository);
    case 'PipelineRole':
      return [
        ...(source.provider === 'github'
          ? source.connectionArn === undefined
            ? calls(
                's3',
                ['GetObjectTagging', 'GetObjectVersionTagging'],
                `${artifacts}/source/${source.repository}.zip`,
              )
            : calls('codeconnections', ['UseConnection'], source.connectionArn)
          : calls(
              'codecommit',
              ['CancelUploadArchive', 'GetBranch', 'GetCommit', 'GetUploadArchiveStatus', 'UploadArchive'],
              repository,
            )),
        ...calls('s3', ['GetBucketAcl', 'GetBucketLocation', 'GetBucketVersioning'], artifacts),
        ...calls('s3', ['GetObject', 'GetObjectVersion', 'PutObject'], artifact),
        ...['PlanProject', 'ApplyProject'].flatMap((id) => {
          return calls(
            'codebuild',
            ['BatchGetBuilds', 'StartBuild', 'StopBuild'],
            arn('codebuild', `project/${id.toLowerCase()}`),
          );
        }),
        ...useKey(allKey),
      ];
    case 'CodeCommitRole':
      return [
        ...calls('codepipeline', ['StartPipelineExecution'], pipeline),
        ...calls('codebuild', ['StartBuild'], arn('codebuild', 'project/reviewbuildproject')),
      ];
    case 'NotifyPeopleRole': {
      const topic = template.resources['NotifyPeopleFunction']?.properties['Environment'] as {
        readonly Variables: { readonly TOPIC_ARN: string };
      };
      return [
        ...log('NotifyPeopleLogs'),
        ...calls('sns', ['Publish'], topic.Variables.TOPIC_ARN),
        ...calls('codepipeline', ['ListActionExecutions'], pipeline),
        ...(source.provider === 'github'
          ? secret
          : calls(
              'codecommit',
              ['GetCommentsForComparedCommit', 'GetCommit', 'PostCommentForComparedCommit'],
              repository,
            )),
        ...useKey(['Decrypt', 'GenerateDataKey']),
      ];
    }
    case 'ReceiveWebhookRole':
      return [
        ...log('ReceiveWebhookLogs'),
        ...secret,
        ...calls('codepipeline', ['ListPipelineExecutions', 'StartPipelineExecution'], pipeline),
        ...calls('s3', ['GetObject', 'PutObject'], `${artifacts}/deliveries/0a1b.json`),
        { action: 's3:ListBucket', resource: artifacts, context: { 's3:prefix': 'deliveries/' } },
        ...(stored === undefined ? [] : calls('s3', ['GetObject', 'PutObject'], `${artifacts}/${stored.key}`)),
        ...(stored === undefined
          ? []
          : [{ action: 's3:ListBucket', resource: artifacts, context: { 's3:prefix': stored.key } }]),
        ...useKey(allKey),
      ];
    case 'ProvisionRole':
      return [
        ...log('ProvisionLogs'),
        ...(source.provider === 'github'
          ? secret
          : calls(
              'codecommit',
              [
                'CreateCommit',
                'GetBlob',
                'GetBranch',
                'GetDifferences',
                'GetFile',
                ...(spec.api === 'pull_request'
                  ? ['CreateBranch', 'CreatePullRequest', 'GetPullRequest', 'ListPullRequests']
                  : []),
              ],
              repository,
            )),
        ...cardCalls(spec),
        ...useKey(['Decrypt']),
      ];
    case 'StatusRole':
      return [
        ...log('StatusLogs'),
        ...(source.provider === 'github'
          ? secret
          : calls('codecommit', ['GetBranch', 'GetFile', 'GetPullRequest'], repository)),
        ...readRoles,
        ...calls('codepipeline', ['GetPipelineState', 'ListPipelineExecutions'], pipeline),
        ...useKey(['Decrypt']),
      ];
    default:
      return undefined;
  }
}

/** Secrets Manager decrypts in the name of whoever reads, and says of which secret. */
function secretCalls(secretArn: string): readonly Call[] {
  const [, , , region = '', account = ''] = secretArn.split(':');
  const context = {
    'kms:EncryptionContext:SecretARN': secretArn,
    'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
  };
  return [
    ...calls('secretsmanager', ['GetSecretValue'], secretArn),
    { action: 'kms:Decrypt', resource: `arn:aws:kms:${region}:${account}:key/of-the-secret`, context },
  ];
}

/** What a review calls where pull requests live. */
function reviewHostCalls(spec: PipelineStackSpec): readonly Call[] {
  const { source, region, account, secretArn } = spec;
  if (source.provider === 'github') {
    return [
      ...calls('codeconnections', ['GetConnection', 'GetConnectionToken'], source.connectionArn ?? ''),
      ...(secretArn === undefined ? [] : secretCalls(secretArn)),
    ];
  }
  return calls('codecommit', ['GitPull'], `arn:aws:codecommit:${region}:${account}:${source.repository}`).concat(
    calls('sts', ['AssumeRole'], roleArn('comment', spec)),
  );
}
