import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { explainErrors } from '../cloudformation/explain-error.ts';

/** Where a secret lies. */
export interface SecretOptions {
  readonly region: string;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * The text of a secret (`secretsmanager:GetSecretValue`); undefined when there is no such secret, empty when it holds
 * bytes. Throws UserError `access-denied`, `aws-unavailable`; no message ever holds a value.
 */
export async function readSecretText(
  secretArn: string,
  { region, endpoint }: SecretOptions,
): Promise<string | undefined> {
  const client = new SecretsManagerClient({
    region,
    maxAttempts: 3,
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(explainErrors('secretsmanager', { region, endpoint }), { step: 'initialize' });
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString ?? '';
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
