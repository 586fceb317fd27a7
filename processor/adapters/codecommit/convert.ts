import type { PullRequest as CodeCommitPullRequest } from '@aws-sdk/client-codecommit';
import { partitionOf } from '../../../pipelines/shared/partition.ts';
import type { PullRequest } from '../../ports/code-host.ts';

const COMMIT = /^[0-9a-f]{40,64}$/;

/** The pull request in our words; undefined when it is not one of this repository. There are no forks. */
export function readPullRequestTarget(
  found: CodeCommitPullRequest | undefined,
  place: { readonly repository: string; readonly region: string },
): PullRequest | undefined {
  const { repository, region } = place;
  const target = found?.pullRequestTargets?.find(({ repositoryName }) => repositoryName === repository);
  const { sourceCommit = '', destinationCommit = '' } = target ?? {};
  if (found?.pullRequestId === undefined || !COMMIT.test(sourceCommit) || !COMMIT.test(destinationCommit))
    return undefined;
  const isMerged = target?.mergeMetadata?.isMerged === true;
  return {
    id: found.pullRequestId,
    title: found.title ?? '',
    state: isMerged ? 'merged' : found.pullRequestStatus === 'CLOSED' ? 'closed' : 'open',
    headCommit: sourceCommit,
    baseCommit: destinationCommit,
    headBranch: branchOf(target?.sourceReference),
    baseBranch: branchOf(target?.destinationReference),
    fromFork: false,
    author: found.authorArn?.split('/').at(-1) ?? '',
    url: `https://${partitionOf(region).console}/codesuite/codecommit/repositories/${encodeURIComponent(repository)}/pull-requests/${found.pullRequestId}/details?region=${region}`,
    ...(found.revisionId === undefined ? {} : { revisionId: found.revisionId }),
  };
}

function branchOf(reference: string | undefined): string {
  return (reference ?? '').replace(/^refs\/heads\//, '');
}
