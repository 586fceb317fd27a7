import { connectStage } from '../adapters/cloudformation/connect-stage.ts';
import { createPipelineStateReader } from '../adapters/codepipeline/pipeline-state.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import type { ApiAnswer } from '../api/answer.ts';
import { handleRequest } from '../api/handle-request.ts';
import { pipelineStatus } from '../api/pipeline-status.ts';
import { openCommitWriter, readApiEnvironment, required, type Variables } from './api-environment.ts';

/**
 * `POST /pipelinestatus` behind API Gateway (REST, Lambda proxy, `AWS_IAM`). Variables: those of `ApiEnvironment`, and
 * `MLOPS_PIPELINE`, the name of the control plane's pipeline.
 *
 * Calls of AWS: `codepipeline:GetPipelineState` and `ListPipelineExecutions` on the pipeline; `sts:GetCallerIdentity`
 * (no right needed) and `sts:AssumeRole` on the read roles of the stages, through which it asks
 * `cloudformation:DescribeStacks`; `MLOPS_ASSUME_ROLES=always` makes it use them in its own account too. On CodeCommit
 * `codecommit:GetBranch`, `GetFile`, `GetPullRequest`; for GitHub `secretsmanager:GetSecretValue` on the secret.
 */
export function handler(event: unknown): Promise<ApiAnswer> {
  const env: Variables = process.env;
  return handleRequest(event, {
    endpoint: '/pipelinestatus',
    log: (line) => process.stdout.write(`${JSON.stringify({ function: 'pipeline-status', ...line })}\n`),
    carryOut: async (request) => {
      const environment = readApiEnvironment(env);
      const { branch, home, endpoint } = environment;
      const assumeRoles = env['MLOPS_ASSUME_ROLES'] === 'always' ? 'always' : 'foreign';
      const clock = createSystemClock();
      return pipelineStatus(request, {
        writer: await openCommitWriter(environment),
        branch,
        home,
        pipeline: createPipelineStateReader({
          pipeline: required(env, 'MLOPS_PIPELINE'),
          region: home.region,
          endpoint,
        }),
        describeStack: async (stage, name) => {
          const target = await connectStage({ stage, clock, assumeRoles, maxAttempts: 3, endpoint });
          return target.describeStack(name);
        },
      });
    },
  });
}
