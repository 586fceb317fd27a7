import { COMMANDS } from './commands.ts';
import { runCommands } from './run-commands.ts';
import type { ExitCode } from './shared/exit-code.ts';
import type { World } from './shared/world.ts';

/** Runs one command line, of whatever command, and returns the exit code. */
export function run(world: World): Promise<ExitCode> {
  return runCommands(COMMANDS, world);
}
