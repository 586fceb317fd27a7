import { cdkSynthesizer } from '../../adapters/cdk/synthesizer.ts';
import type { Purpose } from '../../adapters/cloudformation/connect-stage.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { Stage } from '../../model/settings.ts';
import { guardPlan } from '../../plan/guards.ts';
import type { Synthesizer } from '../../ports/synthesizer.ts';
import { loadCommit, type LoadedCommit } from '../load/load-commit.ts';
import { noConfigFiles } from '../load/no-config-files.ts';
import { requireValid } from '../load/require-valid.ts';
import type { CommonOptions } from '../shared/options.ts';
import { openTargets, selectStages, type Targets } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { gatherPlan } from './gather.ts';
import { rememberTemplates } from './remember-templates.ts';

/** A guarded plan with what it was made from. */
export interface MadePlan {
  readonly plan: Plan;
  readonly commit: LoadedCommit;
  readonly targets: Targets;
  /** Knows what it compiled for the plan, so that applying does not compile it again. */
  readonly synthesizer: Synthesizer;
}

export interface MakePlanOptions extends CommonOptions {
  readonly prune: boolean;
  readonly purpose?: Purpose;
  /** Nobody looks on: stages that want a person's approval are left out, unless they are named. */
  readonly unattended?: boolean;
}

/** The way from a command line to a plan, the same for `plan` and `apply`. Throws UserError on an invalid commit. */
export async function makePlan(world: World, options: MakePlanOptions): Promise<MadePlan> {
  const commit = await loadCommit(world, options);
  const selected = selectStages(commit.settings, options.stages);
  await requireValid(commit, { world, options });
  const nobodyApproves = options.unattended === true && options.stages.length === 0;
  const stages = nobodyApproves ? withoutApproval(selected, world) : selected;
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
  const { given } = options;
  const runner = { folder: options.repo, env: world.env };
  async function isNewer(deployed: string, planned: string): Promise<boolean> {
    const { isDescendant } = await import('../../adapters/git/is-descendant.ts');
    return isDescendant(runner, { commit: deployed, ancestor: planned });
  }
  const synthesizer = rememberTemplates(cdkSynthesizer());
  const plan = guardPlan(await gatherPlan(commit, { stages, targets, clock, synthesizer, onNote, isNewer, given }), {
    prune: options.prune,
    settings: commit.settings,
  });
  if (commit.discovery.configFiles.length === 0 && plan.stages.every((stage) => stage.changes.length === 0)) {
    throw noConfigFiles({ ...options, ignored: commit.discovery.ignored.length });
  }
  return { plan, commit, targets, synthesizer };
}

function withoutApproval(stages: readonly Stage[], world: World): readonly Stage[] {
  const free = stages.filter((stage) => !stage.approval);
  if (free.length === stages.length) return stages;
  const names = stages.filter((stage) => stage.approval).map((stage) => stage.name);
  const flags = stages.map((stage) => `--stage ${stage.name}`).join(' ');
  const message = `left out here, because a person is to approve them first: ${names.join(', ')}`;
  const instructions = [`to apply without asking, name every stage that is meant, such as: ${flags}`];
  if (free.length === 0) throw new UserError('approval-wanted', `all stages are ${message}`, { instructions });
  world.stderr.write([`stages ${message}`, ...instructions.map((step) => `  → ${step}`), ''].join('\n'));
  return free;
}
