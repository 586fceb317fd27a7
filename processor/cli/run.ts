import { CommanderError } from 'commander';
import { UserError } from '../model/errors.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import type { World } from './world.ts';

/**
 * Runs one command line and returns the exit code. The only place that turns errors into text: a UserError becomes a
 * message with what to do, anything else asks for a report.
 */
export async function run(world: World): Promise<ExitCode> {
  let code: ExitCode = EXIT.success;
  const program = createProgram(world, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...world.argv], { from: 'user' });
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

function describeUserError(error: UserError): string {
  const steps = error.instructions.map((step) => `  → ${step}\n`).join('');
  return `error: ${error.message} [${error.code}]\n${steps}`;
}

function describeInternalError(error: unknown, world: World): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'internal error: this is a fault of mlops, not of your files',
    detail,
    `  → please report it with the text above and the command: mlops ${world.argv.join(' ')}`,
    '',
  ].join('\n');
}
