import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops validate`. */
export function addValidate(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('validate [paths...]')
    .description('check all config and settings files, or those named; needs no credentials and no network')
    .addOption(formatOption(['text', 'json', 'markdown', 'sarif', 'junit']))
    .option('--explain', 'also list the files that were looked at and those that were passed over');
  repositoryOptions(command).action(async (paths: string[], flags: CommonFlags & { readonly explain?: boolean }) => {
    const { validateCommand } = await import('./validate-command.ts');
    done(
      await validateCommand(world, { ...readRepositoryOptions(flags, world), paths, explain: flags.explain === true }),
    );
  });
}
