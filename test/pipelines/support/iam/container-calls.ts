import type { Call } from './is-allowed.ts';

export interface Place {
  readonly region: string;
  readonly account: string;
}

/** Pulls an image from ECR. */
export function pullCalls(image: string): readonly Call[] {
  const [, account = '', region = '', repository = ''] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^:@]+)/.exec(image) ?? [];
  const resource = `arn:aws:ecr:${region}:${account}:repository/${repository}`;
  return [
    ...['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action) => {
      return { action, resource };
    }),
    { action: 'ecr:GetAuthorizationToken', resource: '*' },
  ];
}

/** What every container of SageMaker does: it writes logs, and metrics. */
export function containerCalls({ region, account }: Place, logGroup: string): readonly Call[] {
  const arn = `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
  return [
    { action: 'logs:CreateLogGroup', resource: arn },
    { action: 'logs:DescribeLogStreams', resource: arn },
    { action: 'logs:CreateLogStream', resource: `${arn}:log-stream:algo-1` },
    { action: 'logs:PutLogEvents', resource: `${arn}:log-stream:algo-1` },
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      context: { 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' },
    },
  ];
}

/** Puts the instances into the customer's VPC, where there is one. */
export function vpcCalls(vpc: unknown): readonly Call[] {
  if (vpc === undefined) return [];
  return [
    'CreateNetworkInterface',
    'CreateNetworkInterfacePermission',
    'DeleteNetworkInterface',
    'DeleteNetworkInterfacePermission',
    'DescribeDhcpOptions',
    'DescribeNetworkInterfaces',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcs',
  ].map((call) => ({ action: `ec2:${call}`, resource: '*' }));
}
