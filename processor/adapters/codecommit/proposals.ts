import {
  CreatePullRequestCommand,
  GetPullRequestCommand,
  ListPullRequestsCommand,
  type PullRequest,
} from '@aws-sdk/client-codecommit';
import { createHash } from 'node:crypto';
import { partitionOf } from '../../../pipelines/shared/partition.ts';
import type { CommitWriter, OpenedPullRequest, PullRequestToOpen } from '../../ports/commit-writer.ts';
import type { CodeCommitRepository } from './create-commit.ts';
import { isNamed } from './is-named.ts';

type Proposals = Pick<CommitWriter, 'findPullRequest' | 'openPullRequest' | 'readPullRequestState'>;

/** CodeCommit quotas: title and description of a pull request. */
const LONGEST_TITLE = 150;
const LONGEST_DESCRIPTION = 10_240;

/** Opens and finds pull requests in CodeCommit. */
export function createProposals(place: CodeCommitRepository): Proposals {
  return {
    findPullRequest: (branches) => findPullRequest(place, branches),
    openPullRequest: (request) => openPullRequest(place, request),
    readPullRequestState: async (id) => {
      const found = await getPullRequest(place, id);
      if (found === undefined || targetOf(found)?.repositoryName !== place.repository) return undefined;
      if (found.pullRequestStatus === 'OPEN') return 'open';
      return targetOf(found)?.mergeMetadata?.isMerged === true ? 'merged' : 'closed';
    },
  };
}

async function openPullRequest(place: CodeCommitRepository, request: PullRequestToOpen): Promise<OpenedPullRequest> {
  const { from, to, title, description } = request;
  const { pullRequest } = await place.client.send(
    new CreatePullRequestCommand({
      title: title.slice(0, LONGEST_TITLE),
      description: description.slice(0, LONGEST_DESCRIPTION),
      targets: [{ repositoryName: place.repository, sourceReference: from, destinationReference: to }],
      // A call that the SDK repeats must not open a second one.
      clientRequestToken: createHash('sha256').update(`${place.repository} ${from} ${to} ${description}`).digest('hex'),
    }),
  );
  return openedOf(place, pullRequest?.pullRequestId ?? '');
}

/** CodeCommit finds no pull request by its branch: the open ones are looked at, newest first. */
async function findPullRequest(
  place: CodeCommitRepository,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<OpenedPullRequest | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await place.client.send(
      new ListPullRequestsCommand({ repositoryName: place.repository, pullRequestStatus: 'OPEN', nextToken }),
    );
    for (const id of page.pullRequestIds ?? []) {
      const target = targetOf(await getPullRequest(place, id));
      const isWanted = shortName(target?.sourceReference) === from && shortName(target?.destinationReference) === to;
      if (isWanted) return openedOf(place, id);
    }
    ({ nextToken } = page);
  } while (nextToken !== undefined && nextToken !== '');
  return undefined;
}

async function getPullRequest({ client }: CodeCommitRepository, id: string): Promise<PullRequest | undefined> {
  try {
    return (await client.send(new GetPullRequestCommand({ pullRequestId: id }))).pullRequest;
  } catch (error) {
    if (isNamed(error, 'PullRequestDoesNotExistException', 'InvalidPullRequestIdException')) return undefined;
    throw error;
  }
}

function targetOf(pullRequest: PullRequest | undefined) {
  return pullRequest?.pullRequestTargets?.[0];
}

function shortName(reference: string | undefined): string | undefined {
  return reference?.replace(/^refs\/heads\//, '');
}

function openedOf({ repository, region }: CodeCommitRepository, id: string): OpenedPullRequest {
  const host = partitionOf(region).console;
  const path = `${encodeURIComponent(repository)}/pull-requests/${id}/details?region=${region}`;
  return { id, url: `https://${host}/codesuite/codecommit/repositories/${path}` };
}
