import {
  type ChangeSetSummary,
  type CloudFormationClient,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { UserError } from '../../model/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReadyChangeSet } from '../../ports/stack-target.ts';
import { isMissing } from './missing.ts';

/** What every call about change sets needs. */
export interface ChangeSetCalls {
  readonly client: CloudFormationClient;
  readonly clock: Clock;
}

/** First and longest wait, in milliseconds, between two looks at a change set that is being made. */
const FIRST_LOOK = 100;
const LONGEST_LOOK = 3_000;

/**
 * CloudFormation needs seconds, for hundreds of resources a minute; after that many looks (10 min) something is wrong.
 */
const MOST_LOOKS = 200;

/** A change set may not be found for a moment after its creation; after so many looks it does not exist. */
const MOST_BLIND_LOOKS = 6;

/**
 * Waits until a change set is made, or failed, or is being deleted. Throws UserError `change-set-not-found` when it
 * went away meanwhile, `aws-unavailable` when it is never made.
 */
export async function waitForChangeSet(
  changeSet: ReadyChangeSet,
  calls: ChangeSetCalls,
): Promise<DescribeChangeSetOutput> {
  let wait = FIRST_LOOK;
  let wasSeen = false;
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const described = await lookAt(changeSet, { ...calls, mayBeMissing: !wasSeen && look <= MOST_BLIND_LOOKS });
    wasSeen ||= described !== undefined;
    const status = described?.Status;
    if (status !== undefined && status !== 'CREATE_PENDING' && status !== 'CREATE_IN_PROGRESS') {
      return described ?? {};
    }
    await calls.clock.sleep(wait);
    wait = Math.min(wait * 2, LONGEST_LOOK);
  }
  throw new UserError('aws-unavailable', `CloudFormation did not finish the change set ${changeSet.changeSetId}`, {
    instructions: ['look at it in the console, delete it there, and run the same command again'],
  });
}

/** One page of what a change set contains. */
export function describeChangeSet(
  changeSet: ReadyChangeSet,
  options: ChangeSetCalls & { readonly nextToken?: string },
): Promise<DescribeChangeSetOutput> {
  const { nextToken } = options;
  return options.client.send(
    new DescribeChangeSetCommand({
      ChangeSetName: changeSet.changeSetId,
      StackName: changeSet.stackId,
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    }),
  );
}

/** The change sets of a stack that were neither executed nor deleted; none when the stack is gone. */
export async function listChangeSets(
  stackId: string,
  { client }: Pick<ChangeSetCalls, 'client'>,
): Promise<readonly ChangeSetSummary[]> {
  const summaries: ChangeSetSummary[] = [];
  let token: string | undefined;
  try {
    do {
      const page = await client.send(new ListChangeSetsCommand({ StackName: stackId, NextToken: token }));
      summaries.push(...(page.Summaries ?? []));
      token = page.NextToken;
    } while (token !== undefined);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return summaries;
}

async function lookAt(
  changeSet: ReadyChangeSet,
  options: ChangeSetCalls & { readonly mayBeMissing: boolean },
): Promise<DescribeChangeSetOutput | undefined> {
  try {
    return await describeChangeSet(changeSet, options);
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (options.mayBeMissing) return undefined;
    // Executing one change set of a stack removes all others.
    throw new UserError('change-set-not-found', `change set ${changeSet.changeSetId} does not exist any more`, {
      instructions: ['another run has changed the stack or discarded the change set: plan again'],
      cause: error,
    });
  }
}
