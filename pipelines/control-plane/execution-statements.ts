import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { allow } from '../shared/statements.ts';
import { boundaryArn, generatedNames } from './role-names.ts';
import type { StagePlace } from './stage-place.ts';
import { actions } from './actions.ts';

/** What the templates of the pipelines hand a role on to. */
const PASSED_TO = [
  'codebuild.amazonaws.com',
  'codepipeline.amazonaws.com',
  'events.amazonaws.com',
  'lambda.amazonaws.com',
  'sagemaker.amazonaws.com',
  'scheduler.amazonaws.com',
  'states.amazonaws.com',
];

/**
 * What CloudFormation calls for every resource type in the templates of the twelve pipelines, by subject: the calls of
 * the types' own handlers as the CloudFormation registry lists them. `test/pipelines/control-plane/` compares both.
 *
 * Names: where CloudFormation makes one up it begins with the stack's name, so with the prefix; models, endpoint
 * configurations, job definitions, state machines and build projects are named after their logical id alone, and API
 * Gateway gives ids. These statements end at the kind of thing, the account and the region.
 */
export function executionStatements(place: StagePlace): Readonly<Record<string, readonly PolicyStatement[]>> {
  return {
    Identity: identity(place),
    Functions: functions(place),
    SageMaker: sageMaker(place),
    Builds: builds(place),
  };
}

