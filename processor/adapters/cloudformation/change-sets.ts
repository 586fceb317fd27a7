import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '../../model/plan.ts';
import type { ChangeSetRequest, ChangeSetResult, ReadyChangeSet } from '../../ports/stack-target.ts';
import { describeChangeSet, listChangeSets, waitForChangeSet, type ChangeSetCalls } from './change-set-calls.ts';
import { isEmptyChangeSet } from './change-set-reason.ts';
import { convertChange, toSdkTags } from './convert.ts';
import { isMissing } from './missing.ts';
import type { TemplateArgument } from './submit-template.ts';

/** Refusals of CreateChangeSet that speak of the template or of the stack, not of the surroundings. */
const REFUSALS = ['ValidationError', 'InsufficientCapabilitiesException', 'LimitExceededException'];

/** Looks, and the pause between them in milliseconds, until an empty stack is gone. It has nothing to delete. */
const LOOKS = 40;
const PAUSE = 250;

/** Creates a change set, waits for it and reads what it contains. Leaves nothing behind when it is empty or failed. */
export async function createChangeSet(
  request: ChangeSetRequest,
  options: ChangeSetCalls & { readonly template: TemplateArgument; readonly executionRoleArn?: string },
): Promise<ChangeSetResult> {
  const asked = await submit(request, options);
  if ('reason' in asked) return { result: 'failed', reason: asked.reason };
  const described = await waitForChangeSet(asked, options);
  const ready: ReadyChangeSet = {
    changeSetId: described.ChangeSetId ?? asked.changeSetId,
    stackId: described.StackId ?? asked.stackId,
  };
  if (described.Status === 'CREATE_COMPLETE') {
    return { result: 'ready', ...ready, resources: await readChanges(ready, { first: described, ...options }) };
  }
  await discardChangeSet(ready, options);
  const reason = described.StatusReason ?? '';
  if (described.Status === 'FAILED' && isEmptyChangeSet(reason)) return { result: 'empty' };
  return { result: 'failed', reason: reason === '' ? describeEnd(described) : reason };
}

/** Deletes a change set, and the stack as well when it never was more than a review of this change set. */
export async function discardChangeSet(changeSet: ReadyChangeSet, calls: ChangeSetCalls): Promise<void> {
  const { client } = calls;
  const { stackId, changeSetId } = changeSet;
  if (await isOnlyReview(changeSet, calls)) {
    // The stack takes its change set along: nothing is left that no longer says whose it was.
    await client.send(new DeleteStackCommand({ StackName: stackId }));
    for (let look = 0; look < LOOKS && (await isInReview(stackId, calls)) !== undefined; look += 1) {
      await calls.clock.sleep(PAUSE);
    }
    return;
  }
  try {
    await client.send(new DeleteChangeSetCommand({ ChangeSetName: changeSetId, StackName: stackId }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Another run may have put its own change set on the same empty stack: then the stack is to stay. */
async function isOnlyReview(changeSet: ReadyChangeSet, calls: ChangeSetCalls): Promise<boolean> {
  if ((await isInReview(changeSet.stackId, calls)) !== true) return false;
  const summaries = await listChangeSets(changeSet.stackId, calls);
  return summaries.every((other) => other.ChangeSetId === changeSet.changeSetId);
}

/** Undefined: the stack is gone. */
async function isInReview(stackId: string, { client }: ChangeSetCalls): Promise<boolean | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
    return stack.StackStatus === 'REVIEW_IN_PROGRESS';
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function submit(
  request: ChangeSetRequest,
  options: ChangeSetCalls & { readonly template: TemplateArgument; readonly executionRoleArn?: string },
): Promise<ReadyChangeSet | { readonly reason: string }> {
  const { stackName, token } = request;
  const { executionRoleArn } = options;
  try {
    const created = await options.client.send(
      new CreateChangeSetCommand({
        StackName: stackName,
        ChangeSetName: token,
        ClientToken: token,
        ChangeSetType: request.kind === 'create' ? 'CREATE' : 'UPDATE',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Description: request.description,
        Tags: toSdkTags(request.tags),
        ...(executionRoleArn === undefined ? {} : { RoleARN: executionRoleArn }),
        ...options.template,
      }),
    );
    return { changeSetId: created.Id ?? token, stackId: created.StackId ?? stackName };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The token is this run's own: an earlier attempt came through and only its answer was lost.
    if (error.name === 'AlreadyExistsException') return { changeSetId: token, stackId: stackName };
    if (REFUSALS.includes(error.name)) return { reason: error.message };
    throw error;
  }
}

function describeEnd({ Status: status }: DescribeChangeSetOutput): string {
  return status === 'FAILED'
    ? 'CloudFormation refused the change set without a reason'
    : `the change set became ${status ?? 'something without a status'}: somebody else deleted it`;
}

async function readChanges(
  changeSet: ReadyChangeSet,
  options: ChangeSetCalls & { readonly first: DescribeChangeSetOutput },
): Promise<readonly ResourceChange[]> {
  const changes: ResourceChange[] = [];
  for (let page = options.first; ;) {
    for (const change of page.Changes ?? []) {
      const converted = convertChange(change);
      if (converted !== undefined) changes.push(converted);
    }
    if (page.NextToken === undefined) return changes;
    page = await describeChangeSet(changeSet, { ...options, nextToken: page.NextToken });
  }
}
