import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { explainErrors } from '../cloudformation/explain-error.ts';

/** An answer of the API waits for this; API Gateway gives it 29 seconds. In milliseconds. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/** A client for short requests, by the standard credential chain. */
export function openCodeCommitClient(options: {
  readonly region: string;
  readonly endpoint?: string;
}): CodeCommitClient {
  const { region, endpoint } = options;
  const client = new CodeCommitClient({
    region,
    maxAttempts: 4,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(explainErrors('codecommit', { region, endpoint }), { step: 'initialize' });
  return client;
}
