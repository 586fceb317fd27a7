import type {
  ControlPlaneSpec,
  FoundationSpec,
  PipelineStackSpec,
  PipelineStage,
  RolesSpec,
  StackSetSpec,
} from '../../../../pipelines/control-plane/control-plane-spec.ts';
import { roleArn } from '../../../../pipelines/control-plane/role-names.ts';
import {
  synthesizeControlPlane,
  type ControlSynthesisOptions,
  type ControlTemplate,
} from '../../../../pipelines/control-plane/synthesize-control-plane.ts';

/** Account of the control plane and of the first stage. */
export const CONTROL = '123456789012';
/** Account of production. */
export const PROD = '210987654321';
export const REGION = 'eu-west-1';
export const PREFIX = 'mlops-pipeline';
export const KEY = `arn:aws:kms:${REGION}:${CONTROL}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const SECRET = `arn:aws:secretsmanager:${REGION}:${CONTROL}:secret:mlops/github-AbCdEf`;
export const CONNECTION = `arn:aws:codeconnections:${REGION}:${CONTROL}:connection/0a1b2c3d`;
export const BUCKET = `mlops-assets-${CONTROL}-${REGION}`;

/** Where the bundles would lie. */
export const LAMBDA_CODE = Object.fromEntries(
  ['notify-people', 'receive-webhook', 'provision-pipeline', 'pipeline-status'].map((name) => {
    return [name, { key: `mlops/lambda/${name}-HASH.zip` }];
  }),
);

export function stage(name: string, more: Partial<PipelineStage> = {}): PipelineStage {
  const { account = CONTROL, region = REGION } = more;
  const place = { stackPrefix: PREFIX, account, region };
  return {
    name,
    account,
    region,
    approval: false,
    readRoleArn: roleArn('read', place),
    deployRoleArn: roleArn('deploy', place),
    ...more,
  };
}

export function foundationSpec(more: Partial<FoundationSpec> = {}): FoundationSpec {
  return {
    kind: 'foundation',
    stackPrefix: PREFIX,
    account: CONTROL,
    region: REGION,
    assetsBuckets: [BUCKET],
    ecrRepositories: ['mlops-images'],
    readerAccounts: [CONTROL, PROD],
    apiGatewayLogRole: true,
    ...more,
  };
}

export function rolesSpec(more: Partial<RolesSpec> = {}): RolesSpec {
  return {
    kind: 'roles',
    stackPrefix: PREFIX,
    account: CONTROL,
    region: REGION,
    assetsBuckets: [BUCKET],
    controlPlane: { account: CONTROL, region: REGION },
    kmsKeyArns: [],
    ...more,
  };
}

export function pipelineSpec(more: Partial<PipelineStackSpec> = {}): PipelineStackSpec {
  return {
    kind: 'control-plane',
    stackPrefix: PREFIX,
    account: CONTROL,
    region: REGION,
    assetsBucket: BUCKET,
    processor: { key: `processor/${'ab'.repeat(32)}.zip`, sha256: 'ab'.repeat(32) },
    source: { provider: 'codecommit', repository: 'ml-models', branch: 'main' },
    stages: [stage('dev'), stage('prod', { account: PROD, region: 'eu-central-1', approval: true })],
    review: true,
    buildApproval: 'forks',
    webhook: false,
    api: 'off',
    notifications: { emails: ['ml-admins@example.com'] },
    ...more,
  };
}

/** Everything that can be had, on GitHub. */
export function githubSpec(more: Partial<PipelineStackSpec> = {}): PipelineStackSpec {
  return pipelineSpec({
    source: { provider: 'github', repository: 'example/ml-models', branch: 'main', connectionArn: CONNECTION },
    secretArn: SECRET,
    webhook: true,
    api: 'pull_request',
    ...more,
  });
}

/** GitHub without a connection: the receiver of webhooks stores what the pipeline reads. */
export function unconnectedSpec(more: Partial<PipelineStackSpec> = {}): PipelineStackSpec {
  const source = { provider: 'github', repository: 'example/ml-models', branch: 'main' } as const;
  return githubSpec({ source, review: false, ...more });
}

export function stackSetSpec(more: Partial<StackSetSpec> = {}): StackSetSpec {
  return {
    kind: 'stack-set',
    stackPrefix: PREFIX,
    account: CONTROL,
    region: REGION,
    callAs: 'DELEGATED_ADMIN',
    organizationalUnitIds: ['ou-abcd-12345678'],
    regions: [REGION, 'eu-central-1'],
    readerAccounts: [CONTROL, PROD],
    ecrRepository: 'mlops-images',
    apiGatewayLogRole: true,
    controlPlane: { account: CONTROL, region: REGION },
    ...more,
  };
}

export interface Subject {
  readonly name: string;
  readonly spec: ControlPlaneSpec;
}

/** One of every kind, in the forms that differ. */
export const SUBJECTS: readonly Subject[] = [
  { name: 'foundation', spec: foundationSpec() },
  { name: 'roles', spec: rolesSpec() },
  { name: 'roles elsewhere', spec: rolesSpec({ account: PROD, region: 'eu-central-1', kmsKeyArns: [KEY] }) },
  { name: 'codecommit', spec: pipelineSpec() },
  { name: 'codecommit with the API', spec: pipelineSpec({ api: 'commit', kmsKeyArn: KEY }) },
  { name: 'github', spec: githubSpec() },
  { name: 'github without a connection', spec: unconnectedSpec({ api: 'off', kmsKeyArn: KEY }) },
  { name: 'stack sets', spec: stackSetSpec() },
];

export function templateOf(spec: ControlPlaneSpec, options: Partial<ControlSynthesisOptions> = {}): ControlTemplate {
  return synthesizeControlPlane(spec, { lambdaCode: LAMBDA_CODE, ...options }).template;
}

/** The templates that the stack sets of a template deploy, by region. */
export function memberTemplates(template: ControlTemplate): readonly ControlTemplate[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet')
    .map(({ Properties = {} }) => JSON.parse(String(Properties['TemplateBody'])) as ControlTemplate);
}
