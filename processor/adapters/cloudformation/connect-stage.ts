import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { assumeRole } from './assume-role.ts';
import { createClients, createStsClient, type ClientOptions } from './clients.ts';
import { createCloudFormationTarget } from './cloudformation-target.ts';

/** What is to be done in a stage: `read` takes its read role, where it names one, `write` the one that may deploy. */
export type Purpose = 'read' | 'write';

export interface ConnectOptions {
  readonly stage: Stage;
  readonly clock: Clock;
  /** @default read */
  readonly purpose?: Purpose;
  /**
   * `always`: the stage's role is assumed even when the credentials belong to its account; they may do nothing else
   * then.
   *
   * @default foreign: only when they belong to another account
   */
  readonly assumeRoles?: 'foreign' | 'always';
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
  /** Undefined: the standard credential chain. */
  readonly credentials?: ClientOptions['credentials'];
  /** As in `ClientOptions`. */
  readonly maxAttempts?: number;
}

/**
 * Opens CloudFormation in a stage's account and region, and makes sure that it is that account: with the caller's own
 * credentials when they belong to it, else, or when that is to be so always, by assuming the stage's role for the
 * purpose. Nothing is written before that is certain.
 * Throws UserError `wrong-account`, `no-credentials`, `access-denied`, `aws-unavailable`.
 */
export async function connectStage(options: ConnectOptions): Promise<StackTarget> {
  const { stage, endpoint, clock, credentials, maxAttempts } = options;
  const base: ClientOptions = { region: stage.region, endpoint, credentials, maxAttempts };
  const roleArn = options.purpose === 'write' ? stage.roleArn : (stage.readRoleArn ?? stage.roleArn);
  const mustAssume = options.assumeRoles === 'always';
  const clients = createClients(await chooseCredentials(stage, { base, clock, roleArn, mustAssume }));
  return createCloudFormationTarget({ stage, clients, clock, endpoint });
}

/** Account of the credentials in use. Throws UserError `no-credentials` when there are none that work. */
export async function readCallerAccount(options: ClientOptions): Promise<string> {
  const sts = createStsClient(options);
  try {
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    return identity.Account ?? '';
  } finally {
    sts.destroy();
  }
}

async function chooseCredentials(
  stage: Stage,
  context: {
    readonly base: ClientOptions;
    readonly clock: Clock;
    readonly roleArn: string | undefined;
    readonly mustAssume: boolean;
  },
): Promise<ClientOptions> {
  const { base, roleArn, mustAssume } = context;
  if (!mustAssume || roleArn === undefined) {
    const caller = await readCallerAccount(base);
    if (caller === stage.account) return base;
    if (roleArn === undefined) throw wrongAccount(stage, `the credentials in use are of account ${caller}`);
  }
  const credentials = assumeRole({ ...stage, roleArn }, context);
  const { account } = await credentials();
  if (account !== stage.account) throw wrongAccount(stage, `its role ${roleArn} is of account ${account}`);
  return { ...base, credentials, roleArn };
}

function wrongAccount(stage: Stage, but: string): UserError {
  return new UserError('wrong-account', `stage ${stage.name} is account ${stage.account}, but ${but}`, {
    instructions: [
      `use credentials of account ${stage.account}, or name a role to assume there by role_arn in the stage`,
      'or leave the stage out: --stage names the stages to work on',
    ],
  });
}
