import type { Change, Guard, Plan, StagePlan } from '../../model/plan.ts';
import { listRefusals } from './plan-refusals.ts';

/** One change that applying leaves undone, and ends with 1 therefore. */
interface BlockedChange {
  readonly stage: string;
  readonly stack: string;
  readonly guard: Guard;
  readonly reason: string;
}

/**
 * What `plan --format json` prints: the contract of schema/plan.schema.json without the workloads themselves, and with
 * a list of what applying refuses or skips, so that a program need not know which guards make it end with 1.
 */
export function renderPlanJson(plan: Plan): string {
  return toText({ ...orderPlan(plan, { withDesired: false }), blocked: listBlocked(plan) });
}

function listBlocked(plan: Plan): readonly BlockedChange[] {
  const items = listRefusals(plan)?.items ?? [];
  return items.map(({ stage, change, blocked }) => ({
    stage,
    stack: change.stack,
    guard: blocked.guard,
    reason: blocked.reason,
  }));
}

/** What `plan --out` saves: the same with every workload, so that applying needs nothing else. */
export function renderSavedPlan(plan: Plan): string {
  return toText(orderPlan(plan, { withDesired: true }));
}

/** The members of a change in the order of the contract; those that are undefined are left out of the text. */
export function orderChange(change: Change, options: { readonly withDesired: boolean }): Change {
  return {
    stack: change.stack,
    pipelineType: change.pipelineType,
    modelName: change.modelName,
    name: change.name,
    configPath: change.configPath,
    action: change.action,
    reasons: change.reasons,
    sideEffects: change.sideEffects,
    config: change.config.map(({ path, before, after }) => ({ path, before, after })),
    resources: change.resources.map(
      ({ logicalId, type, action, replacement, properties, forcedBy, cascadedFrom, rights }) => ({
        logicalId,
        type,
        action,
        replacement,
        properties,
        forcedBy,
        cascadedFrom,
        rights: rights?.map((right) => ({
          change: right.change,
          kind: right.kind,
          widens: right.widens,
          moved: right.moved,
          actions: right.actions,
          principals: right.principals,
          text: right.text,
        })),
      }),
    ),
    dependsOn: change.dependsOn,
    deployedFingerprint: change.deployedFingerprint,
    desiredFingerprint: change.desiredFingerprint,
    deployed: change.deployed && { stackId: change.deployed.stackId, status: change.deployed.status },
    blocked: change.blocked && { guard: change.blocked.guard, reason: change.blocked.reason },
    desired: options.withDesired ? change.desired : undefined,
  };
}

/** What is said of a stage beside its changes, in the order of the contract. */
export function orderStage(stage: Omit<StagePlan, 'changes'>): Omit<StagePlan, 'changes'> {
  return {
    stage: stage.stage,
    account: stage.account,
    region: stage.region,
    target: stage.target,
    approval: stage.approval,
    roleArn: stage.roleArn,
    executionRoleArn: stage.executionRoleArn,
  };
}

function orderPlan(plan: Plan, options: { readonly withDesired: boolean }): Plan {
  return {
    formatVersion: plan.formatVersion,
    digest: plan.digest,
    commit: plan.commit,
    createdAt: plan.createdAt,
    stages: plan.stages.map((stage) => ({
      ...orderStage(stage),
      changes: stage.changes.map((change) => orderChange(change, options)),
    })),
    summary: plan.summary,
  };
}

function toText(plan: Plan & { readonly blocked?: readonly BlockedChange[] }): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
