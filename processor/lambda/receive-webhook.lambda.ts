import { UserError } from '../model/errors.ts';
import { handleFunctionUrl, type FunctionUrlResult } from '../webhooks/handle-function-url.ts';
import { lookAtBranch } from '../webhooks/look-at-branch.ts';
import type { Variables } from './api-environment.ts';
import { createReceiverParts, type ReceiverParts } from './receiver-parts.ts';

/** What Lambda tells of the call. */
interface Invocation {
  readonly invokedFunctionArn: string;
}

/** What the schedule sends. A request of the function URL is an object of Lambda's making, and never this one. */
const LOOK = 'Scheduled Event';

/**
 * The webhook receiver behind a function URL (payload format 2.0), and on a schedule the look for pushes whose delivery
 * was lost. Variables:
 *
 * - `MLOPS_SECRET_ARN`: the secret with the member `webhook_secret`, while it is rotated `webhook_secret_previous`, and
 *   `github_token`, without which nothing is looked for
 * - `MLOPS_REPOSITORY` (`owner/name`), `MLOPS_BRANCH`, and if wanted `MLOPS_REPOSITORY_ID`: what deliveries must be of
 * - `MLOPS_PIPELINE`, `MLOPS_SOURCE_ACTION`: what is started, and which of its actions takes the commit
 * - `MLOPS_SOURCE_KEY`: where the pipeline cannot read the repository, the object in the bucket from which it reads the
 *   files of a commit; they are stored there before it is started
 * - `MLOPS_DELIVERY_BUCKET`, `MLOPS_DELIVERY_PREFIX` (ends with a slash): where deliveries are stored
 * - `GITHUB_API_URL`: only for GitHub Enterprise Server
 * - `AWS_REGION` is Lambda's own; `AWS_ENDPOINT_URL` leads to an emulator
 *
 * Calls of AWS: `secretsmanager:GetSecretValue` on the secret (and `kms:Decrypt` of its key); `s3:GetObject` and
 * `s3:PutObject` below the prefix and on the source key, and `s3:ListBucket` for both, so that a missing object is told
 * from a refused one; `codepipeline:StartPipelineExecution` and `ListPipelineExecutions` on the pipeline.
 */
export const handler = createHandler();

function createHandler(): (event: unknown, invocation?: Invocation) => Promise<FunctionUrlResult | undefined> {
  /** For as long as Lambda keeps this process: it remembers for some minutes what it read. */
  let parts: ReceiverParts | undefined;
  return async (event, invocation) => {
    const env: Variables = process.env;
    parts ??= createReceiverParts(env, {
      owner: invocation?.invokedFunctionArn.split(':')[4],
      write: (line) => process.stdout.write(line),
    });
    if (!isSchedule(event)) return handleFunctionUrl(event, parts.receiver());
    await look(parts);
    return undefined;
  };
}

function isSchedule(event: unknown): boolean {
  if (typeof event !== 'object' || event === null || 'requestContext' in event) return false;
  return Reflect.get(event, 'source') === 'aws.events' && Reflect.get(event, 'detail-type') === LOOK;
}

/** What cannot be done now is tried at the next look; a call that fails would be repeated by EventBridge at once. */
async function look(parts: ReceiverParts): Promise<void> {
  try {
    const context = await parts.looker();
    if (context === undefined) return;
    const { end, message, commit } = await lookAtBranch(context);
    parts.log(end === 'refused' ? 'warn' : 'info', message, { event: 'look', commit });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    parts.log('error', error.message, { event: 'look', code: error.code, hint: error.instructions.join('; ') });
  }
}
