import type { CommitWriter } from '../ports/commit-writer.ts';
import { findingBody, success, type ApiAnswer } from './answer.ts';
import type { Location } from './locate-workload.ts';
import { writePipelineId } from './pipeline-id.ts';
import type { AcceptedConfig } from './read-config.ts';
import type { ApiRequest } from './read-request.ts';

/** A change to one file that is to reach Git. */
export interface CommitContext {
  readonly writer: CommitWriter;
  readonly branch: string;
  readonly request: ApiRequest;
  readonly accepted: AcceptedConfig;
  readonly location: Location;
  /** What the file is to hold. */
  readonly bytes: Uint8Array;
  /** The commit that all this was read from. */
  readonly tip: string;
}

/** Commits the change on the watched branch. Throws UserError `commit-conflict` when the branch has moved on. */
export async function commitChange(context: CommitContext): Promise<ApiAnswer> {
  const { location, accepted, branch } = context;
  const { commit } = await putChange(context, { branch, parent: context.tip });
  const stack = accepted.workloads[0].spec.stackName;
  const message =
    location.existing === undefined
      ? `success: committed ${location.path} to ${branch}; the pipeline deploys ${stack} from there`
      : `Pipeline ${stack} is already provisioned. Updating ${location.path} on ${branch}.`;
  return success({
    message,
    pipeline_id: writePipelineId({ kind: 'commit', commit, path: location.path, pointer: pointerOf(location) }),
    commit,
    path: location.path,
    branch,
    ...remarks(context),
  });
}

/** Writes the file on a branch. */
export function putChange(
  { writer, request, location, bytes, accepted }: CommitContext,
  { branch, parent }: { readonly branch: string; readonly parent: string },
): ReturnType<CommitWriter['putFile']> {
  return writer.putFile({
    branch,
    parent,
    path: location.path,
    bytes,
    ...(location.existing !== undefined && { replaces: location.existing.blobId }),
    message: `${titleOf({ accepted, location })}\n\n${originOf(request)}\n`,
    author: request.caller.author,
  });
}

/** One line for commits and pull requests, short and without anything that a host turns into a link. */
export function titleOf({ accepted, location }: Pick<CommitContext, 'accepted' | 'location'>): string {
  const { pipelineType, modelName } = accepted.workloads[0].identity;
  const word = modelName.replace(/[^\w.-]+/g, '-').slice(0, 40);
  return `${location.existing === undefined ? 'Provision' : 'Update'} ${pipelineType} of ${word}`;
}

/** Who asked for it. An ARN has no character that Markdown or a commit message gives a meaning to, `_` apart. */
export function originOf({ caller, requestId }: ApiRequest): string {
  return `Requested through POST /provisionpipeline by ${caller.arn} (request ${requestId.replace(/[^\w-]/g, '')}).`;
}

export function pointerOf({ existing }: Location): string {
  return existing?.pointer ?? '';
}

/** What is to be said besides. */
export function remarks({ location, accepted }: Pick<CommitContext, 'location' | 'accepted'>): object {
  return {
    ...(accepted.warnings.length > 0 && { warnings: accepted.warnings.map(findingBody) }),
    ...(!location.searched && {
      note: 'the repository is too large to look everywhere: if this workload stands in another file too, the plan says so',
    }),
  };
}
