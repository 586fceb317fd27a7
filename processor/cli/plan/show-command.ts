import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { Screen, World } from '../shared/world.ts';
import { readSavedPlan } from './read-saved-plan.ts';
import { renderPlan } from './render-plan.ts';

export interface ShowOptions {
  /** As it was typed. */
  readonly planFile: string;
  /** Empty: all. */
  readonly stages: readonly string[];
  readonly format: string;
  readonly verbose: boolean;
  readonly colorOf: (screen: Screen) => boolean;
}

/**
 * `mlops show`: a saved plan in any format, so that all that is read of a plan comes from the one file that is applied.
 * Reads that file alone: no repository, no settings, no target; nobody is told.
 */
export async function showCommand(world: World, options: ShowOptions): Promise<ExitCode> {
  const { planFile, stages, format, verbose } = options;
  const plan = await readSavedPlan({ file: resolve(world.cwd, planFile), stages, use: 'shown' });
  world.stdout.write(
    await renderPlan(plan, {
      format,
      color: options.colorOf(world.stdout),
      verbose,
      width: world.stdout.columns,
      savedAs: planFile,
      onlyStages: stages,
    }),
  );
  return EXIT.success;
}
