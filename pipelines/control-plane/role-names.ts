import { contentName } from '../names.ts';
import { partitionOf } from '../shared/partition.ts';

/** Longest name of a role (IAM's quotas); policies may be longer, but share the rule. */
const MAX_ROLE_NAME_LENGTH = 64;

/** Longest name of a bucket (S3's naming rules). */
const MAX_BUCKET_NAME_LENGTH = 63;

/**
 * IAM path of all roles and policies that bootstrap makes. Roles of workloads are made by CloudFormation, have no path
 * and start with the stack prefix, so `role/<prefix>-*` means these and never one of ours.
 */
export const CONTROL_PATH = '/mlops/';

/**
 * Tag on buckets and repositories that outlive their stack; its value is the prefix of the installation, in lower case.
 */
export const INSTALLED_BY = 'mlops:installed-by';

/** In the accounts of the stages. */
export type StageRole = 'read' | 'deploy' | 'execution' | 'boundary';

/** In the account of the control plane: builds, the pipeline, what starts it, and the Lambda functions. */
export type ControlPlaneRole =
  'plan' | 'apply' | 'review' | 'comment' | 'pipeline' | 'start' | 'notify' | 'webhook' | 'provision' | 'status';

/** Where a role is, and whose. */
export interface RolePlace {
  readonly stackPrefix: string;
  readonly region: string;
}

/**
 * Name of a role, or of the permissions boundary: `<prefix>-<role>-<region>` in lower case, shortened with a hash when
 * IAM would not take it. The region is part of it because IAM knows no regions: two stages in two regions of one
 * account have roles of their own. Names are fixed, so that both sides of a trust can be written before either exists.
 */
export function roleName(role: StageRole | ControlPlaneRole, { stackPrefix, region }: RolePlace): string {
  const prefix = stackPrefix.toLowerCase();
  const plain = `${prefix}-${role}-${region}`;
  if (plain.length <= MAX_ROLE_NAME_LENGTH) return plain;
  return contentName({ base: `${role}-${region}-${prefix}`, inputs: plain, maxLength: MAX_ROLE_NAME_LENGTH });
}

export interface RoleAccount extends RolePlace {
  /** Twelve digits. */
  readonly account: string;
}

/** ARN of a role by its name of `roleName`. */
export function roleArn(role: Exclude<StageRole, 'boundary'> | ControlPlaneRole, place: RoleAccount): string {
  return iamArn('role', place, roleName(role, place));
}

/** ARN of the policy that bounds every role which a workload creates. */
export function boundaryArn(place: RoleAccount): string {
  return iamArn('policy', place, roleName('boundary', place));
}

function iamArn(kind: 'role' | 'policy', { account, region }: RoleAccount, name: string): string {
  return `arn:${partitionOf(region).partition}:iam::${account}:${kind}${CONTROL_PATH}${name}`;
}

/** Longest part of a stack's name that CloudFormation is sure to keep in the names that it makes up. */
const KEPT_PREFIX_LENGTH = 20;

/**
 * Pattern of the names that CloudFormation makes up for the resources of workloads: `<stack>-<logical id>-<random>`,
 * of which it cuts the stack's name where the whole would be too long (a role's name has 64 letters).
 */
export function generatedNames(stackPrefix: string): string {
  const start = `${stackPrefix.toLowerCase()}-`;
  return `${start.slice(0, KEPT_PREFIX_LENGTH)}*`;
}

/** Names of the stacks that bootstrap installs, without the workloads' suffixes, so never the name of a workload. */
export const CONTROL_PLANE_STACKS = {
  foundation: 'foundation',
  roles: 'roles',
  'control-plane': 'control-plane',
  'stack-set': 'stage-accounts',
} as const;

/** Name of a stack that bootstrap installs: `<prefix>-foundation`, `-roles`, `-control-plane`, `-stage-accounts`. */
export function controlPlaneStackName(stackPrefix: string, kind: keyof typeof CONTROL_PLANE_STACKS): string {
  return `${stackPrefix.toLowerCase()}-${CONTROL_PLANE_STACKS[kind]}`;
}

/** Name of the pipeline that watches the repository. */
export function pipelineName(stackPrefix: string): string {
  return stackPrefix.toLowerCase();
}

/** Name of a build project of the control plane. */
export function projectName(stackPrefix: string, project: 'plan' | 'apply' | 'review'): string {
  return `${stackPrefix.toLowerCase()}-${project}`;
}

/** Name of the bucket of the pipeline's artifacts, in the account and region of the control plane. */
export function artifactsBucketName({ stackPrefix, account, region }: RoleAccount): string {
  const plain = `${stackPrefix.toLowerCase()}-artifacts-${account}-${region}`;
  if (plain.length <= MAX_BUCKET_NAME_LENGTH) return plain;
  const hashed = contentName({
    base: `artifacts-${account}-${region}`,
    inputs: plain,
    maxLength: MAX_BUCKET_NAME_LENGTH,
  });
  return hashed.toLowerCase();
}
