import { UserError } from '../../model/errors.ts';
import { readSecretText, type SecretOptions } from './read-secret-text.ts';

/** Milliseconds for which what was read is taken to hold, and after which it may be read anew at the earliest. */
const AGES = { cached: 5 * 60_000, fresh: 60_000 } as const;

/** A shorter one can be found by trying. */
const SHORTEST = 16;

/**
 * The members `webhook_secret` and, while it is rotated, `webhook_secret_previous` of a secret that is a JSON object
 * (`secretsmanager:GetSecretValue`). Kept for some minutes, so that whoever sends wrong signatures does not make us pay
 * for each. Throws UserError `no-secret`, `access-denied`, `aws-unavailable`.
 */
export function webhookSecrets(
  secretArn: string,
  { elapsed, ...place }: SecretOptions & { readonly elapsed: () => number },
): (options: { readonly fresh: boolean }) => Promise<readonly string[]> {
  let known: { readonly secrets: readonly string[]; readonly at: number } | undefined;
  return async ({ fresh }) => {
    const age = known === undefined ? Infinity : elapsed() - known.at;
    if (known !== undefined && age < (fresh ? AGES.fresh : AGES.cached)) return known.secrets;
    known = { secrets: membersOf((await readSecretText(secretArn, place)) ?? '', secretArn), at: elapsed() };
    return known.secrets;
  };
}

function membersOf(text: string, secretArn: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw noSecret(secretArn);
  }
  const members = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const [current, previous] = [members['webhook_secret'], members['webhook_secret_previous']];
  if (!isStrong(current)) throw noSecret(secretArn);
  return isStrong(previous) ? [current, previous] : [current];
}

function isStrong(value: unknown): value is string {
  return typeof value === 'string' && value.length >= SHORTEST;
}

function noSecret(secretArn: string): UserError {
  return new UserError(
    'no-secret',
    `the secret ${secretArn} has no member \`webhook_secret\` of ${SHORTEST} characters`,
    {
      instructions: ['store a JSON object with the member `webhook_secret` in it, as the webhook on the host has it'],
    },
  );
}
