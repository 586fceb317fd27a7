import { UserError } from '../../model/errors.ts';
import { readSecretText, type SecretOptions } from './read-secret-text.ts';

/**
 * One member of a secret that is a JSON object (`secretsmanager:GetSecretValue`). Throws UserError `no-secret` when
 * there is none; no message ever holds a value. Read anew each time: a rotated secret counts from then on.
 */
export async function readSecret(
  secretArn: string,
  member: 'github_token' | 'webhook_secret',
  place: SecretOptions,
): Promise<string> {
  const value = memberOf((await readSecretText(secretArn, place)) ?? '', member);
  if (value !== undefined) return value;
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
