import { CommanderError } from 'commander';
import { UserError } from '../model/errors.ts';
import { describeInternalError, describeUserError } from './shared/describe-error.ts';
import { EXIT, type ExitCode } from './shared/exit-code.ts';
import { createProgram, readableWords } from './program.ts';
import type { Commands } from './shared/commands.ts';
import type { World } from './shared/world.ts';

/**
 * Runs one command line of a program with these commands and returns the exit code. The only place that turns errors
 * into text: a UserError becomes a message with what to do, anything else asks for a report.
 */
export async function runCommands(commands: Commands, world: World): Promise<ExitCode> {
  let code: ExitCode = EXIT.success;
  const program = createProgram(commands, world, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...readableWords(commands, world.argv)], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    if (error instanceof UserError) {
      world.stderr.write(describeUserError(error));
      return error.exitCode === 64 ? EXIT.usage : EXIT.failure;
    }
    world.stderr.write(describeInternalError(error, world));
    return EXIT.internal;
  }
}
