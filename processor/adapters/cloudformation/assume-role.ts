import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import { createStsClient, type ClientOptions } from './clients.ts';

/** Credentials that are given for a time, and the account that they open. */
export interface AssumedCredentials {
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** So long before they end, in milliseconds, credentials are replaced: no call is to meet their end. */
const EARLY = 5 * 60_000;

/**
 * Credentials of a stage's role, shared by all clients of the stage and renewed before they end. Throws UserError
 * `access-denied` with both sides of the trust when the role cannot be assumed.
 */
export function assumeRole(
  stage: Stage & { readonly roleArn: string },
  context: { readonly base: ClientOptions; readonly clock: Clock },
): () => Promise<AssumedCredentials> {
  let current: AssumedCredentials | undefined;
  let renewal: Promise<AssumedCredentials> | undefined;
  return () => {
    const ends = current?.expiration?.getTime() ?? Infinity;
    if (current !== undefined && ends - EARLY > Date.parse(context.clock.now())) return Promise.resolve(current);
    // Many calls find them outdated at the same moment: one asks, the others wait for its answer.
    renewal ??= renew();
    return renewal;
  };

  async function renew(): Promise<AssumedCredentials> {
    try {
      current = await ask(stage, context.base);
      return current;
    } finally {
      renewal = undefined;
    }
  }
}

async function ask(stage: Stage & { readonly roleArn: string }, base: ClientOptions): Promise<AssumedCredentials> {
  const { roleArn, name } = stage;
  const sts = createStsClient(base);
  try {
    const sessionName = `mlops-${name.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64);
    const answer = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName }));
    const given = answer.Credentials;
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
      throw new UserError('no-credentials', `${roleArn} gave no credentials for stage ${name}`);
    }
    return {
      account: answer.AssumedRoleUser?.Arn?.split(':')[4] ?? '',
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'access-denied') throw error;
    throw new UserError('access-denied', `the role of stage ${name} cannot be assumed: ${error.message}`, {
      instructions: [
        `${roleArn} must exist and its trust policy must name the caller; the roles that \`mlops bootstrap\` installs trust the builds of the control plane and nobody else`,
        `the caller must be allowed sts:AssumeRole on ${roleArn}`,
        `credentials of account ${stage.account} itself need no role, and --target local needs none at all`,
      ],
      cause: error,
    });
  } finally {
    sts.destroy();
  }
}
