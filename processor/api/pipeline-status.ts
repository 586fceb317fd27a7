import { loadDesired } from '../config/load-desired.ts';
import { shorten } from '../model/escape-text.ts';
import type { Settings, Stage } from '../model/settings.ts';
import { shortHash } from '../model/short-hash.ts';
import type { DeployedStack } from '../model/stack.ts';
import type { CommitWriter } from '../ports/commit-writer.ts';
import type { PipelineState, PipelineStateReader, StackState } from '../ports/pipeline-state.ts';
import { RequestRefused, success, type ApiAnswer } from './answer.ts';
import { readPipelineId, type PipelineId } from './pipeline-id.ts';
import { memberOf, readObject } from './read-config.ts';
import type { ApiRequest } from './read-request.ts';
import { readSettings } from './provision-pipeline.ts';

export interface StatusContext {
  readonly writer: CommitWriter;
  readonly branch: string;
  readonly home: { readonly account: string; readonly region: string };
  readonly pipeline: PipelineStateReader;
  /** Asks the stage's account with its read role. */
  readonly describeStack: (stage: Stage, name: string) => Promise<DeployedStack | undefined>;
}

interface Wanted {
  readonly stage: Stage;
  readonly stack: string;
}

/**
 * `POST /pipelinestatus`: how far the pipeline is with a commit, and how the workload's stacks are. Throws
 * RequestRefused 400 for an id that is none, or that names nothing.
 */
export async function pipelineStatus(request: ApiRequest, context: StatusContext): Promise<ApiAnswer> {
  const given = memberOf(readObject(request.bytes), 'pipeline_id');
  if (typeof given !== 'string') {
    throw new RequestRefused(400, '`pipeline_id` is missing: send the one that /provisionpipeline answered with');
  }
  const id = readPipelineId(given);
  if (id === undefined) {
    throw new RequestRefused(400, `\`${shorten(given, 100)}\` is no pipeline_id; send the one of /provisionpipeline`);
  }
  const tip = await context.writer.readTip(context.branch);
  if (id.kind === 'pull-request') {
    const waiting = await describePullRequest(id, context);
    if (waiting !== undefined) return waiting;
  }
  const commit = id.kind === 'commit' ? id.commit : tip;
  const { settings } = await readSettings(tip, context);
  // The read roles may list every stack of their accounts; callers are told of workloads alone.
  if (id.kind === 'stack' && !id.stack.toLowerCase().startsWith(`${settings.stackPrefix.toLowerCase()}-`)) {
    throw noStack(id);
  }
  const wanted = id.kind === 'stack' ? stacksNamed(id, settings) : await stacksOf(id, { commit, settings, context });
  const [state, stacks] = await Promise.all([
    context.pipeline.read(id.kind === 'stack' ? undefined : commit),
    Promise.all(wanted.map((one) => describe(one, context))),
  ]);
  if (id.kind === 'stack' && stacks.every(({ status }) => status === undefined)) {
    throw noStack(id);
  }
  return answer(state, { stacks, commit: id.kind === 'stack' ? undefined : commit });
}

function noStack({ stack }: Extract<PipelineId, { kind: 'stack' }>): RequestRefused {
  return new RequestRefused(400, `Stack with id ${shorten(stack, 130)} does not exist`);
}

/** An answer while there is nothing in the branch yet. */
async function describePullRequest(
  id: Extract<PipelineId, { kind: 'pull-request' }>,
  { writer, branch }: StatusContext,
): Promise<ApiAnswer | undefined> {
  const state = await writer.readPullRequestState(id.id);
  if (state === undefined) throw new RequestRefused(400, `there is no pull request ${id.id}`);
  if (state === 'merged') return undefined;
  const message =
    state === 'open'
      ? `pull request ${id.id} waits to be merged into ${branch}; the pipeline has not provisioned anything yet.`
      : `pull request ${id.id} was closed without being merged; nothing is provisioned.`;
  return success({ message, pull_request: { id: id.id, state } });
}

/** The stacks of the workload that an id names, by the config of its commit. */
async function stacksOf(
  id: Exclude<PipelineId, { kind: 'stack' }>,
  {
    commit,
    settings,
    context,
  }: { readonly commit: string; readonly settings: Settings; readonly context: StatusContext },
): Promise<readonly Wanted[]> {
  const file = await context.writer.readFile(commit, id.path);
  if (file === undefined)
    throw new RequestRefused(400, `commit ${shortHash(commit)} has no file ${shorten(id.path, 200)}`);
  const { workloads } = loadDesired({
    files: [{ path: id.path, bytes: file.bytes }],
    settings,
    rules: [],
    partial: true,
  });
  const own = workloads.filter(({ pointer }) => pointer === id.pointer);
  if (own.length === 0) {
    throw new RequestRefused(
      400,
      `${shorten(id.path, 200)}${id.pointer} has no workload in commit ${shortHash(commit)}`,
    );
  }
  return own.flatMap(({ identity, spec }) => {
    const stage = settings.stages.find(({ name }) => name === identity.stage);
    return stage === undefined ? [] : [{ stage, stack: spec.stackName }];
  });
}

function stacksNamed({ stack }: Extract<PipelineId, { kind: 'stack' }>, settings: Settings): readonly Wanted[] {
  return settings.stages.map((stage) => ({ stage, stack }));
}

async function describe({ stage, stack }: Wanted, context: StatusContext): Promise<StackState> {
  const found = await context.describeStack(stage, stack);
  const about = { stage: stage.name, stack };
  if (found === undefined) return about;
  const { status, statusReason, stackId, updatedAt, createdAt } = found;
  const time = updatedAt ?? createdAt;
  return {
    ...about,
    status,
    stackId,
    ...(statusReason !== undefined && { statusReason }),
    ...(time !== undefined && { updatedAt: time }),
  };
}

/** The orchestrator's answer, which is CodePipeline's, and beside it what belongs to this workload. */
function answer(
  pipeline: PipelineState | undefined,
  { stacks, commit }: { readonly stacks: readonly StackState[]; readonly commit: string | undefined },
): ApiAnswer {
  const workload = {
    ...(commit !== undefined && { commit }),
    ...(pipeline?.execution !== undefined && { execution: pipeline.execution }),
    stacks,
  };
  if (pipeline === undefined) {
    return success({ message: 'pipeline cloudformation stack has not provisioned the pipeline yet.', workload });
  }
  return success({ ...pipeline.state, workload });
}
