import { CodePipelineClient, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { PipelineExecutions, StartRequest } from '../../ports/pipeline-executions.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';

export interface PipelineExecutionsOptions {
  /** Undefined: as the environment says. */
  readonly region?: string;
  /** Of an emulator or a private endpoint; undefined: AWS, or AWS_ENDPOINT_URL. */
  readonly endpoint?: string;
  /** Undefined: the standard credential chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Attempts of a call that was throttled or met a passing fault, the first included. */
  readonly maxAttempts?: number;
}

const TIMEOUTS = { connectionTimeout: 6_000, requestTimeout: 20_000, throwOnRequestTimeout: true } as const;

/** AWS CodePipeline; the one action that it needs is `codepipeline:StartPipelineExecution` on the pipeline. */
export function createPipelineExecutions(options: PipelineExecutionsOptions): PipelineExecutions {
  const { region, endpoint, credentials, maxAttempts = 4 } = options;
  const client = new CodePipelineClient({
    maxAttempts,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const context = { region: region ?? 'of the environment', ...(endpoint === undefined ? {} : { endpoint }) };
  client.middlewareStack.add(explainErrors('codepipeline', context), { step: 'initialize' });
  return {
    start: async (request) => {
      try {
        const { pipelineExecutionId } = await client.send(
          new StartPipelineExecutionCommand({
            name: request.pipeline,
            clientRequestToken: request.token,
            sourceRevisions: [
              { actionName: request.sourceAction, revisionType: 'COMMIT_ID', revisionValue: request.commit },
            ],
          }),
        );
        return { executionId: pipelineExecutionId ?? '' };
      } catch (error) {
        throw explain(error, request);
      }
    },
  };
}

/** Errors of StartPipelineExecution (API reference) in words for the user; others pass. */
function explain(error: unknown, { pipeline, sourceAction }: StartRequest): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const shown = `\`${escapeText(pipeline)}\``;
  switch (error.name) {
    case 'PipelineNotFoundException':
      return new UserError('no-such-pipeline', `there is no pipeline ${shown}: ${error.message}`, {
        instructions: ['check --pipeline, the region and the account of the credentials', '`mlops bootstrap` makes it'],
        cause: error,
      });
    case 'ConflictException':
      return busy(`the pipeline ${shown} is busy: ${error.message}`, error);
    case 'ConcurrentPipelineExecutionsLimitExceededException':
      return busy(`the pipeline ${shown} has as many executions as it may have: ${error.message}`, error);
    case 'ValidationException':
      return new UserError('pipeline-refused', `CodePipeline does not start ${shown}: ${error.message}`, {
        instructions: [`check that its source action is called \`${escapeText(sourceAction)}\`, and takes commits`],
        cause: error,
      });
    default:
      return error;
  }
}

function busy(message: string, cause: Error): UserError {
  return new UserError('pipeline-busy', message, { instructions: ['wait: it is tried again by itself'], cause });
}
