import { createPipelineExecutions } from '../adapters/codepipeline/pipeline-executions.ts';
import { createGitHubBranch } from '../adapters/github/github-branch.ts';
import { createGitHubClient, type GitHubClient } from '../adapters/github/github-client.ts';
import { openGitHubCommit } from '../adapters/github/open-commit.ts';
import { bucketDeliveries } from '../adapters/receiver/bucket-deliveries.ts';
import { openBucket } from '../adapters/receiver/bucket-objects.ts';
import { bucketPushOrder } from '../adapters/receiver/bucket-push-order.ts';
import { bucketSource } from '../adapters/receiver/bucket-source.ts';
import { readSecret } from '../adapters/secrets/read-secret.ts';
import { webhookSecrets } from '../adapters/secrets/webhook-secrets.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import { UserError } from '../model/errors.ts';
import { storeSource } from '../source/store-source.ts';
import { comparePushes } from '../webhooks/compare-pushes.ts';
import type { FunctionUrlContext } from '../webhooks/handle-function-url.ts';
import type { LookAtBranchContext } from '../webhooks/look-at-branch.ts';
import { required, type Variables } from './api-environment.ts';

/** The receiver, put together for one process of Lambda. */
export interface ReceiverParts {
  readonly receiver: () => FunctionUrlContext;
  /** Undefined without a token: then nothing can be looked for, which is said once. */
  readonly looker: () => Promise<LookAtBranchContext | undefined>;
  readonly log: FunctionUrlContext['log'];
}

/** Milliseconds for the files of one commit; the function itself ends a little later. */
const STORING = 45_000;

/** The variables are those of `receive-webhook.lambda.ts`. Throws UserError `invalid-environment`. */
export function createReceiverParts(
  env: Variables,
  surroundings: { readonly owner: string | undefined; readonly write: (line: string) => void },
): ReceiverParts {
  const { owner, write } = surroundings;
  const endpoint = env['AWS_ENDPOINT_URL'] ?? '';
  const place = { region: required(env, 'AWS_REGION'), ...(endpoint === '' ? {} : { endpoint }) };
  const bucket = { bucket: required(env, 'MLOPS_DELIVERY_BUCKET'), owner, ...place };
  const prefix = required(env, 'MLOPS_DELIVERY_PREFIX');
  const secretArn = required(env, 'MLOPS_SECRET_ARN');
  const sourceKey = env['MLOPS_SOURCE_KEY'] ?? '';
  const repository = required(env, 'MLOPS_REPOSITORY');
  const branch = required(env, 'MLOPS_BRANCH');
  const id = Number(env['MLOPS_REPOSITORY_ID'] ?? '');
  const clock = createSystemClock();
  const objects = openBucket(bucket);
  let isTokenMissed = false;

  function log(...[level, message, details]: Parameters<ReceiverParts['log']>): void {
    write(`${JSON.stringify({ level, message, function: 'receive-webhook', ...details })}\n`);
  }

  /** Read anew each time: a rotated token counts from then on. */
  async function openGitHub(): Promise<GitHubClient> {
    const token = await readSecret(secretArn, 'github_token', place);
    const apiUrl = env['GITHUB_API_URL'] ?? '';
    return createGitHubClient({ token, clock, patience: 5_000, timeout: 10_000, ...(apiUrl === '' ? {} : { apiUrl }) });
  }

  async function store(commit: string): Promise<string> {
    const end = clock.elapsed() + STORING;
    return storeSource(commit, {
      store: bucketSource({ ...bucket, key: sourceKey }),
      open: async () => {
        return openGitHubCommit(await openGitHub(), {
          repository,
          commit,
          onStep: () => {
            if (clock.elapsed() > end) throw tooSlow(repository);
          },
        });
      },
    });
  }

  const common = {
    repository,
    ...(Number.isSafeInteger(id) && id > 0 ? { repositoryId: id } : {}),
    branch,
    pipeline: required(env, 'MLOPS_PIPELINE'),
    sourceAction: required(env, 'MLOPS_SOURCE_ACTION'),
    order: bucketPushOrder(objects, { prefix, compare: comparePushes }),
    executions: createPipelineExecutions(place),
    ...(sourceKey === '' ? {} : { storeSource: store }),
    now: () => clock.now(),
    epochSeconds: () => Date.parse(clock.now()) / 1000,
  };
  const secrets = webhookSecrets(secretArn, { ...place, elapsed: () => clock.elapsed() });
  return {
    receiver: () => ({ ...common, secrets, store: bucketDeliveries(objects, prefix), log }),
    looker: async () => {
      try {
        return { ...common, host: createGitHubBranch(await openGitHub(), { repository, branch }) };
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'no-secret') throw error;
        if (!isTokenMissed)
          log('warn', 'pushes whose delivery is lost are not looked for: there is no token', NO_TOKEN);
        isTokenMissed = true;
        return undefined;
      }
    },
    log,
  };
}

const NO_TOKEN = {
  event: 'look',
  hint: 'store one that may read the repository as the member github_token of the secret',
};

function tooSlow(repository: string): UserError {
  return new UserError('host-unavailable', `the files of the commit could not be read from ${repository} in time`, {
    instructions: ['it is tried again by itself'],
  });
}
