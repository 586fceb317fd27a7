import { createSystemClock } from '../adapters/system-clock.ts';
import type { Purpose } from '../adapters/cloudformation/connect-stage.ts';
import type { Plan } from '../model/plan.ts';
import { guardPlan } from '../plan/guards.ts';
import { gatherPlan } from './gather.ts';
import { loadCommit, type LoadedCommit } from './load-commit.ts';
import type { CommonOptions } from './options.ts';
import { requireValid } from './require-valid.ts';
import { noConfigFiles } from './no-config-files.ts';
import { openTargets, selectStages, type Targets } from './targets.ts';
import type { World } from './world.ts';

/** A guarded plan with what it was made from. */
export interface MadePlan {
  readonly plan: Plan;
  readonly commit: LoadedCommit;
  readonly targets: Targets;
}

/** The way from a command line to a plan, the same for `plan` and `apply`. Throws UserError on an invalid commit. */
export async function makePlan(
  world: World,
  options: CommonOptions & { readonly prune: boolean; readonly purpose?: Purpose },
): Promise<MadePlan> {
  const commit = await loadCommit(world, options);
  const stages = selectStages(commit.settings, options.stages);
  await requireValid(commit, { world, options });
  const clock = createSystemClock();
  function onNote(note: string): void {
    world.stderr.write(`${note}\n`);
  }
  const targets = await openTargets({
    stages,
    kind: commit.target,
    common: options,
    clock,
    world,
    purpose: options.purpose,
  });
  const plan = guardPlan(await gatherPlan(commit, { stages, targets, clock, onNote }), {
    prune: options.prune,
    settings: commit.settings,
  });
  if (commit.discovery.configFiles.length === 0 && plan.stages.every((stage) => stage.changes.length === 0)) {
    throw noConfigFiles(options);
  }
  return { plan, commit, targets };
}
