import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops history`. */
export function addHistory(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('history [stack]')
    .description('show past operations, newest first, of one stack or of all')
    .addOption(formatOption(['text', 'json']));
  targetOptions(repositoryOptions(command)).action(async (stack: string | undefined, flags: CommonFlags) => {
    const { historyCommand } = await import('./history-command.ts');
    done(await historyCommand(world, { ...readRepositoryOptions(flags, world), stack }));
  });
}
