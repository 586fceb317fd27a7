import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../../model/errors.ts';
import type { ExitCode } from '../shared/exit-code.ts';
import { readRepositoryOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, repositoryOptions, targetOptions } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

interface BootstrapFlags extends CommonFlags {
  readonly plan?: boolean;
  readonly print?: boolean;
  readonly out?: string;
  readonly autoApprove?: boolean;
  readonly uninstall?: boolean;
  readonly deleteData?: boolean;
  readonly adopt: readonly string[];
  readonly organization: readonly string[];
  readonly callAs: 'self' | 'delegated-admin';
}

/** Adds `mlops bootstrap`. */
export function addBootstrap(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('bootstrap')
    .description('install or update the control plane that the settings ask for: shows its plan, asks, installs')
    .addOption(formatOption(['text', 'json']))
    .option('--plan', 'only show what would be done')
    .option('--print', 'write templates and the commands that deploy them; needs no credentials, changes nothing')
    .option('--out <dir>', 'with --print: the folder to write to (default: one JSON document on the standard output)')
    .option('--auto-approve', 'do not ask')
    .addOption(
      new Option(
        '--uninstall',
        'remove what is installed instead: shows what goes and what stays, asks, deletes',
      ).conflicts(['print', 'out', 'adopt']),
    )
    .option(
      '--delete-data',
      'with --uninstall: also the buckets and ECR repositories that mlops made, with all that is in them',
    )
    .addOption(
      list('--adopt <name>', 'a bucket, ECR repository or `api-gateway-log-role` that exists and is not made again'),
    )
    .addOption(
      list(
        '--organization <unit>',
        'stack sets for the accounts of this organizational unit instead',
        requireUnit,
      ).conflicts(['adopt', 'stage']),
    )
    .addOption(
      new Option('--call-as <who>', 'with --organization: the control plane is in the management account (self) or not')
        .choices(['self', 'delegated-admin'])
        .default('delegated-admin'),
    );
  targetOptions(repositoryOptions(command)).action(async (flags: BootstrapFlags) => {
    requireCompany(flags, { saysWho: command.getOptionValueSource('callAs') === 'cli' });
    const { bootstrapCommand } = await import('./bootstrap-command.ts');
    const { plan, print, out, autoApprove, uninstall, deleteData, adopt, organization, callAs } = flags;
    done(
      await bootstrapCommand(world, {
        ...readRepositoryOptions(flags, world),
        planOnly: plan === true,
        print: print === true,
        out,
        autoApprove: autoApprove === true,
        uninstall: uninstall === true,
        deleteData: deleteData === true,
        adopt,
        organization:
          organization.length === 0
            ? undefined
            : { units: organization, callAs: callAs === 'self' ? 'SELF' : 'DELEGATED_ADMIN' },
      }),
    );
  });
}

/** Three flags mean nothing alone, and whoever gives them expects something else than an installation. */
function requireCompany(
  { out, print, deleteData, uninstall, organization }: BootstrapFlags,
  { saysWho }: { readonly saysWho: boolean },
): void {
  if (out !== undefined && print !== true) throw alone('--out', '--print');
  if (deleteData === true && uninstall !== true) throw alone('--delete-data', '--uninstall');
  if (saysWho && organization.length === 0) throw alone('--call-as', '--organization');
}

function alone(flag: string, missing: string): UserError {
  return new UserError('usage', `${flag} goes with ${missing}, which is not given`, {
    instructions: [`give both, or not \`${flag}\``],
    exitCode: 64,
  });
}

/** CloudFormation takes the ids of units and of the root alone, and would say so halfway through. */
function requireUnit(text: string): string {
  if (/^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/.test(text)) return text;
  throw new InvalidArgumentError(
    'it must be the id of a unit, such as ou-abcd-12345678, or of the root, such as r-abcd',
  );
}

function list(flag: string, description: string, check = (text: string) => text): Option {
  return new Option(flag, `${description}; may be given several times`)
    .default([], 'none')
    .argParser<readonly string[]>((value, previous) => [...previous, check(value)]);
}
