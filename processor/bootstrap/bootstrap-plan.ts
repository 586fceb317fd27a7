import { createHash } from 'node:crypto';
import type { ControlPlaneSpec } from '../../pipelines/control-plane/control-plane-spec.ts';
import type { Change, ResourceChange } from '../model/plan.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack, type StackTemplate } from '../model/stack.ts';
import { classifyStatus, type Treatment } from '../plan/classify-status.ts';
import { listResources } from '../plan/list-resources.ts';
import type { DiffTemplates } from '../plan/plan-input.ts';
import type { ControlPlaneStack } from '../ports/control-plane-synthesizer.ts';
import { describeIam, type IamChange } from './describe-iam.ts';

/** One stack that bootstrap installs, and what happens to it. */
export interface BootstrapChange extends Pick<
  Change,
  'stack' | 'reasons' | 'resources' | 'deployed' | 'deployedFingerprint' | 'desiredFingerprint' | 'blocked'
> {
  readonly kind: ControlPlaneSpec['kind'];
  readonly account: string;
  readonly region: string;
  /** Bucket of the place, for templates that are too large for a request. */
  readonly bucket: string;
  /** Names of the stages that it serves; empty for the control plane. */
  readonly stages: readonly string[];
  readonly action: 'create' | 'update' | 'none';
  readonly iam: readonly IamChange[];
  /** What is to be deployed. */
  readonly wanted: ControlPlaneStack;
}

/** A place that the credentials in use do not reach, and the command that does. */
export interface LeftPlace {
  readonly account: string;
  readonly region: string;
  readonly stages: readonly string[];
}

/** What bootstrap will do, as a value. */
export interface BootstrapPlan {
  /** SHA-256 over what is to be deployed, and onto what. */
  readonly digest: string;
  /** In the order in which they are deployed. */
  readonly changes: readonly BootstrapChange[];
  /** The processor in the control plane's bucket; undefined when the control plane is not among the places. */
  readonly processor?: {
    readonly bucket: string;
    readonly key: string;
    readonly bytes: number;
    readonly isPresent: boolean;
  };
  readonly left: readonly LeftPlace[];
  /** What is worth knowing and keeps nothing from being done. */
  readonly notes: readonly string[];
}

/** What one change is planned from. */
export interface ChangeFacts extends Pick<
  BootstrapChange,
  'kind' | 'account' | 'region' | 'bucket' | 'stages' | 'wanted'
> {
  /** The stack of that name, whoever made it. */
  readonly found: DeployedStack | undefined;
  /** Its template, where it is to be updated. */
  readonly before: StackTemplate | undefined;
  readonly diffTemplates: DiffTemplates;
}

/** How a stack is brought to what is wanted: the table that workloads follow too. */
export function treatmentOf(found: DeployedStack | undefined, wanted: ControlPlaneStack): Treatment {
  const isSame = found?.outputs[FINGERPRINT_OUTPUT] === wanted.fingerprint;
  return classifyStatus(found?.status, found === undefined ? 'create' : isSame ? 'none' : 'update');
}

/** The change that makes one stack what bootstrap installs. */
export function planChange(facts: ChangeFacts): BootstrapChange {
  const { wanted } = facts;
  const found = facts.found?.status === 'DELETE_COMPLETE' ? undefined : facts.found;
  const treatment = treatmentOf(found, wanted);
  const isCreation = treatment === 'create' || treatment === 'recreate';
  const before = isCreation ? undefined : facts.before;
  const action = treatment === 'none' ? 'none' : isCreation ? 'create' : 'update';
  const resources = resourcesOf(action, { ...facts, before });
  return {
    kind: facts.kind,
    stack: wanted.stackName,
    account: facts.account,
    region: facts.region,
    bucket: facts.bucket,
    stages: facts.stages,
    action,
    reasons: [...reasonsOf(treatment, found), ...explainKept(resources, before)],
    resources,
    iam: action === 'none' ? [] : describeIam(before, wanted.template, facts),
    desiredFingerprint: wanted.fingerprint,
    ...(found !== undefined && {
      deployed: { stackId: found.stackId, status: found.status },
      deployedFingerprint: found.outputs[FINGERPRINT_OUTPUT],
    }),
    ...blockOf(found, treatment),
    wanted,
  };
}

/** Puts the changes into the order of their deployment and stamps the whole. */
export function bootstrapPlan(parts: Omit<BootstrapPlan, 'digest'>): BootstrapPlan {
  const order: readonly ControlPlaneSpec['kind'][] = ['foundation', 'roles', 'stack-set', 'control-plane'];
  const changes = [...parts.changes].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const facts = changes.map(({ stack, account, region, deployedFingerprint, desiredFingerprint }) =>
    [stack, account, region, deployedFingerprint ?? '', desiredFingerprint].join(' '),
  );
  return { ...parts, changes, digest: createHash('sha256').update(facts.join('\n')).digest('hex') };
}

function resourcesOf(action: BootstrapChange['action'], facts: ChangeFacts): readonly ResourceChange[] {
  const { before, wanted, diffTemplates } = facts;
  if (action === 'none') return [];
  if (action === 'create') return listResources(wanted.template, 'create');
  return before === undefined ? [] : diffTemplates(before, wanted.template);
}

/** CloudFormation calls it a deletion; what is to be retained only leaves the stack. */
function explainKept(resources: readonly ResourceChange[], before: StackTemplate | undefined): readonly string[] {
  const kept = resources
    .filter(
      ({ action, logicalId }) =>
        action === 'delete' && String(before?.Resources[logicalId]?.['DeletionPolicy']).startsWith('Retain'),
    )
    .map(({ logicalId }) => logicalId);
  return kept.length === 0 ? [] : [`${kept.join(', ')} only leaves the stack and stays where it is`];
}

function reasonsOf(treatment: Treatment, found: DeployedStack | undefined): readonly string[] {
  const status = found?.status ?? '';
  switch (treatment) {
    case 'none':
      return ['unchanged'];
    case 'create':
      return ['not installed yet'];
    case 'recreate':
      return [`an earlier installation failed (${status}): what is left of it is deleted first`];
    case 'wait':
      return [`an operation is running on the stack (${status}): its end is waited for`];
    case 'rollback-first':
    case 'continue-rollback':
      return [`an earlier update failed (${status}): it is rolled back first`];
    case 'update':
    case 'delete':
    case 'blocked':
      return ['the settings or this version of mlops ask for something else'];
    default:
      return treatment satisfies never;
  }
}

function blockOf(found: DeployedStack | undefined, treatment: Treatment): Pick<BootstrapChange, 'blocked'> {
  if (found === undefined) return {};
  if (found.tags[TAGS.managedBy] !== MANAGED_BY && found.status !== 'REVIEW_IN_PROGRESS') {
    const reason = 'a stack of this name exists that mlops did not create; choose another stack_prefix, or remove it';
    return { blocked: { guard: 'foreign-stack', reason } };
  }
  if (treatment === 'blocked') {
    return { blocked: { guard: 'stack-status', reason: `its status is ${found.status}; delete it first` } };
  }
  return {};
}