/** Roles of workloads: only with the boundary, never without it again, handed on to the services that run them. */
function identity(place: StagePlace): readonly PolicyStatement[] {
  const { partition, region, account, stackPrefix, kmsKeyArns } = place;
  const roles = [`arn:${partition}:iam::${account}:role/${generatedNames(stackPrefix)}`];
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(place) } };
  const scaling = 'sagemaker.application-autoscaling.amazonaws.com';
  const keys = [`arn:${partition}:kms:${region}:${account}:key/*`, ...kmsKeyArns];
  return [
    allow(actions('iam', ['CreateRole', 'PutRolePermissionsBoundary', 'PutRolePolicy']), roles, bounded),
    allow(
      actions('iam', [
        'DeleteRole',
        'DeleteRolePolicy',
        'GetRole',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'ListRolePolicies',
        'TagRole',
        'UntagRole',
        'UpdateAssumeRolePolicy',
        'UpdateRole',
        'UpdateRoleDescription',
      ]),
      roles,
    ),
    allow(['iam:PassRole'], roles, { StringEquals: { 'iam:PassedToService': PASSED_TO } }),
    allow(
      ['iam:CreateServiceLinkedRole'],
      [
        `arn:${partition}:iam::${account}:role/aws-service-role/${scaling}/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`,
      ],
      { StringEquals: { 'iam:AWSServiceName': scaling } },
    ),
    // The keys that configs name; each key's own policy still has its say.
    allow(actions('kms', ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey']), keys),
    allow(['kms:CreateGrant'], keys, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}

const LAMBDA = actions('lambda', [
  'AddPermission',
  'CreateFunction',
  'DeleteFunction',
  'DeleteFunctionEventInvokeConfig',
  'GetFunction',
  'GetFunctionCodeSigningConfig',
  'GetFunctionEventInvokeConfig',
  'GetFunctionRecursionConfig',
  'GetFunctionScalingConfig',
  'GetPolicy',
  'GetRuntimeManagementConfig',
  // Custom resources: CloudFormation invokes their function in the name of this role.
  'InvokeFunction',
  'PutFunctionEventInvokeConfig',
  'RemovePermission',
  'TagResource',
  'UntagResource',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'UpdateFunctionEventInvokeConfig',
]);

/** How the logical ids of the control plane's functions begin: none of a workload's does. */
const CONTROL_PLANE_FUNCTIONS = ['NotifyPeople', 'Provision', 'ReceiveWebhook', 'Status'];

/** Lambda functions and what calls, times and watches them. */
function functions(place: StagePlace): readonly PolicyStatement[] {
  const { partition, region, account, stackPrefix, assetsBuckets } = place;
  const names = generatedNames(stackPrefix);
  function arn(service: string, resource: string): string {
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }
  return [
    allow(LAMBDA, [arn('lambda', `function:${names}`)]),
    // Their names begin with the prefix as well, and they hold the token of the Git host.
    new PolicyStatement({
      sid: 'NotTheControlPlane',
      effect: Effect.DENY,
      actions: [...LAMBDA],
      resources: CONTROL_PLANE_FUNCTIONS.map((id) => arn('lambda', `function:${names}-${id}*`)),
    }),
    allow(
      ['s3:GetObject', 's3:GetObjectVersion'],
      assetsBuckets.map((bucket) => `arn:${partition}:s3:::${bucket}/mlops/*`),
    ),
    allow(
      actions('logs', [
        'CreateLogGroup',
        'DeleteDataProtectionPolicy',
        'DeleteLogGroup',
        'DeleteRetentionPolicy',
        'GetDataProtectionPolicy',
        'ListTagsForResource',
        'PutRetentionPolicy',
        'TagResource',
        'UntagResource',
      ]),
      [arn('logs', `log-group:${names}`)],
    ),
    allow(
      // Looked for among all groups and policies.
      actions('logs', ['DescribeIndexPolicies', 'DescribeLogGroups', 'DescribeResourcePolicies']),
      ['*'],
    ),
    allow(
      actions('sns', [
        'CreateTopic',
        'DeleteTopic',
        'GetDataProtectionPolicy',
        'GetTopicAttributes',
        'ListSubscriptionsByTopic',
        'ListTagsForResource',
        'SetTopicAttributes',
        'Subscribe',
        'TagResource',
        'UntagResource',
      ]),
      [arn('sns', names)],
    ),
    // A subscription has an ARN of its own, but IAM knows it only as all resources.
    allow(actions('sns', ['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe']), ['*']),
    allow(
      actions('events', [
        'DeleteRule',
        'DescribeRule',
        'ListTagsForResource',
        'ListTargetsByRule',
        'PutRule',
        'PutTargets',
        'RemoveTargets',
        'TagResource',
        'UntagResource',
      ]),
      [arn('events', `rule/${names}`)],
    ),
    allow(actions('scheduler', ['CreateSchedule', 'DeleteSchedule', 'GetSchedule', 'UpdateSchedule']), [
      arn('scheduler', `schedule/default/${names}`),
    ]),
    allow(
      actions('states', [
        'CreateStateMachine',
        'DeleteStateMachine',
        'DescribeStateMachine',
        'ListTagsForResource',
        'TagResource',
        'UntagResource',
        'UpdateStateMachine',
      ]),
      [arn('states', 'stateMachine:*')],
    ),
    allow(
      actions('apigateway', ['DELETE', 'GET', 'PATCH', 'POST', 'PUT']),
      ['restapis', 'restapis/*', 'tags/*'].map((path) => `arn:${partition}:apigateway:${region}::/${path}`),
    ),
  ];
}

const JOB_DEFINITIONS = [
  ['DataQualityJobDefinition', 'data-quality-job-definition'],
  ['ModelBiasJobDefinition', 'model-bias-job-definition'],
  ['ModelExplainabilityJobDefinition', 'model-explainability-job-definition'],
  ['ModelQualityJobDefinition', 'model-quality-job-definition'],
] as const;

/** Models, perhaps of others' packages, endpoints, monitors and scaling. Names are the configs', or SageMaker's own. */
function sageMaker({ partition, region, account, stackPrefix }: StagePlace): readonly PolicyStatement[] {
  function arn(kind: string): string {
    return `arn:${partition}:sagemaker:${region}:${account}:${kind}/*`;
  }
  const packages = [`arn:${partition}:sagemaker:${region}:*:model-package/*`];
  const kinds = ['endpoint', 'endpoint-config', 'model', 'monitoring-schedule'];
  const scaling = { StringEquals: { 'application-autoscaling:service-namespace': 'sagemaker' } };
  const targets = [`arn:${partition}:application-autoscaling:${region}:${account}:scalable-target/*`];
  return [
    allow(actions('sagemaker', ['CreateModel', 'DeleteModel', 'DescribeModel']), [arn('model')]),
    allow(actions('sagemaker', ['CreateModel', 'DescribeModelPackage']), packages),
    allow(actions('sagemaker', ['CreateEndpointConfig', 'DeleteEndpointConfig', 'DescribeEndpointConfig']), [
      arn('endpoint-config'),
    ]),
    allow(
      actions('sagemaker', [
        'CreateEndpoint',
        'DeleteEndpoint',
        'DescribeEndpoint',
        'UpdateEndpoint',
        'UpdateEndpointWeightsAndCapacities',
      ]),
      [arn('endpoint'), arn('endpoint-config')],
    ),
    allow(
      actions('sagemaker', [
        'CreateMonitoringSchedule',
        'DeleteMonitoringSchedule',
        'DescribeMonitoringSchedule',
        'UpdateMonitoringSchedule',
      ]),
      [arn('monitoring-schedule')],
    ),
    ...JOB_DEFINITIONS.map(([name, kind]) => {
      return allow(actions('sagemaker', [`Create${name}`, `Delete${name}`, `Describe${name}`]), [arn(kind)]);
    }),
    allow(
      actions('sagemaker', ['AddTags', 'DeleteTags', 'ListTags']),
      [...kinds, ...JOB_DEFINITIONS.map(([, kind]) => kind)].map(arn),
    ),
    allow(
      actions('cloudwatch', [
        'DeleteAlarms',
        'DescribeAlarms',
        'ListTagsForResource',
        'PutMetricAlarm',
        'TagResource',
        'UntagResource',
      ]),
      // Target tracking makes its own alarms, under names of its own.
      ['TargetTracking-*', generatedNames(stackPrefix)].map((names) => {
        return `arn:${partition}:cloudwatch:${region}:${account}:alarm:${names}`;
      }),
    ),
    allow(['cloudwatch:GetMetricData'], ['*']),
    allow(
      actions('application-autoscaling', [
        'DeleteScalingPolicy',
        'DeregisterScalableTarget',
        'PutScalingPolicy',
        'RegisterScalableTarget',
      ]),
      targets,
      scaling,
    ),
    allow(actions('application-autoscaling', ['ListTagsForResource', 'TagResource', 'UntagResource']), targets),
    allow(
      actions('application-autoscaling', [
        'DescribeScalableTargets',
        'DescribeScalingPolicies',
        'DescribeScheduledActions',
      ]),
      ['*'],
    ),
  ];
}

/** The pipelines that build images. */
function builds({ partition, region, account }: StagePlace): readonly PolicyStatement[] {
  return [
    allow(
      actions('codebuild', ['BatchGetProjects', 'CreateProject', 'DeleteProject', 'UpdateProject']),
      // Named after the logical id; the control plane's projects begin with the prefix and are none of these.
      [`arn:${partition}:codebuild:${region}:${account}:project/Build*`],
    ),
    allow(
      actions('codepipeline', [
        'CreatePipeline',
        'DeletePipeline',
        'GetPipeline',
        'GetPipelineState',
        'ListTagsForResource',
        'TagResource',
        'UntagResource',
        'UpdatePipeline',
      ]),
      [`arn:${partition}:codepipeline:${region}:${account}:image-*`],
    ),
  ];
}
