import { createSystemClock } from '../adapters/system-clock.ts';
import type { ApiAnswer } from '../api/answer.ts';
import { handleRequest } from '../api/handle-request.ts';
import { provisionPipeline } from '../api/provision-pipeline.ts';
import { UserError } from '../model/errors.ts';
import { openCommitWriter, readApiEnvironment, required, type Variables } from './api-environment.ts';

/**
 * `POST /provisionpipeline` behind API Gateway (REST, Lambda proxy, `AWS_IAM`). Variables: those of `ApiEnvironment`, and
 * `MLOPS_API_MODE` (`commit` or `pull_request`).
 *
 * Calls of AWS: on CodeCommit `codecommit:GetBranch`, `GetFile`, `GetDifferences`, `GetBlob`, and `CreateCommit`; for pull
 * requests also `CreateBranch`, `CreatePullRequest`, `ListPullRequests`, `GetPullRequest`, all on the one repository; for
 * GitHub `secretsmanager:GetSecretValue` on the secret, and `kms:Decrypt` if it has a key of its own.
 */
export function handler(event: unknown): Promise<ApiAnswer> {
  const env: Variables = process.env;
  return handleRequest(event, {
    endpoint: '/provisionpipeline',
    log: (line) => process.stdout.write(`${JSON.stringify({ function: 'provision-pipeline', ...line })}\n`),
    carryOut: async (request) => {
      const environment = readApiEnvironment(env);
      return provisionPipeline(request, {
        writer: await openCommitWriter(environment),
        branch: environment.branch,
        mode: readMode(env),
        clock: createSystemClock(),
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
