import { contentName } from '../names.ts';
import { partitionOf } from '../shared/partition.ts';

/** Longest name of a role (IAM's quotas); policies may be longer, but share the rule. */
const MAX_ROLE_NAME_LENGTH = 64;

/** In the accounts of the stages. */
export type StageRole = 'read' | 'deploy' | 'execution' | 'boundary';

/** In the account of the control plane. */
export type ControlPlaneRole = 'plan' | 'apply' | 'review' | 'status';

/** Where a role is, and whose. */
export interface RolePlace {
  readonly stackPrefix: string;
  readonly region: string;
}

/**
 * Name of a role, or of the permissions boundary: `<prefix>-<role>-<region>` in lower case, shortened with a hash when
 * IAM would not take it. The region is part of it because IAM knows no regions: two stages in two regions of one account
 * have roles of their own. Names are fixed, so that both sides of a trust can be written before either exists.
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
  return `arn:${partitionOf(place.region).partition}:iam::${place.account}:role/${roleName(role, place)}`;
}

/** ARN of the policy that bounds every role which a workload creates. */
export function boundaryArn(place: RoleAccount): string {
  return `arn:${partitionOf(place.region).partition}:iam::${place.account}:policy/${roleName('boundary', place)}`;
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
