import { createSystemClock } from '../adapters/system-clock.ts';
import type { ApiAnswer } from '../api/answer.ts';
import { handleRequest } from '../api/handle-request.ts';
import { isCardOperation } from '../api/model-card/read-card-request.ts';
import { runCardOperation } from '../api/model-card/run-card-operation.ts';
import { provisionPipeline } from '../api/provision-pipeline.ts';
import { memberOf, readObject } from '../api/read-config.ts';
import { UserError } from '../model/errors.ts';
import { openCommitWriter, readApiEnvironment, required, type Variables } from './api-environment.ts';

/**
 * `POST /provisionpipeline` behind API Gateway (REST, Lambda proxy, `AWS_IAM`). Variables: those of `ApiEnvironment`,
 * `MLOPS_API_MODE` (`commit` or `pull_request`), and `MLOPS_ASSETS_BUCKET` for model cards.
 *
 * Calls of AWS: on CodeCommit `codecommit:GetBranch`, `GetFile`, `GetDifferences`, `GetBlob`, and `CreateCommit`; for
 * pull requests also `CreateBranch`, `CreatePullRequest`, `ListPullRequests`, `GetPullRequest`, all on the one
 * repository; for GitHub `secretsmanager:GetSecretValue` on the secret, and `kms:Decrypt` if it has a key of its own.
 * For model cards those of `createModelCards`, and `s3:PutObject` below `model_card_exports/`, which SageMaker does in
 * its caller's name.
 */
export function handler(event: unknown): Promise<ApiAnswer> {
  const env: Variables = process.env;
  return handleRequest(event, {
    endpoint: '/provisionpipeline',
    log: (line) => process.stdout.write(`${JSON.stringify({ function: 'provision-pipeline', ...line })}\n`),
    carryOut: async (request) => {
      const environment = readApiEnvironment(env);
      const clock = createSystemClock();
      const body = readObject(request.bytes);
      const operation = memberOf(body, 'pipeline_type');
      if (isCardOperation(operation)) {
        const { home, endpoint } = environment;
        // Most requests are for Git, and need not wait for this client to be loaded.
        const { createModelCards } = await import('../adapters/sagemaker/model-cards.ts');
        const cards = createModelCards({ region: home.region, endpoint });
        const assetsBucket = required(env, 'MLOPS_ASSETS_BUCKET');
        return runCardOperation(request, { body, operation }, { cards, clock, assetsBucket });
      }
      return provisionPipeline(request, {
        writer: await openCommitWriter(environment),
        branch: environment.branch,
        mode: readMode(env),
        clock,
        home: environment.home,
      });
    },
  });
}

function readMode(env: Variables): 'commit' | 'pull_request' {
  const mode = required(env, 'MLOPS_API_MODE');
  if (mode === 'commit' || mode === 'pull_request') return mode;
  throw new UserError('invalid-environment', `the variable MLOPS_API_MODE is \`${mode}\``, {
    instructions: ['set it to commit or pull_request'],
  });
}
