import type { TargetKind } from '../model/settings.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackTemplate } from '../model/stack.ts';
import type { WorkloadStatus } from '../model/workload-status.ts';
import { isOurs, readOwnership, type OwnershipView } from './ownership.ts';
import { readTemplateMetadata } from './template-metadata.ts';

/**
 * Every workload of this repository in one stage, sorted by stack name; commit and path where its template is given.
 */
export function listStatus(
  facts: OwnershipView & {
    readonly target: TargetKind;
    readonly deployed: readonly DeployedStack[];
    /** By stack name. */
    readonly templates: ReadonlyMap<string, StackTemplate>;
  },
): readonly WorkloadStatus[] {
  return facts.deployed
    .filter((stack) => isOurs(stack, facts))
    .map((stack) => toStatus(stack, { ...facts, template: facts.templates.get(stack.stackName) }))
    .filter((status) => status !== undefined)
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

function toStatus(
  stack: DeployedStack,
  facts: OwnershipView & { readonly target: TargetKind; readonly template: StackTemplate | undefined },
): WorkloadStatus | undefined {
  const owner = readOwnership(stack);
  const metadata = readTemplateMetadata(facts.template);
  if (owner === undefined) return undefined;
  return {
    stage: facts.stage.name,
    target: facts.target,
    stack: stack.stackName,
    pipelineType: owner.pipelineType,
    modelName: owner.modelName,
    name: metadata?.name,
    status: stack.status,
    statusReason: stack.statusReason,
    commit: metadata?.commit,
    configPath: metadata?.configPath,
    outputs: Object.fromEntries(Object.entries(stack.outputs).filter(([name]) => name !== FINGERPRINT_OUTPUT)),
    updatedAt: stack.updatedAt ?? stack.createdAt,
  };
}
