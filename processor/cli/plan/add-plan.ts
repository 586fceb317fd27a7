import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops plan`. */
export function addPlan(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('plan')
    .description('show what applying would do; changes nothing')
    .addOption(formatOption(['text', 'json', 'markdown', 'html']))
    .option('--out <file>', 'save the plan, so that `mlops apply FILE` executes exactly it')
    .option('--prune', 'plan the deletion of deployed workloads whose config is gone')
    .option('--detailed-exitcode', 'exit with 2 when changes are pending');
  targetOptions(repositoryOptions(command)).action(
    async (
      flags: CommonFlags & { readonly out?: string; readonly prune?: boolean; readonly detailedExitcode?: boolean },
    ) => {
      const { planCommand } = await import('./plan-command.ts');
      done(
        await planCommand(world, {
          ...readRepositoryOptions(flags, world),
          out: flags.out,
          prune: flags.prune === true,
          detailedExitCode: flags.detailedExitcode === true,
        }),
      );
    },
  );
}
