import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { createClients, type ClientOptions } from './clients.ts';
import { createCloudFormationTarget } from './cloudformation-target.ts';

export interface ConnectOptions {
  readonly stage: Stage;
  readonly clock: Clock;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

/**
 * Opens CloudFormation in a stage's account and region, and makes sure that it is that account: with the caller's own
 * credentials when they belong to it, else by assuming the stage's role. Nothing is written before that is certain.
 */
export async function connectStage(options: ConnectOptions): Promise<StackTarget> {
  const { stage, endpoint, clock } = options;
  const base: ClientOptions = { region: stage.region, ...(endpoint === undefined ? {} : { endpoint }) };
  const caller = await readCallerAccount(base);
  const credentials = caller === stage.account ? undefined : assumeRole(stage, { base, caller, clock });
  const client = { ...base, ...(credentials === undefined ? {} : { credentials }) };
  if (credentials !== undefined) {
    const assumed = await readCallerAccount(client);
    if (assumed !== stage.account) throw wrongAccount(stage, assumed);
  }
  return createCloudFormationTarget({
    stage,
    clients: createClients(client),
    clock,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

/** Account of the credentials in use. Throws UserError `no-credentials` when there are none that work. */
export async function readCallerAccount(options: ClientOptions): Promise<string> {
  const sts = new STSClient(options);
  try {
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    return identity.Account ?? '';
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UserError('no-credentials', `AWS does not accept the credentials in use: ${said}`, {
      instructions: [
        'sign in (aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
        'to try things out without AWS use --target local',
      ],
      cause: error,
    });
  } finally {
    sts.destroy();
  }
}

function assumeRole(
  stage: Stage,
  context: { readonly base: ClientOptions; readonly caller: string; readonly clock: Clock },
): NonNullable<ClientOptions['credentials']> {
  const { roleArn } = stage;
  if (roleArn === undefined) throw wrongAccount(stage, context.caller);
  return async () => {
    const sts = new STSClient(context.base);
    const answer = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: `mlops-${stage.name}`.slice(0, 64) }),
    );
    sts.destroy();
    const given = answer.Credentials;
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
      throw new UserError('no-credentials', `${roleArn} gave no credentials for stage ${stage.name}`);
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  };
}

function wrongAccount(stage: Stage, caller: string): UserError {
  return new UserError(
    'wrong-account',
    `stage ${stage.name} is account ${stage.account}, but the credentials in use are of account ${caller}`,
    {
      instructions: [
        `use credentials of account ${stage.account}, or name a role to assume there by role_arn in the stage`,
        `or leave the stage out: --stage names the stages to work on`,
      ],
    },
  );
}
