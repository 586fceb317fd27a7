import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { addApply } from './apply/add-apply.ts';
import { addBootstrap } from './bootstrap/add-bootstrap.ts';
import { addDestroy } from './apply/add-destroy.ts';
import { addHistory } from './status/add-history.ts';
import { addPlan } from './plan/add-plan.ts';
import { addReview } from './review/add-review.ts';
import { addServe } from './serve/add-serve.ts';
import { addShow } from './plan/add-show.ts';
import { addStatus } from './status/add-status.ts';
import { addValidate } from './validate/add-validate.ts';
import { addWatch } from './watch/add-watch.ts';
import type { ExitCode } from './shared/exit-code.ts';
import type { World } from './shared/world.ts';

/** In the order in which the help lists them. */
const COMMANDS = {
  validate: addValidate,
  plan: addPlan,
  show: addShow,
  apply: addApply,
  status: addStatus,
  history: addHistory,
  destroy: addDestroy,
  review: addReview,
  watch: addWatch,
  serve: addServe,
  bootstrap: addBootstrap,
};

/**
 * The command line as commander sees it: the command that its first word names, or all of them. Every action loads its
 * command only when it is chosen, so that `validate` starts without the code of the others.
 */
export function createProgram(world: World, done: (code: ExitCode) => void): Command {
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
  const isNamed = asked !== undefined && Object.hasOwn(COMMANDS, asked);
  for (const [name, add] of Object.entries(COMMANDS)) {
    if (!isNamed || name === asked) add(program, world, done);
  }
  for (const command of program.commands) {
    command.showHelpAfterError(`(mlops help ${command.name()} shows how it is used)`);
  }
  return program;
}

/**
 * The words to parse. Commander answers `help nope` and `nope --help` with the help of the whole program; alone the name
 * is refused as every other unknown command is.
 */
export function readableWords(argv: readonly string[]): readonly string[] {
  const asked = argv[0] === 'help' ? argv[1] : argv[0];
  const isKnown = asked === undefined || asked.startsWith('-') || Object.hasOwn(COMMANDS, asked);
  return isKnown ? argv : [asked];
}
