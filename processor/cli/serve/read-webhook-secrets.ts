import { UserError } from '../../model/errors.ts';
import type { World } from '../shared/world.ts';

const CURRENT = 'MLOPS_WEBHOOK_SECRET';
const PREVIOUS = 'MLOPS_WEBHOOK_SECRET_PREVIOUS';

/** A shorter one can be found by trying. */
const SHORTEST = 16;

/**
 * The secrets that deliveries may be signed with, from the environment: a command line is seen by everybody on the
 * machine. Throws UserError `webhook-secret`.
 */
export function readWebhookSecrets({ env }: World): readonly string[] {
  const current = env[CURRENT] ?? '';
  if (current === '') throw unusable(CURRENT, 'is not set');
  const previous = env[PREVIOUS] ?? '';
  const secrets =
    previous === ''
      ? [[CURRENT, current]]
      : [
          [CURRENT, current],
          [PREVIOUS, previous],
        ];
  return secrets.map(([name = '', secret = '']) => {
    if (secret.length < SHORTEST) throw unusable(name, `has fewer than ${SHORTEST} characters`);
    if (secret.trim() !== secret) throw unusable(name, 'begins or ends with a space or a line break');
    return secret;
  });
}

function unusable(name: string, problem: string): UserError {
  return new UserError('webhook-secret', `the variable ${name} ${problem}`, {
    instructions: [
      'make a secret, such as by: openssl rand -hex 32',
      `give it to the webhook on the host, and to this command as ${name}`,
    ],
  });
}
