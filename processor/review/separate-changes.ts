import type { Workload } from '../model/workload.ts';
import type { Change, StagePlan } from '../model/plan.ts';
import type { ReviewedStage, TakenBack } from './review.ts';

/** What one side asks for: a stack and the fingerprint of its config and code. */
export interface DesiredByBase {
  readonly workload: Workload;
  readonly fingerprint: string;
}

/**
 * Tells what a pull request changes from what is pending on the base anyway. Both are compared with the same deployed
 * stacks, so a stack of which both sides ask the same is not of the pull request, whatever happens to it.
 */
export function separateChanges(
  plan: StagePlan,
  base: { readonly desired: readonly DesiredByBase[]; readonly approval: boolean },
): ReviewedStage {
  const wanted = new Map(base.desired.map((item) => [item.workload.spec.stackName, item]));
  const own: Change[] = [];
  const pending: Change[] = [];
  const unchanged: Change[] = [];
  const takenBack: TakenBack[] = [];
  for (const change of plan.changes) {
    const onBase = wanted.get(change.stack)?.fingerprint;
    wanted.delete(change.stack);
    if (change.action === 'none') {
      unchanged.push(change);
      if (onBase !== change.desiredFingerprint) {
        takenBack.push({ ...titleParts(change), what: onBase === undefined ? 'delete' : 'update' });
      }
    } else if (onBase === change.desiredFingerprint) {
      pending.push(change);
    } else {
      own.push(change);
    }
  }
  // Neither deployed nor asked for by the head, but by the base.
  for (const { workload } of wanted.values()) {
    const { spec, identity } = workload;
    const { pipelineType, stackName: stack } = spec;
    takenBack.push({ stack, pipelineType, modelName: identity.modelName, name: identity.name, what: 'create' });
  }
  const { stage, account, region } = plan;
  return { stage, account, region, approval: base.approval, own, pending, takenBack, unchanged };
}

function titleParts({ stack, pipelineType, modelName, name }: Change): Omit<TakenBack, 'what'> {
  return { stack, pipelineType, modelName, name };
}
