import {
  CodePipelineClient,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
  type PipelineExecutionSummary,
  type SourceRevisionOverride,
} from '@aws-sdk/client-codepipeline';
import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { NewestExecution, PipelineExecutions, StartRequest } from '../../ports/pipeline-executions.ts';
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

/**
 * AWS CodePipeline. Needs `codepipeline:StartPipelineExecution` on the pipeline, and for `newest`
 * `codepipeline:ListPipelineExecutions`.
 */
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
            sourceRevisions: [revisionOf(request)],
          }),
        );
        return { executionId: pipelineExecutionId ?? '' };
      } catch (error) {
        throw explain(error, request);
      }
    },
    newest: async ({ pipeline, sourceAction }) => {
      try {
        const answer = await client.send(
          // Newest first (API reference, ListPipelineExecutions).
          new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: 1 }),
        );
        const [first] = answer.pipelineExecutionSummaries ?? [];
        return first === undefined ? undefined : executionOf(first, sourceAction);
      } catch (error) {
        throw explain(error, { pipeline, sourceAction });
      }
    },
  };
}

function revisionOf({ sourceAction, commit, objectVersion }: StartRequest): SourceRevisionOverride {
  return objectVersion === undefined
    ? { actionName: sourceAction, revisionType: 'COMMIT_ID', revisionValue: commit }
    : { actionName: sourceAction, revisionType: 'S3_OBJECT_VERSION_ID', revisionValue: objectVersion };
}

function executionOf(summary: PipelineExecutionSummary, sourceAction: string): NewestExecution {
  const { pipelineExecutionId = '', status, sourceRevisions = [] } = summary;
  const commit = commitOf(sourceRevisions.find(({ actionName }) => actionName === sourceAction));
  return {
    executionId: pipelineExecutionId,
    isUnderWay: status === 'InProgress',
    ...(commit !== undefined && { commit }),
  };
}

/**
 * The commit of a revision: its id, or for a source in S3, whose id is a version, the summary that was stored with the
 * object (API reference, SourceRevision).
 */
export function commitOf(revision: { readonly revisionId?: string; readonly revisionSummary?: string } = {}) {
  return [revision.revisionId, revision.revisionSummary].find(
    (text) => text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text),
  );
}

/** Errors of CodePipeline (API reference) in words for the user; others pass. */
function explain(error: unknown, { pipeline, sourceAction }: Pick<StartRequest, 'pipeline' | 'sourceAction'>): unknown {
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
        instructions: [
          `check that its source action is called \`${escapeText(sourceAction)}\`, and takes commits, or the object that is named`,
        ],
        cause: error,
      });
    default:
      return error;
  }
}

function busy(message: string, cause: Error): UserError {
  return new UserError('pipeline-busy', message, { instructions: ['wait: it is tried again by itself'], cause });
}
