import { Command } from 'commander';
import { VERSION } from '../version.ts';
import type { Commands } from './shared/commands.ts';
import type { ExitCode } from './shared/exit-code.ts';
import type { World } from './shared/world.ts';

/**
 * The command line as commander sees it: the command that its first word names, or all of them. Every action loads its
 * command only when it is chosen, so that `validate` starts without the code of the others.
 */
export function createProgram(commands: Commands, world: World, done: (code: ExitCode) => void): Command {
  const [asked] = world.argv;
  const program = new Command('mlops')
    .description('Makes what runs on Amazon SageMaker equal to the mlops-config.json files of a Git commit.')
    .version(VERSION, '--version', 'print the version')
    .helpCommand('help [command]', 'show how a command is used')
    .showHelpAfterError('(mlops help lists the commands)')
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
    })
    .exitOverride();
  const isNamed = asked !== undefined && Object.hasOwn(commands, asked);
  for (const [name, add] of Object.entries(commands)) {
    if (!isNamed || name === asked) add(program, world, done);
  }
  for (const command of program.commands) {
    command.showHelpAfterError(`(mlops help ${command.name()} shows how it is used)`);
  }
  return program;
}

/**
 * The words to parse. Commander answers `help nope` and `nope --help` with the help of the whole program; alone the
 * name is refused as every other unknown command is.
 */
export function readableWords(commands: Commands, argv: readonly string[]): readonly string[] {
  const asked = argv[0] === 'help' ? argv[1] : argv[0];
  const isKnown = asked === undefined || asked.startsWith('-') || Object.hasOwn(commands, asked);
  return isKnown ? argv : [asked];
}
