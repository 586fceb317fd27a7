import { isStackNameOf } from '../../pipelines/is-stack-name-of.ts';
import type { Settings, Stage } from '../model/settings.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack, type StackOwnership } from '../model/stack.ts';
import type { PipelineType } from '../../pipelines/spec.ts';

/** Which settings and stage a stack is looked at from. */
export interface OwnershipView {
  readonly settings: Settings;
  readonly stage: Stage;
}

/** The tags of ours on a stack, decoded; undefined when it is not ours. */
export function readOwnership(stack: DeployedStack): StackOwnership | undefined {
  const { tags } = stack;
  const pipelineType = tags[TAGS.pipelineType];
  const modelName = tags[TAGS.modelName];
  const stage = tags[TAGS.stage];
  if (tags[TAGS.managedBy] !== MANAGED_BY) return undefined;
  if (pipelineType === undefined || modelName === undefined || stage === undefined) return undefined;
  return { pipelineType: pipelineType as PipelineType, modelName, stage, repository: tags[TAGS.repository] };
}

/**
 * Why a stack that has the name of a workload may not be touched for it; undefined when it may. A stack without
 * repository tag is taken over: it dates from before the settings named one.
 */
export function explainForeign(stack: DeployedStack, view: OwnershipView): string | undefined {
  const owner = readOwnership(stack);
  if (owner === undefined && stack.outputs[FINGERPRINT_OUTPUT] !== undefined) {
    const tags = [TAGS.managedBy, TAGS.pipelineType, TAGS.modelName, TAGS.stage].filter((tag) => !(tag in stack.tags));
    const names = (tags.length === 0 ? [TAGS.managedBy] : tags).map((tag) => `\`${tag}\``).join(', ');
    return `mlops created this stack, but its tags no longer say so; put ${names} back, or remove the stack`;
  }
  if (owner === undefined) {
    return 'a stack of this name exists that mlops did not create; rename the workload or remove the stack';
  }
  const repository = view.settings.source?.repository;
  if (owner.repository !== undefined && owner.repository !== repository) {
    return `a stack of this name belongs to repository \`${owner.repository}\`; use another stack_prefix here`;
  }
  if (owner.stage === view.stage.name) return undefined;
  const of = `a stack of this name belongs to stage \`${owner.stage}\``;
  const other = view.settings.stages.find(({ name }) => name === owner.stage);
  if (other === undefined) {
    return `${of}, which the settings do not have; call this stage \`${owner.stage}\` again, or delete the stack first`;
  }
  const { account, region } = other;
  return account === view.stage.account && region === view.stage.region
    ? `${of}; give the stages different names or accounts`
    : `${of}, which the settings now have in account ${account}, ${region}; give the stages back the places that they had, or delete the stack first`;
}

/**
 * True for a stack that this repository put into this stage, so that it may be proposed for deletion when no config
 * asks for it. Stricter than `explainForeign`: what cannot be told for sure is never deleted.
 */
export function isOurs(stack: DeployedStack, view: OwnershipView): boolean {
  const owner = readOwnership(stack);
  if (owner === undefined || stack.status === 'DELETE_COMPLETE') return false;
  return (
    owner.stage === view.stage.name &&
    owner.repository === view.settings.source?.repository &&
    hasOurPrefix(stack, owner, view.settings)
  );
}

/** True when the name of a stack is one that these settings give, in the stage that the stack was deployed to. */
export function hasOurPrefix(
  { stackName }: Pick<DeployedStack, 'stackName'>,
  owner: StackOwnership,
  { stackPrefix }: Settings,
): boolean {
  const { stage, modelName, pipelineType } = owner;
  return isStackNameOf(stackName, { stackPrefix, stage, modelName, pipelineType });
}
