import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops destroy`. */
export function addDestroy(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('destroy <stacks...>')
    .description('delete the named stacks, in every stage or in those of --stage, after a yes')
    .addOption(formatOption(['text', 'json']))
    .option('--auto-approve', 'do not ask');
  targetOptions(repositoryOptions(command)).action(
    async (stacks: string[], flags: CommonFlags & { readonly autoApprove?: boolean }) => {
      const { destroyCommand } = await import('./destroy-command.ts');
      done(
        await destroyCommand(world, {
          ...readRepositoryOptions(flags, world),
          stacks,
          autoApprove: flags.autoApprove === true,
        }),
      );
    },
  );
}
