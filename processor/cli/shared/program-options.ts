import { Option, type Command } from 'commander';

/** `--format` with the formats of one command; the default is text. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'how the result is printed').choices([...formats]).default('text');
}

/** Which files are read, and how the result looks. */
export function repositoryOptions(command: Command): Command {
  return screenOptions(
    command
      .option('--repo <dir>', 'the repository, or a folder in it (default: the current folder)')
      .option('--ref <rev>', 'read a commit from Git’s objects (default: the work tree)'),
  );
}

/** How the result looks. */
export function screenOptions(command: Command): Command {
  return command
    .option('--no-color', 'no colours, also by NO_COLOR; FORCE_COLOR: always')
    .option('--verbose', 'say more');
}

/** `--stage`, as often as wanted. */
export function stageOption(): Option {
  return new Option('--stage <name>', 'only this stage; may be given several times')
    .default([], 'all')
    .argParser<readonly string[]>(collect);
}

const STATE_DIR = 'files of the local target (default: .mlops in the repository)';

/** Where stacks live; `stateDir` describes the state folder where it is another one or holds more. */
export function targetOptions(command: Command, stateDir: string = STATE_DIR): Command {
  return command
    .addOption(stageOption())
    .addOption(
      new Option('--target <target>', 'where stacks live (default: the settings’ target, else local)').choices([
        'local',
        'aws',
      ]),
    )
    .option('--state-dir <dir>', stateDir);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
