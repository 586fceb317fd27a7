import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops status`. */
export function addStatus(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('status')
    .description('show what is deployed, in which stacks, from which commit')
    .addOption(formatOption(['text', 'json']));
  targetOptions(repositoryOptions(command)).action(async (flags: CommonFlags) => {
    const { statusCommand } = await import('./status-command.ts');
    done(await statusCommand(world, readRepositoryOptions(flags, world)));
  });
}
