import { createHash } from 'node:crypto';
import type { ControlPlaneSpec } from '../../pipelines/control-plane/control-plane-spec.ts';
import type { Change, ResourceChange } from '../model/plan.ts';
import type { StackStatus } from '../model/stack.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack, type StackTemplate } from '../model/stack.ts';
import { classifyStatus } from '../plan/classify-status.ts';
import { listResources } from '../plan/list-resources.ts';
import type { KeptState } from '../ports/account-cleaner.ts';
import type { LeftPlace } from './bootstrap-plan.ts';

/** One installed stack that goes. */
export interface RemovedStack extends Pick<Change, 'stack' | 'deployed' | 'deployedFingerprint' | 'blocked'> {
  readonly kind: ControlPlaneSpec['kind'];
  readonly account: string;
  readonly region: string;
  readonly action: 'delete';
  /** What goes with it; what is kept is not among it. */
  readonly resources: readonly ResourceChange[];
}

/** A stack of a workload that uses what goes: as long as it stands, nothing is uninstalled. */
export interface StandingStack {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** By its tag; a stage that the settings may no longer have. */
  readonly stage?: string;
  readonly status: StackStatus;
}

/** What outlives the stacks. */
export interface KeptThing extends KeptState {
  readonly kind: 'bucket' | 'repository' | 'log group' | 'log role';
  /** Of a log role its ARN. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `deleted`: with all that is in it, because that was asked for. `foreign`: it was there before mlops came. */
  readonly end: 'kept' | 'deleted' | 'foreign';
}

/** What an uninstallation will do, as a value. */
export interface UninstallPlan {
  /** SHA-256 over what goes. */
  readonly digest: string;
  /** In the order in which they go. */
  readonly changes: readonly RemovedStack[];
  readonly standing: readonly StandingStack[];
  readonly kept: readonly KeptThing[];
  readonly left: readonly LeftPlace[];
  readonly notes: readonly string[];
}

/** First what deploys, then what it deploys with; the buckets' stack last. */
const ORDER: readonly ControlPlaneSpec['kind'][] = ['control-plane', 'stack-set', 'roles', 'foundation'];

/** Puts the stacks into the order in which they go and stamps the whole. */
export function uninstallPlan(parts: Omit<UninstallPlan, 'digest'>): UninstallPlan {
  const changes = [...parts.changes].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const facts = [
    ...changes.map(({ account, region, deployed }) => [account, region, deployed?.stackId ?? ''].join(' ')),
    ...parts.kept.filter(({ end }) => end === 'deleted').map(({ kind, name }) => `${kind} ${name}`),
  ];
  return { ...parts, changes, digest: createHash('sha256').update(facts.join('\n')).digest('hex') };
}

/** Whether there is anything to remove. */
export function removesAnything({ changes, kept }: UninstallPlan): boolean {
  return changes.length > 0 || kept.some(({ end }) => end === 'deleted');
}

/** How one installed stack goes. */
export function planRemoval(
  found: DeployedStack,
  about: Pick<RemovedStack, 'kind' | 'account' | 'region'> & { readonly template: StackTemplate | undefined },
): RemovedStack {
  const { template, ...place } = about;
  return {
    ...place,
    stack: found.stackName,
    action: 'delete',
    deployed: { stackId: found.stackId, status: found.status },
    deployedFingerprint: found.outputs[FINGERPRINT_OUTPUT],
    resources: listResources(template, 'delete').filter(({ logicalId }) => !isKept(template, logicalId)),
    ...blockOf(found),
  };
}

/** Stacks of workloads, of whatever stage and repository: all of them need the roles and the bucket. */
export function standingStacks(
  stacks: readonly DeployedStack[],
  about: { readonly account: string; readonly region: string; readonly stackPrefix: string },
): readonly StandingStack[] {
  const { stackPrefix, account, region } = about;
  return stacks
    .filter(
      ({ stackName, status, tags }) =>
        status !== 'DELETE_COMPLETE' &&
        tags[TAGS.managedBy] === MANAGED_BY &&
        tags[TAGS.modelName] !== undefined &&
        stackName.startsWith(`${stackPrefix.toLowerCase()}-`),
    )
    .map(({ stackName, status, tags }) => {
      const stage = tags[TAGS.stage];
      return { stack: stackName, account, region, status, ...(stage !== undefined && { stage }) };
    })
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

/** The command that removes standing stacks, one for each stage. */
export function destroyCommands(standing: readonly StandingStack[]): readonly string[] {
  const stages = [...new Set(standing.map(({ stage }) => stage))];
  return stages.map((stage) => {
    const stacks = standing.filter((one) => one.stage === stage).map(({ stack }) => stack);
    return `mlops destroy${stage === undefined ? '' : ` --stage ${stage}`} ${stacks.join(' ')}`;
  });
}

/** Names of the buckets, or of the repositories, that a stack leaves behind. */
export function keptNames(template: StackTemplate | undefined, kind: 'bucket' | 'repository'): readonly string[] {
  const [type, property] =
    kind === 'bucket' ? ['AWS::S3::Bucket', 'BucketName'] : ['AWS::ECR::Repository', 'RepositoryName'];
  return Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties?.[property])
    .filter((name) => typeof name === 'string')
    .sort();
}

function isKept(template: StackTemplate | undefined, logicalId: string): boolean {
  return String(template?.Resources[logicalId]?.['DeletionPolicy']).startsWith('Retain');
}

function blockOf(found: DeployedStack): Pick<RemovedStack, 'blocked'> {
  if (found.tags[TAGS.managedBy] !== MANAGED_BY && found.status !== 'REVIEW_IN_PROGRESS') {
    const reason = 'a stack of this name exists that mlops did not create; it stays';
    return { blocked: { guard: 'foreign-stack', reason } };
  }
  if (found.terminationProtection) {
    const reason = `termination protection is on: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${found.stackName}`;
    return { blocked: { guard: 'termination-protection', reason } };
  }
  if (classifyStatus(found.status, 'delete') === 'blocked') {
    return { blocked: { guard: 'stack-status', reason: `its status is ${found.status}; mend it in the console` } };
  }
  return {};
}
