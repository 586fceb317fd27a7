import { createPipelineExecutions } from '../adapters/codepipeline/pipeline-executions.ts';
import { bucketDeliveries } from '../adapters/receiver/bucket-deliveries.ts';
import { openBucket } from '../adapters/receiver/bucket-objects.ts';
import { bucketPushOrder } from '../adapters/receiver/bucket-push-order.ts';
import { webhookSecrets } from '../adapters/secrets/webhook-secrets.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import { comparePushes } from '../webhooks/compare-pushes.ts';
import { handleFunctionUrl, type FunctionUrlContext, type FunctionUrlResult } from '../webhooks/handle-function-url.ts';
import { required, type Variables } from './api-environment.ts';

/** What Lambda tells of the call. */
interface Invocation {
  readonly invokedFunctionArn: string;
}

/**
 * The webhook receiver behind a function URL (payload format 2.0). Variables:
 *
 * - `MLOPS_SECRET_ARN`: the secret with the member `webhook_secret`, and while it is rotated `webhook_secret_previous`
 * - `MLOPS_REPOSITORY` (`owner/name`), `MLOPS_BRANCH`, and if wanted `MLOPS_REPOSITORY_ID`: what deliveries must be of
 * - `MLOPS_PIPELINE`, `MLOPS_SOURCE_ACTION`: what is started, and which of its actions takes the commit
 * - `MLOPS_DELIVERY_BUCKET`, `MLOPS_DELIVERY_PREFIX` (ends with a slash): where deliveries are stored
 * - `AWS_REGION` is Lambda's own; `AWS_ENDPOINT_URL` leads to an emulator
 *
 * Calls of AWS: `secretsmanager:GetSecretValue` on the secret; `s3:GetObject` and `s3:PutObject` below the prefix, and
 * `s3:ListBucket` for it, so that a missing object is told from a refused one; `codepipeline:StartPipelineExecution` on
 * the pipeline.
 */
export const handler = createHandler();

function createHandler(): (event: unknown, invocation?: Invocation) => Promise<FunctionUrlResult> {
  /** One reader of secrets for as long as Lambda keeps this process: it remembers for some minutes what it read. */
  let secrets: FunctionUrlContext['secrets'] | undefined;
  return async (event, invocation) => {
    const env: Variables = process.env;
    const clock = createSystemClock();
    secrets ??= webhookSecrets(required(env, 'MLOPS_SECRET_ARN'), { ...placeOf(env), elapsed: () => clock.elapsed() });
    return handleFunctionUrl(event, contextOf(env, { invocation, secrets }));
  };
}

function contextOf(
  env: Variables,
  parts: { readonly invocation: Invocation | undefined; readonly secrets: FunctionUrlContext['secrets'] },
): FunctionUrlContext {
  const place = placeOf(env);
  const owner = parts.invocation?.invokedFunctionArn.split(':')[4];
  const objects = openBucket({ bucket: required(env, 'MLOPS_DELIVERY_BUCKET'), owner, ...place });
  const prefix = required(env, 'MLOPS_DELIVERY_PREFIX');
  const id = Number(env['MLOPS_REPOSITORY_ID'] ?? '');
  return {
    secrets: parts.secrets,
    repository: required(env, 'MLOPS_REPOSITORY'),
    ...(Number.isSafeInteger(id) && id > 0 ? { repositoryId: id } : {}),
    branch: required(env, 'MLOPS_BRANCH'),
    pipeline: required(env, 'MLOPS_PIPELINE'),
    sourceAction: required(env, 'MLOPS_SOURCE_ACTION'),
    store: bucketDeliveries(objects, prefix),
    order: bucketPushOrder(objects, { prefix, compare: comparePushes }),
    executions: createPipelineExecutions(place),
    now: () => createSystemClock().now(),
    epochSeconds: () => Date.parse(createSystemClock().now()) / 1000,
    log: (level, message, details) => {
      process.stdout.write(`${JSON.stringify({ level, message, function: 'receive-webhook', ...details })}\n`);
    },
  };
}

function placeOf(env: Variables): { readonly region: string; readonly endpoint?: string } {
  const endpoint = env['AWS_ENDPOINT_URL'] ?? '';
  return { region: required(env, 'AWS_REGION'), ...(endpoint === '' ? {} : { endpoint }) };
}
