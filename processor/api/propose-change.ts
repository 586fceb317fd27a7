import { createHash } from 'node:crypto';
import { UserError } from '../model/errors.ts';
import type { OpenedPullRequest } from '../ports/commit-writer.ts';
import { success, type ApiAnswer } from './answer.ts';
import { originOf, pointerOf, putChange, remarks, titleOf, type CommitContext } from './commit-change.ts';
import { pathPart } from './config-path.ts';
import { writePipelineId } from './pipeline-id.ts';

/** Branches of one change that are tried: earlier ones belong to pull requests that were closed or merged. */
const MOST_BRANCHES = 20;

/**
 * Puts the change on a branch of its own and opens a pull request. The branch is named after the change: asking for the
 * same again finds the pull request that is open. Branches without one, of requests that died half way and of pull
 * requests that were closed or merged, are left alone.
 */
export async function proposeChange(context: CommitContext): Promise<ApiAnswer> {
  const name = branchName(context);
  for (let number = 1; number <= MOST_BRANCHES; number += 1) {
    const branch = number === 1 ? name : `${name}-${number}`;
    const pullRequest = await proposeOn(branch, context);
    if (pullRequest !== undefined) return proposed(branch, { pullRequest, context });
  }
  throw new UserError('commit-conflict', `${MOST_BRANCHES} branches called ${name} are there already`, {
    instructions: ['delete the branches of closed pull requests'],
  });
}

async function proposeOn(branch: string, context: CommitContext): Promise<OpenedPullRequest | undefined> {
  const { writer, tip } = context;
  const isNew = await writer.createBranch(branch, tip);
  // One without an open pull request may be merged and behind, or half written: what it proposes nobody can say.
  if (!isNew) return writer.findPullRequest({ from: branch, to: context.branch });
  await putChange(context, { branch, parent: tip });
  return writer.openPullRequest({
    from: branch,
    to: context.branch,
    title: titleOf(context),
    description: `${originOf(context.request)}\n\nFile: \`${context.location.path}\``,
  });
}

function branchName({ accepted, location, bytes }: CommitContext): string {
  const { pipelineType, modelName } = accepted.workloads[0].identity;
  const digest = createHash('sha256').update(location.path).update('\0').update(bytes).digest('hex').slice(0, 10);
  return `mlops/${pathPart(modelName).slice(0, 60)}-${pipelineType.replaceAll('_', '-')}-${digest}`;
}

function proposed(
  branch: string,
  about: { readonly pullRequest: OpenedPullRequest; readonly context: CommitContext },
): ApiAnswer {
  const { pullRequest, context } = about;
  const { path } = context.location;
  const { id, url } = pullRequest;
  return success({
    message: `success: pull request ${id} proposes ${path}; the pipeline deploys it when it is merged`,
    pipeline_id: writePipelineId({ kind: 'pull-request', id, path, pointer: pointerOf(context.location) }),
    pull_request: { id, url },
    path,
    branch,
    ...remarks(context),
  });
}
