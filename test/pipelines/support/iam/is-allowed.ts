import { runSimulation } from '@cloud-copilot/iam-simulate';

import type { Json } from './resolved-template.ts';

/** One call on AWS. */
export interface Call {
  /** As IAM names it: `s3:GetObject`. */
  readonly action: string;
  /** ARN, or `*` where the action knows none. */
  readonly resource: string;
  /** Condition keys of the request; a list for those that have several values. */
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/**
 * Whether identity policies allow a call, judged by an IAM simulator that is not ours. The resource is taken for one of
 * the caller's account whatever its ARN says: so the policy alone decides, and not that the other account says no.
 * Throws when the simulator knows no such action, resource or condition key.
 */
export async function isAllowed(
  statements: readonly Json[],
  { action, resource, context = {} }: Call,
  account: string,
) {
  const answer = await runSimulation(
    {
      identityPolicies: [{ name: 'role', policy: { Version: '2012-10-17', Statement: known(statements) } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: action.startsWith('kms:') ? defaultKeyPolicy(account) : undefined,
      request: {
        action,
        principal: `arn:aws:iam::${account}:role/caller`,
        resource: { resource, accountId: account },
        contextVariables: known({ ...context }),
      },
    },
    {},
  );
  if (answer.resultType === 'error') {
    throw new Error(`${action} on ${resource} cannot be judged: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === 'Allowed';
}

/**
 * The simulator knows no condition keys with a part of their own after a colon and passes them over. Another one of the
 * same type and the same actions, which no policy of ours has, stands for them on both sides.
 */
function known<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('kms:EncryptionContext:SecretARN', 'kms:RequestAlias')) as T;
}

/** A key whose policy leaves the decision to IAM, as the default key policy does. */
function defaultKeyPolicy(account: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  };
}
