import type { Change } from '../model/plan.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackTemplate } from '../model/stack.ts';
import { InternalError } from '../model/errors.ts';
import { classifyStatus } from './classify-status.ts';
import { listResources } from './list-resources.ts';
import { readOwnership } from './ownership.ts';
import { explainDelete, type KnownPaths } from './reasons.ts';
import { describeSideEffects } from './side-effects/describe-side-effects.ts';
import { readTemplateMetadata, rememberedSpec } from './template-metadata.ts';

/** A creation that was rolled back took with it what it had made, and stopped what it had started. */
const NOTHING_LEFT = 'nothing is lost: its creation failed, and what was created was rolled back';

/** The change that removes a stack of ours which no config asks for. */
export function planDelete(facts: {
  readonly found: DeployedStack;
  readonly template: StackTemplate | undefined;
  readonly dependsOn: readonly string[];
  readonly configPaths: KnownPaths;
}): Change {
  const { found, template, dependsOn, configPaths } = facts;
  const owner = readOwnership(found);
  if (owner === undefined) throw new InternalError(`deletion of ${found.stackName}, which is not ours`);
  const metadata = readTemplateMetadata(template);
  const before = metadata === undefined ? undefined : rememberedSpec(found.stackName, metadata);
  const treatment = classifyStatus(found.status, 'delete');
  const isEmpty = found.status === 'ROLLBACK_COMPLETE';
  const resources = isEmpty ? [] : listResources(template, 'delete');
  return {
    stack: found.stackName,
    pipelineType: owner.pipelineType,
    modelName: owner.modelName,
    name: metadata?.name,
    action: 'delete',
    reasons: [...explainDelete(metadata, configPaths), ...explainStatus(found, treatment)],
    sideEffects: isEmpty ? [NOTHING_LEFT] : describeSideEffects({ action: 'delete', before, resources }, []),
    config: [],
    resources,
    dependsOn,
    deployedFingerprint: found.outputs[FINGERPRINT_OUTPUT],
    deployed: { stackId: found.stackId, status: found.status },
    blocked: blockOf(found, treatment),
  };
}

function explainStatus({ status }: DeployedStack, treatment: string): readonly string[] {
  if (treatment === 'wait') return [`an operation is running on the stack (${status}): apply waits for its end`];
  if (status !== 'DELETE_FAILED') return [];
  return [`an earlier deletion failed (${status}): it is tried again, and part of it may be gone already`];
}

function blockOf(found: DeployedStack, treatment: string): Change['blocked'] {
  if (found.terminationProtection) {
    return {
      guard: 'termination-protection',
      reason: 'termination protection is on; switch it off in CloudFormation if the stack really is to go',
    };
  }
  if (treatment !== 'blocked') return undefined;
  return { guard: 'stack-status', reason: `its status is ${found.status}; bring it into a stable state first` };
}
