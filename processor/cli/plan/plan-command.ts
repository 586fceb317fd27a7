import { resolve } from 'node:path';
import type { Plan } from '../../model/plan.ts';
import { announcePlan } from '../announce/announce-run.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { makePlan } from './make-plan.ts';
import { renderPlan } from './render-plan.ts';
import { savePlan } from './save-plan.ts';

export interface PlanOptions extends CommonOptions {
  readonly out: string | undefined;
  readonly prune: boolean;
  readonly detailedExitCode: boolean;
}

/** `mlops plan`: shows what applying would do, and saves it when asked to. */
export async function planCommand(world: World, options: PlanOptions): Promise<ExitCode> {
  const { plan, commit } = await makePlan(world, options);
  if (options.out !== undefined) await savePlan(plan, resolve(world.cwd, options.out));
  await announcePlan(world, { plan, repo: options.repo, settings: commit.settings });
  world.stdout.write(
    await renderPlan(plan, {
      format: options.format,
      color: options.colorOf(world.stdout),
      verbose: options.verbose,
      width: world.stdout.columns,
      savedAs: options.out,
      given: options.given,
    }),
  );
  return options.detailedExitCode && isPending(plan) ? EXIT.changesPending : EXIT.success;
}

function isPending(plan: Plan): boolean {
  return plan.stages.some((stage) => stage.changes.some((change) => change.action !== 'none'));
}
