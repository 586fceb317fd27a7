import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { UserError } from '../../model/errors.ts';
import { createStsClient, type ClientOptions } from '../cloudformation/clients.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';

/** A client and whose credentials it uses. */
export interface CodeCommitConnection {
  readonly client: CodeCommitClient;
  /** ARN of the user, or of the session of a role. */
  readonly callerArn: string;
  readonly region: string;
}

/** The same in every build: to CodeCommit, each session of a role is an author and an approver of its own. */
const SESSION_NAME = 'mlops-review';

/** Without these the SDK waits for ever on a connection that went silent. In milliseconds. */
const TIMEOUTS = { connectionTimeout: 6_000, requestTimeout: 60_000, throwOnRequestTimeout: true } as const;

/**
 * Connects by the standard credential chain, or as the role given. Throws UserError `no-credentials`, `access-denied`,
 * `aws-unavailable`.
 */
export async function connectCodeCommit(options: {
  readonly region: string;
  readonly endpoint?: string;
  /** Role to assume, always under one session name. */
  readonly roleArn?: string;
}): Promise<CodeCommitConnection> {
  const { region, endpoint, roleArn } = options;
  const base: ClientOptions = { region, endpoint };
  const { arn: callerArn, credentials } = await identify(base, roleArn);
  const client = new CodeCommitClient({
    region,
    maxAttempts: 7,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  client.middlewareStack.add(explainErrors('codecommit', { region, roleArn, endpoint }), { step: 'initialize' });
  return { client, callerArn, region };
}

async function identify(base: ClientOptions, roleArn: string | undefined) {
  const sts = createStsClient(base);
  try {
    if (roleArn === undefined) return { arn: (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? '' };
    // One hour: longer than any review takes.
    const answer = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME }));
    const given = answer.Credentials;
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
      throw new UserError('no-credentials', `${roleArn} gave no credentials`);
    }
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given;
    return { arn: answer.AssumedRoleUser?.Arn ?? '', credentials: { accessKeyId, secretAccessKey, sessionToken } };
  } finally {
    sts.destroy();
  }
}
