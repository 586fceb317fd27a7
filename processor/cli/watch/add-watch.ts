import { InvalidArgumentError, Option, type Command } from 'commander';
import type { TargetKind } from '../../model/settings.ts';
import type { ExitCode } from '../shared/exit-code.ts';
import { parseConcurrency, readCommonOptions } from '../shared/options.ts';
import { targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';
import type { WatcherOptions } from './open-watcher.ts';

/** Flags that `watch` and `serve` share, as commander gives them. */
export interface WatcherFlags {
  readonly remote: string;
  readonly branch: string;
  readonly interval: number;
  readonly prune?: boolean;
  readonly allowRollback?: boolean;
  readonly retry?: boolean;
  readonly concurrency: number;
  readonly log: 'text' | 'json';
  readonly stage?: readonly string[];
  readonly target?: TargetKind;
  readonly stateDir?: string;
  readonly color: boolean;
  readonly verbose?: boolean;
}

/** Adds `mlops watch`. */
export function addWatch(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('watch')
    .description('follow a branch of a Git remote and apply each new commit')
    .option('--once', 'look once and end: with 1 unless what the branch asks for is applied');
  watcherOptions(command, { log: 'text' }).action(async (flags: WatcherFlags & { readonly once?: boolean }) => {
    const { watchCommand } = await import('./watch-command.ts');
    done(
      await watchCommand(world, {
        ...readWatcherOptions(flags, world),
        interval: flags.interval * 1000,
        once: flags.once === true,
        logFormat: flags.log,
      }),
    );
  });
}

/** Options that `watch` and `serve` share. */
export function watcherOptions(command: Command, defaults: { readonly log: 'text' | 'json' }): Command {
  return targetOptions(
    command
      .requiredOption('--remote <url>', 'the repository: https://, ssh://, git@host:owner/name.git, or a path')
      .option('--branch <name>', 'the branch to follow', 'main')
      .addOption(
        new Option('--interval <seconds>', 'time between two looks at the remote').default(30).argParser(parseInterval),
      )
      .option('--prune', 'delete deployed workloads whose config is gone')
      .option('--allow-rollback', 'also apply a commit that lies before the one that was applied last')
      .option('--retry', 'try the newest commit once more that failed or was rejected before')
      .addOption(
        new Option('--concurrency <n>', 'most stacks in flight at once').default(4).argParser(parseConcurrency),
      )
      .addOption(
        new Option('--log <form>', 'lines for people or JSON').choices(['text', 'json']).default(defaults.log),
      ),
    'files of the local target, the copy of the branch, and what was applied (default: .mlops in the current folder)',
  )
    .option('--no-color', 'no colours, also by NO_COLOR; FORCE_COLOR: always')
    .option('--verbose', 'say more');
}

/** The shared flags with every default filled in. */
export function readWatcherOptions(flags: WatcherFlags, world: World): WatcherOptions {
  return {
    ...readCommonOptions({ ...flags, format: 'text' }, world),
    remote: flags.remote,
    branch: flags.branch,
    prune: flags.prune === true,
    concurrency: flags.concurrency,
    allowRollback: flags.allowRollback === true,
    retry: flags.retry === true,
  };
}

/** Reads `--interval`: 1 to 86,400 seconds. */
function parseInterval(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 1 || value > 86_400) {
    throw new InvalidArgumentError('it must be a number of seconds from 1 to 86400');
  }
  return value;
}
