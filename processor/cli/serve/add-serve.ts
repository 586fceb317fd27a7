import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../../model/errors.ts';
import type { ExitCode } from '../shared/exit-code.ts';
import type { World } from '../shared/world.ts';
import { readWatcherOptions, watcherOptions, type WatcherFlags } from '../watch/add-watch.ts';
import type { PipelineToStart } from '../watch/start-pipeline.ts';

interface ServeFlags extends WatcherFlags {
  readonly port: number;
  readonly host: string;
  readonly repository?: string;
  readonly pipeline?: string;
  readonly sourceAction: string;
  readonly sourceObject?: PipelineToStart['sourceObject'];
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
    .option('--source-action <name>', 'the action of that pipeline which takes the commit', 'Source')
    .addOption(
      new Option(
        '--source-object <s3-url>',
        'store the files of each commit there first: for a pipeline that reads this object and not the repository',
      ).argParser(parseObject),
    );
  watcherOptions(command, { log: 'json' }).action(async (flags: ServeFlags) => {
    const { serveCommand } = await import('./serve-command.ts');
    const { pipeline, sourceAction, sourceObject, port, host, repository, interval, log } = flags;
    if (command.getOptionValueSource('sourceAction') === 'cli' && pipeline === undefined) {
      throw new UserError('usage', '--source-action is of a pipeline, and there is no --pipeline', {
        instructions: ['name the pipeline that has this action by --pipeline, or leave --source-action out'],
        exitCode: 64,
      });
    }
    if (sourceObject !== undefined && pipeline === undefined) {
      throw new UserError('usage', '--source-object is for a pipeline, and there is no --pipeline', {
        instructions: ['name the pipeline that reads the object by --pipeline, or leave --source-object out'],
        exitCode: 64,
      });
    }
    done(
      await serveCommand(world, {
        ...readWatcherOptions(flags, world),
        ...(pipeline === undefined ? {} : { pipeline: { name: pipeline, sourceAction, sourceObject } }),
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

function parseObject(text: string): PipelineToStart['sourceObject'] {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([^/].{0,1023})$/.exec(text) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new InvalidArgumentError(
      'it must be s3://bucket/key, as the output SourceObject of the control plane has it',
    );
  }
  return { bucket, key };
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
