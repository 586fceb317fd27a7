import { InvalidArgumentError, Option, type Command } from 'commander';
import { readWatcherOptions, watcherOptions, type WatcherFlags } from './add-watch.ts';
import type { ExitCode } from './exit-code.ts';
import type { World } from './world.ts';

interface ServeFlags extends WatcherFlags {
  readonly port: number;
  readonly host: string;
  readonly repository?: string;
  readonly pipeline?: string;
  readonly sourceAction: string;
}

/** Adds `mlops serve`. */
export function addServe(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('receive webhooks of GitHub, follow the branch, and apply each new commit')
    .addOption(new Option('--port <number>', 'where webhooks arrive').default(8080).argParser(parsePort))
    .option('--host <address>', 'address to listen at; put a proxy that speaks HTTPS before it', '127.0.0.1')
    .addOption(
      new Option(
        '--repository <owner/name>',
        'take deliveries of this repository only (default: source in the settings)',
      ).argParser(parseRepository),
    )
    .option('--pipeline <name>', 'start this CodePipeline pipeline with each new commit instead of applying it here')
    .option('--source-action <name>', 'the action of that pipeline which takes the commit', 'Source');
  watcherOptions(command, { log: 'json' }).action(async (flags: ServeFlags) => {
    const { serveCommand } = await import('./serve-command.ts');
    const { pipeline, sourceAction, port, host, repository, interval, log } = flags;
    done(
      await serveCommand(world, {
        ...readWatcherOptions(flags, world),
        ...(pipeline === undefined ? {} : { pipeline: { name: pipeline, sourceAction } }),
        port,
        host,
        repository,
        interval: interval * 1000,
        logFormat: log,
        reportTo: 'log',
      }),
    );
  });
}

function parsePort(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('it must be a number from 0 to 65535');
  return value;
}

function parseRepository(text: string): string {
  if (!/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/.test(text)) {
    throw new InvalidArgumentError('it must be owner/name, as in the address of the repository');
  }
  return text;
}
