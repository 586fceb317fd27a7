import type { Change, ResourceChange } from '../model/plan.ts';
import { weighChange } from '../render/plan/plan-attention.ts';
import { describeRights } from '../render/plan/plan-rights.ts';
import type { ReviewedStage } from './review.ts';

/** One change and the stages in which the very same happens. */
export interface ChangeGroup {
  readonly change: Change;
  readonly stages: readonly string[];
}

/**
 * Changes as a reviewer wants to read them: what happens alike in several stages once, what must be looked at first at
 * the top, as `weighChange` has it.
 */
export function groupChanges(
  stages: readonly ReviewedStage[],
  select: (stage: ReviewedStage) => readonly Change[],
): readonly ChangeGroup[] {
  const groups = new Map<string, { readonly change: Change; readonly stages: string[] }>();
  for (const stage of stages) {
    for (const change of select(stage)) {
      const key = keyOf(change, stage);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { change, stages: [stage.stage] });
      else group.stages.push(stage.stage);
    }
  }
  return [...groups.values()]
    .map((group) => ({ group, weight: weighChange(group.change) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ group }) => group);
}

/** Everything that a reader would be shown; not the stack's name, which may carry the stage. */
function keyOf(change: Change, stage: ReviewedStage): string {
  const { pipelineType, modelName, name, configPath, action, reasons, sideEffects, config, resources, blocked } =
    change;
  return JSON.stringify([
    pipelineType,
    modelName,
    name ?? null,
    configPath ?? null,
    action,
    reasons,
    sideEffects,
    config,
    resources.map((resource) => ({ ...resource, rights: undefined })),
    ...(action === 'create' ? countedRights(change) : resources.map((resource) => placelessRights(resource, stage))),
    blocked ?? null,
  ]);
}

function countedRights(change: Change): readonly string[] {
  return describeRights(change, { most: 0, spellsCreated: false }).map(({ logicalId, what }) => `${logicalId} ${what}`);
}

/** The same right has in each stage the account and the region of the stage in its ARNs; those of others stay apart. */
function placelessRights({ rights = [] }: ResourceChange, { account, region }: ReviewedStage): readonly string[] {
  return rights.map(({ change, text }) =>
    `${change} ${text}`.replaceAll(account, '${account}').replaceAll(region, '${region}'),
  );
}
