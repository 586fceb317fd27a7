import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { ExecutionState, PipelineState, PipelineStateReader } from '../../ports/pipeline-state.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';
import { commitOf } from './pipeline-executions.ts';

export interface PipelineStateOptions {
  readonly pipeline: string;
  readonly region: string;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/** Executions that are looked through for a commit, newest first: a hundred a page. */
const MOST_PAGES = 3;

/** Reads from CodePipeline (`codepipeline:GetPipelineState`, `ListPipelineExecutions` on the pipeline). */
export function createPipelineStateReader({ pipeline, region, endpoint }: PipelineStateOptions): PipelineStateReader {
  const client = new CodePipelineClient({
    region,
    maxAttempts: 4,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(explainErrors('codepipeline', { region, endpoint }), { step: 'initialize' });
  return {
    read: async (commit) => {
      try {
        const state = await client.send(new GetPipelineStateCommand({ name: pipeline }));
        const execution = commit === undefined ? undefined : await findExecution(client, { pipeline, commit });
        return { state: toPlain(state), ...(execution !== undefined && { execution }) } satisfies PipelineState;
      } catch (error) {
        if (error instanceof Error && error.name === 'PipelineNotFoundException') return undefined;
        throw error;
      }
    },
  };
}

async function findExecution(
  client: CodePipelineClient,
  { pipeline, commit }: { readonly pipeline: string; readonly commit: string },
): Promise<ExecutionState | undefined> {
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: 100, nextToken }),
    );
    const found = (answer.pipelineExecutionSummaries ?? []).find(({ sourceRevisions = [] }) =>
      sourceRevisions.some((revision) => commitOf(revision) === commit),
    );
    if (found !== undefined) return executionOf(found);
    ({ nextToken } = answer);
    if (nextToken === undefined) return undefined;
  }
  return undefined;
}

function executionOf(summary: PipelineExecutionSummary): ExecutionState {
  const { pipelineExecutionId = '', status = '', statusSummary, startTime, lastUpdateTime } = summary;
  return {
    pipelineExecutionId,
    status,
    ...(statusSummary !== undefined && { statusSummary }),
    ...(startTime !== undefined && { startTime: startTime.toISOString() }),
    ...(lastUpdateTime !== undefined && { lastUpdateTime: lastUpdateTime.toISOString() }),
  };
}

/** What is not CodePipeline's: facts of the SDK about its call. And what is nobody's business here. */
const LEFT_OUT: ReadonlySet<string> = new Set(['$metadata', 'token']);

/** Times as ISO 8601; without the tokens by which somebody with the rights could answer an approval. */
function toPlain(state: object): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(state, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
