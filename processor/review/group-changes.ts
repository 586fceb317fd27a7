import type { Change, ResourceChange } from '../model/plan.ts';
import { describeRights } from '../render/plan-rights.ts';
import type { ReviewedStage } from './review.ts';

/** One change and the stages in which the very same happens. */
export interface ChangeGroup {
  readonly change: Change;
  readonly stages: readonly string[];
  /** Sets something off: a job, a roll, a new address. */
  readonly hasEffects: boolean;
}

/** How the planner begins the one side effect that says there is none. */
const NO_EFFECT = 'nothing restarts';

/**
 * Changes as a reviewer wants to read them: what happens alike in several stages once, what must be looked at first at
 * the top (refused, replaced, deleted, then what sets something off).
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
    .map((group) => ({ ...group, hasEffects: hasEffects(group.change) }))
    .sort((a, b) => weightOf(a) - weightOf(b));
}

function hasEffects({ sideEffects }: Change): boolean {
  return sideEffects.some((effect) => !effect.startsWith(NO_EFFECT));
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

function weightOf({ change, hasEffects: isActive }: ChangeGroup): number {
  if (change.blocked !== undefined && change.blocked.guard !== 'prune') return 0;
  if (change.action === 'replace') return 1;
  if (change.action === 'delete') return 2;
  return isActive ? 3 : 4;
}
