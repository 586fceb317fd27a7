import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops review`. */
export function addReview(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('review')
    .description('show on a pull request what its merge would deploy; without one, print it for two commits')
    .option('--pull-request <id>', 'the pull request (default: MLOPS_PULL_REQUEST, or that of the CodeBuild webhook)')
    .option('--base <rev>', 'the commit to compare with (default: the base branch)')
    .option('--head <rev>', 'the commit to review (default: the head of the pull request, or HEAD)')
    .option('--approved-fork', 'a maintainer approved that this head from a fork is planned with credentials')
    .option('--dry-run', 'print the comment and write nothing')
    .option('--repo <dir>', 'the repository, or a folder in it (default: the current folder)')
    .option('--no-color', 'no colours, also by NO_COLOR; FORCE_COLOR: always')
    .option('--verbose', 'say more');
  targetOptions(command).action(
    async (
      flags: Omit<CommonFlags, 'format' | 'ref'> & {
        readonly pullRequest?: string;
        readonly base?: string;
        readonly head?: string;
        readonly approvedFork?: boolean;
        readonly dryRun?: boolean;
      },
    ) => {
      const { reviewCommand } = await import('./review-command.ts');
      done(
        await reviewCommand(world, {
          ...readRepositoryOptions({ ...flags, format: 'markdown' }, world),
          pullRequest: flags.pullRequest === '' ? undefined : flags.pullRequest,
          base: flags.base,
          head: flags.head,
          approvedFork: flags.approvedFork === true,
          dryRun: flags.dryRun === true,
        }),
      );
    },
  );
}
