import { partitionOf } from '../../../pipelines/shared/partition.ts';
import { UserError } from '../../model/errors.ts';
import type { Source } from '../../model/settings.ts';
import type { World } from '../shared/world.ts';

/** What a review is asked for: by options, or in a build by its environment. */
export interface ReviewOrigin {
  readonly pullRequest?: string;
  /** Revision that must be the head of the pull request; a build for an older one has nothing to say. */
  readonly head?: string;
  /** Revision to compare with; without it the base branch as it is here. */
  readonly base?: string;
  /** The repository as the control plane knows it; without it the settings of the base say. */
  readonly source?: Source;
  /** A maintainer has approved that the head, which is from a fork, is planned with credentials. */
  readonly forkApproved: boolean;
  /** Page of the build. */
  readonly detailsUrl?: string;
}

export interface ReviewFlags {
  readonly pullRequest: string | undefined;
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly approvedFork: boolean;
}

/**
 * Options first, then the environment: MLOPS_PULL_REQUEST, or what CodeBuild's webhook gives (`pr/12` in
 * CODEBUILD_WEBHOOK_TRIGGER or CODEBUILD_SOURCE_VERSION; CodeBuild user guide, "Environment variables in build
 * environments"). Throws UserError `usage` when there is nothing to review.
 */
export function readReviewOrigin({ env }: World, flags: ReviewFlags): ReviewOrigin {
  const fromBuild = pullRequestOf(env);
  const pullRequest = flags.pullRequest ?? fromBuild;
  if (pullRequest === undefined && flags.base === undefined && flags.head === undefined) {
    throw new UserError('usage', 'there is no pull request to review', {
      instructions: [
        'name one with --pull-request, or set MLOPS_PULL_REQUEST',
        'to see what a branch would do, name two commits: --base main --head my-branch',
      ],
      exitCode: 64,
    });
  }
  const isBuild = pullRequest !== undefined && (fromBuild === pullRequest || env['CODEBUILD_BUILD_ID'] !== undefined);
  const head =
    flags.head ??
    (isBuild ? (textOf(env['MLOPS_HEAD_COMMIT']) ?? commitOf(env['CODEBUILD_RESOLVED_SOURCE_VERSION'])) : undefined);
  return {
    pullRequest,
    head,
    base: flags.base,
    source: sourceOf(env, { hasHost: pullRequest !== undefined }),
    // What was approved is a commit: where nobody says which, a push after the approval would be planned as well.
    forkApproved: flags.approvedFork || (env['MLOPS_FORK_APPROVED'] === 'true' && head !== undefined),
    detailsUrl: buildPage(env['CODEBUILD_BUILD_ARN']),
  };
}

function pullRequestOf(env: World['env']): string | undefined {
  const given = textOf(env['MLOPS_PULL_REQUEST']);
  if (given !== undefined) return given;
  const found = [env['CODEBUILD_WEBHOOK_TRIGGER'], env['CODEBUILD_SOURCE_VERSION']].map(
    (value) => /^pr\/(\d+)$/.exec(value ?? '')?.[1],
  );
  return found.find((id) => id !== undefined);
}

/** Two commits are reviewed without a host, whatever the variables say of one. */
function sourceOf(env: World['env'], { hasHost }: { readonly hasHost: boolean }): Source | undefined {
  const [provider, repository, branch] = [env['MLOPS_SOURCE_PROVIDER'], env['MLOPS_REPOSITORY'], env['MLOPS_BRANCH']];
  if (provider === undefined || provider === '') return undefined;
  if (provider !== 'github' && provider !== 'codecommit') {
    if (!hasHost) return undefined;
    throw new UserError('invalid-environment', `MLOPS_SOURCE_PROVIDER is \`${provider}\``, {
      instructions: [
        'set it to `github` or `codecommit`, or not at all where the settings of the base have a `source`',
      ],
    });
  }
  if (repository === undefined || repository === '' || branch === undefined || branch === '') return undefined;
  return { provider, repository, branch };
}

/** The console's page of a build, from its ARN. */
function buildPage(arn: string | undefined): string | undefined {
  const match = /^arn:aws[a-z-]*:codebuild:([a-z0-9-]+):(\d{12}):build\/([\w-]+):([0-9a-f-]+)$/.exec(arn ?? '');
  if (match === null) return undefined;
  const [, region = '', account = '', project = '', id = ''] = match;
  return `https://${partitionOf(region).console}/codesuite/codebuild/${account}/projects/${project}/build/${project}%3A${id}/?region=${region}`;
}

function commitOf(text: string | undefined): string | undefined {
  return /^[0-9a-f]{40,64}$/.test(text ?? '') ? text : undefined;
}

function textOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
