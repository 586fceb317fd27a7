import { Command, Option } from 'commander';
import { VERSION } from '../version.ts';
import { addBootstrap } from './add-bootstrap.ts';
import { addReview } from './add-review.ts';
import { addServe } from './add-serve.ts';
import { addShow } from './add-show.ts';
import { addWatch } from './add-watch.ts';
import type { ExitCode } from './exit-code.ts';
import { parseConcurrency, parseDigest, readRepositoryOptions, type CommonFlags } from './options.ts';
import { formatOption, repositoryOptions, targetOptions } from './program-options.ts';
import type { World } from './world.ts';

type Done = (code: ExitCode) => void;

/**
 * The command line as commander sees it. Every action loads its command only when it is chosen, so that `validate`
 * starts without the code of the others.
 */
export function createProgram(world: World, done: Done): Command {
  const program = new Command('mlops')
    .description('Makes what runs on Amazon SageMaker equal to the mlops-config.json files of a Git commit.')
    .version(VERSION, '--version', 'print the version')
    .helpCommand('help [command]', 'show how a command is used')
    .showHelpAfterError('(mlops help <command> shows how it is used)')
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
    })
    .exitOverride();
  addValidate(program, world, done);
  addPlan(program, world, done);
  addShow(program, world, done);
  addApply(program, world, done);
  addStatus(program, world, done);
  addHistory(program, world, done);
  addDestroy(program, world, done);
  addReview(program, world, done);
  addWatch(program, world, done);
  addServe(program, world, done);
  addBootstrap(program, world, done);
  return program;
}

function addValidate(program: Command, world: World, done: Done): void {
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

function addPlan(program: Command, world: World, done: Done): void {
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

function addApply(program: Command, world: World, done: Done): void {
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

function addStatus(program: Command, world: World, done: Done): void {
  const command = program
    .command('status')
    .description('show what is deployed, from which commit')
    .addOption(formatOption(['text', 'json']));
  targetOptions(repositoryOptions(command)).action(async (flags: CommonFlags) => {
    const { statusCommand } = await import('./status-command.ts');
    done(await statusCommand(world, readRepositoryOptions(flags, world)));
  });
}

function addHistory(program: Command, world: World, done: Done): void {
  const command = program
    .command('history [stack]')
    .description('show past applies, of one stack or of all')
    .addOption(formatOption(['text', 'json']));
  targetOptions(repositoryOptions(command)).action(async (stack: string | undefined, flags: CommonFlags) => {
    const { historyCommand } = await import('./history-command.ts');
    done(await historyCommand(world, { ...readRepositoryOptions(flags, world), stack }));
  });
}

function addDestroy(program: Command, world: World, done: Done): void {
  const command = program
    .command('destroy <stacks...>')
    .description('delete the named stacks')
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
