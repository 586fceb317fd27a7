import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UserError } from '../../model/errors.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';

export interface SecretOptions {
  readonly region: string;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * One member of a secret that is a JSON object (`secretsmanager:GetSecretValue`). Throws UserError `no-secret` when there
 * is none; no message ever holds a value. Read anew each time: a rotated secret counts from then on.
 */
export async function readSecret(
  secretArn: string,
  member: 'github_token' | 'webhook_secret',
  { region, endpoint }: SecretOptions,
): Promise<string> {
  const client = new SecretsManagerClient({
    region,
    maxAttempts: 3,
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(explainErrors('secretsmanager', { region, endpoint }), { step: 'initialize' });
  try {
    const { SecretString: text = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    const value = memberOf(text, member);
    if (value !== undefined) return value;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  } finally {
    client.destroy();
  }
  throw new UserError('no-secret', `the secret ${secretArn} has no member \`${member}\``, {
    instructions: [`store a JSON object with the member \`${member}\` in it`],
  });
}

function memberOf(text: string, member: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const found = typeof value === 'object' && value !== null ? (Reflect.get(value, member) as unknown) : undefined;
    return typeof found === 'string' && found !== '' ? found.trim() : undefined;
  } catch {
    return undefined;
  }
}
