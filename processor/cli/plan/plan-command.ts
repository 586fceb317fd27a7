import { basename, resolve } from 'node:path';
import { CONFIG_FILE } from '../../config/discover.ts';
import { SETTINGS_FILE } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
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
  if (options.out !== undefined) requireOwnName(options.out);
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

/** A slip of the shell's completion must not cost somebody the file that the plan is made of. */
function requireOwnName(out: string): void {
  const name = basename(out);
  if (name !== CONFIG_FILE && name !== SETTINGS_FILE) return;
  throw new UserError('usage', `--out ${out} would write the plan in the place of a file that it is made of`, {
    instructions: ['give the plan a name of its own, such as plan.json'],
    exitCode: EXIT.usage,
  });
}

function isPending(plan: Plan): boolean {
  return plan.stages.some((stage) => stage.changes.some((change) => change.action !== 'none'));
}
