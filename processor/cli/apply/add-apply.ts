import { Option, type Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { parseConcurrency, parseDigest, readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops apply`. */
export function addApply(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('apply [planfile]')
    .description('execute a saved plan exactly, or plan and, after a yes, execute')
    .addOption(formatOption(['text', 'json', 'markdown']))
    .option('--auto-approve', 'do not ask')
    .option('--prune', 'delete deployed workloads whose config is gone')
    .addOption(
      new Option(
        '--expect-digest <digest>',
        'refuse a plan with another digest than that which was approved',
      ).argParser(parseDigest),
    )
    .addOption(new Option('--concurrency <n>', 'most stacks in flight at once').default(4).argParser(parseConcurrency));
  targetOptions(repositoryOptions(command)).action(
    async (
      planFile: string | undefined,
      flags: CommonFlags & {
        readonly autoApprove?: boolean;
        readonly prune?: boolean;
        readonly expectDigest?: string;
        readonly concurrency: number;
      },
    ) => {
      const { applyCommand } = await import('./apply-command.ts');
      done(
        await applyCommand(world, {
          ...readRepositoryOptions(flags, world),
          planFile,
          expectDigest: flags.expectDigest,
          autoApprove: flags.autoApprove === true,
          prune: flags.prune === true,
          concurrency: flags.concurrency,
        }),
      );
    },
  );
}
