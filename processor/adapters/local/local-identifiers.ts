/** What pseudo parameters stand for. */
export interface StackEnvironment {
  readonly stackName: string;
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
}

/** Types whose Ref is the ARN, although the resource has a name. From the CloudFormation resource reference. */
const REF_IS_ARN = new Set([
  'AWS::SNS::Topic',
  'AWS::SageMaker::Model',
  'AWS::SageMaker::Endpoint',
  'AWS::SageMaker::EndpointConfig',
  'AWS::SageMaker::ModelPackageGroup',
  'AWS::SageMaker::DataQualityJobDefinition',
  'AWS::SageMaker::ModelQualityJobDefinition',
  'AWS::SageMaker::ModelBiasJobDefinition',
  'AWS::SageMaker::ModelExplainabilityJobDefinition',
  'AWS::SageMaker::MonitoringSchedule',
  'AWS::IAM::ManagedPolicy',
  'AWS::StepFunctions::StateMachine',
]);

/** A resource as far as its identifiers need it. */
export interface Identifiable {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Upper-case letters and digits that make a generated name unique. */
  readonly suffix: string;
}

/** The physical id (what Ref gives) that CloudFormation would plausibly make. */
export function makePhysicalId(resource: Identifiable, environment: StackEnvironment): string {
  const given = nameProperties(resource.type)
    .map((name) => resource.properties[name])
    .find((name) => typeof name === 'string');
  const name = given ?? `${environment.stackName.slice(0, 24)}-${resource.logicalId.slice(0, 24)}-${resource.suffix}`;
  if (resource.type === 'AWS::SQS::Queue') {
    return `https://sqs.${environment.region}.amazonaws.com/${environment.account}/${name}`;
  }
  return REF_IS_ARN.has(resource.type) ? makeArn(resource.type, name, environment) : name;
}

/** Properties that name a resource of a type. An endpoint also has an `EndpointConfigName`: that is another's name. */
function nameProperties(type: string): readonly string[] {
  const kind = type.split('::').at(-1) ?? '';
  return [`${kind}Name`, ...(kind.endsWith('JobDefinition') ? ['JobDefinitionName'] : []), 'Name'];
}

/** The ARN of a resource with this type and physical id. */
export function arnOf(type: string, physicalId: string, environment: StackEnvironment): string {
  if (physicalId.startsWith('arn:')) return physicalId;
  return makeArn(type, physicalId.split('/').at(-1) ?? physicalId, environment);
}

/** The name in a physical id, be it a name, an ARN or a URL. */
export function nameOf(physicalId: string): string {
  return physicalId.split(/[:/]/).at(-1) ?? physicalId;
}

function makeArn(type: string, name: string, { account, region }: StackEnvironment): string {
  const [, service = 'local', kind = 'resource'] = type.split('::');
  const lower = service.toLowerCase();
  switch (lower) {
    case 's3':
      return `arn:aws:s3:::${name}`;
    case 'sns':
    case 'sqs':
      return `arn:aws:${lower}:${region}:${account}:${name}`;
    case 'iam':
      return `arn:aws:iam::${account}:${kind === 'ManagedPolicy' ? 'policy' : kind.toLowerCase()}/${name}`;
    case 'lambda':
      return `arn:aws:lambda:${region}:${account}:${kind.toLowerCase()}:${name}`;
    case 'logs':
      return `arn:aws:logs:${region}:${account}:log-group:${name}:*`;
    case 'stepfunctions':
      return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    default:
      return `arn:aws:${lower}:${region}:${account}:${kindInArn(kind)}/${name}`;
  }
}

/** SageMaker writes `model-package-group/…`, but `data-quality-job-definition/…` and `monitoring-schedule/…` too. */
function kindInArn(kind: string): string {
  return kind.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
