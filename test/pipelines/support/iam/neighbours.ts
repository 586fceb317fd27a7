import type { Call } from './is-allowed.ts';

/** Calls that differ from an allowed one in a single respect; none of them is anybody's business. */
export function neighboursOf(call: Call, account: string): readonly Call[] {
  const { action, resource, context = {} } = call;
  if (resource === '*') {
    return 'cloudwatch:namespace' in context ? [{ ...call, context: { 'cloudwatch:namespace': 'AWS/Billing' } }] : [];
  }
  if (OF_SECRET in context) return otherSecrets(call);
  const found: Call[] = otherResources(resource, account).map((other) => ({ ...call, resource: other }));
  if (action === 's3:ListBucket') found.push({ ...call, context: { 's3:prefix': 'neighbour/' } });
  if (action === 'iam:PassRole') found.push({ ...call, context: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
  if (action === 'kms:CreateGrant') found.push({ ...call, context: { 'kms:GrantIsForAWSResource': 'false' } });
  return found;
}

/** Secrets Manager decrypts under whichever key a secret has, and nothing but that secret. */
function otherSecrets(call: Call): readonly Call[] {
  const { resource, context = {} } = call;
  return [
    { ...call, context: { ...context, [OF_SECRET]: `${String(context[OF_SECRET])}-neighbour` } },
    { ...call, context: { ...context, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    { ...call, context: {} },
    { ...call, resource: resource.replace(/:\d{12}:/, ':999999999999:') },
    { ...call, action: 'kms:Encrypt' },
  ];
}

const OF_SECRET = 'kms:EncryptionContext:SecretARN';

function otherResources(arn: string, account: string): readonly string[] {
  const [, partition = '', service = '', region = '', owner = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  function make(change: { region?: string; owner?: string; resource?: string }): string {
    const parts = { region, owner, resource, ...change };
    return ['arn', partition, service, parts.region, parts.owner, parts.resource].join(':');
  }
  const others = [make({ resource: withOtherName(service, resource) })];
  if (service === 's3' && resource.includes('/')) {
    const [bucket = '', ...key] = resource.split('/');
    others.push(make({ resource: `neighbour-${bucket}/${key.join('/')}` }));
  }
  if (region !== '') others.push(make({ region: 'ap-south-2' }));
  if (owner === account) others.push(make({ owner: '999999999999' }));
  return others;
}

/** The same kind of thing under another name: of an object the key, of everything else the name after its kind. */
function withOtherName(service: string, resource: string): string {
  const named = /^(?<kind>(?:[a-z-]+[/:])?)(?<name>.+)$/is.exec(resource)?.groups;
  if (service === 's3') {
    const [bucket = '', ...key] = resource.split('/');
    return key.length === 0 ? `neighbour-${bucket}` : `${bucket}/neighbour/${key.join('/')}`;
  }
  return `${named?.['kind'] ?? ''}neighbour-${named?.['name'] ?? ''}`;
}

/** What no role of ours may do, whatever it is for. */
export function forbiddenCalls({ region, account, buckets, key }: Places): readonly Call[] {
  function arn(service: string, resource: string): string {
    return `arn:aws:${service}:${region}:${account}:${resource}`;
  }
  const role = `arn:aws:iam::${account}:role/Admin`;
  const s3 = buckets.flatMap((bucket) => [
    { action: 's3:DeleteBucket', resource: `arn:aws:s3:::${bucket}` },
    { action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::${bucket}` },
    { action: 's3:DeleteObject', resource: `arn:aws:s3:::${bucket}/mlops/lambda/start-job.zip` },
    { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/mlops/lambda/start-job.zip` },
    { action: 's3:PutObjectAcl', resource: `arn:aws:s3:::${bucket}/any` },
  ]);
  const kms = key === undefined ? [] : ['kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy', 'kms:DisableKey'];
  return [
    ...s3,
    ...kms.map((action) => ({ action, resource: key ?? '' })),
    ...['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy'].map((action) => {
      return { action, resource: role };
    }),
    { action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    { action: 'iam:CreateUser', resource: `arn:aws:iam::${account}:user/new` },
    { action: 'sts:AssumeRole', resource: role },
    { action: 'sagemaker:DeleteEndpoint', resource: arn('sagemaker', 'endpoint/somebody-elses') },
    { action: 'sagemaker:UpdateEndpoint', resource: arn('sagemaker', 'endpoint/somebody-elses') },
    { action: 'sagemaker:InvokeEndpoint', resource: arn('sagemaker', 'endpoint/somebody-elses') },
    { action: 'sagemaker:DeleteModel', resource: arn('sagemaker', 'model/somebody-elses') },
    { action: 'sagemaker:CreateTrainingJob', resource: arn('sagemaker', 'training-job/somebody-elses') },
    { action: 'sagemaker:CreateNotebookInstance', resource: arn('sagemaker', 'notebook-instance/any') },
    { action: 'lambda:UpdateFunctionCode', resource: arn('lambda', 'function:startjobfunction') },
    { action: 'lambda:InvokeFunction', resource: arn('lambda', 'function:somebody-elses') },
    { action: 'logs:DeleteLogGroup', resource: arn('logs', 'log-group:startjoblogs') },
    { action: 'cloudformation:DeleteStack', resource: arn('cloudformation', 'stack/any/1') },
    { action: 'ecr:DeleteRepository', resource: arn('ecr', 'repository/any') },
    { action: 'ec2:RunInstances', resource: arn('ec2', 'instance/any') },
    { action: 'secretsmanager:GetSecretValue', resource: arn('secretsmanager', 'secret:any') },
    { action: 'ssm:GetParameter', resource: arn('ssm', 'parameter/any') },
    { action: 'sns:DeleteTopic', resource: arn('sns', 'notificationstopic') },
  ];
}

export interface Places {
  readonly region: string;
  readonly account: string;
  /** Buckets that the workload knows. */
  readonly buckets: readonly string[];
  readonly key: string | undefined;
}
