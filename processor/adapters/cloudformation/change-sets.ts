import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '../../model/plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChangeSetRequest, ChangeSetResult, ReadyChangeSet } from '../../ports/stack-target.ts';
import { isEmptyChangeSet } from './change-set-reason.ts';
import { convertChange, toSdkTags } from './convert.ts';
import type { TemplateArgument } from './submit-template.ts';

/** First and longest wait, in milliseconds, between two looks at a change set that is being made. */
const FIRST_LOOK = 200;
const LONGEST_LOOK = 3_000;

interface Options {
  readonly client: CloudFormationClient;
  readonly clock: Clock;
}

/** Creates a change set, waits for it and reads what it contains. Leaves nothing behind when it is empty or failed. */
export async function createChangeSet(
  request: ChangeSetRequest,
  options: Options & { readonly template: TemplateArgument },
): Promise<ChangeSetResult> {
  const { client } = options;
  const created = await client.send(
    new CreateChangeSetCommand({
      StackName: request.stackName,
      ChangeSetName: request.token,
      ClientToken: request.token,
      ChangeSetType: request.kind === 'create' ? 'CREATE' : 'UPDATE',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Description: request.description,
      Tags: toSdkTags(request.tags),
      ...options.template,
    }),
  );
  const ready: ReadyChangeSet = {
    changeSetId: created.Id ?? request.token,
    stackId: created.StackId ?? request.stackName,
  };
  const described = await waitForChangeSet(ready, options);
  if (described.Status !== 'FAILED')
    return { result: 'ready', ...ready, resources: await readChanges(described, options) };

  await discardChangeSet(ready, client);
  const reason = described.StatusReason;
  if (isEmptyChangeSet(reason)) return { result: 'empty' };
  return { result: 'failed', reason: reason ?? 'CloudFormation refused the change set without a reason' };
}

/** Deletes a change set, and the stack as well when it never was more than a review of this change set. */
export async function discardChangeSet(changeSet: ReadyChangeSet, client: CloudFormationClient): Promise<void> {
  await client.send(new DeleteChangeSetCommand({ ChangeSetName: changeSet.changeSetId, StackName: changeSet.stackId }));
  const { Stacks: stacks } = await client.send(new DescribeStacksCommand({ StackName: changeSet.stackId }));
  if (stacks?.[0]?.StackStatus === 'REVIEW_IN_PROGRESS') {
    await client.send(new DeleteStackCommand({ StackName: changeSet.stackId }));
  }
}

async function waitForChangeSet(changeSet: ReadyChangeSet, options: Options): Promise<DescribeChangeSetOutput> {
  for (let wait = FIRST_LOOK; ; wait = Math.min(wait * 2, LONGEST_LOOK)) {
    const described = await describe(changeSet, options);
    if (described.Status !== 'CREATE_PENDING' && described.Status !== 'CREATE_IN_PROGRESS') return described;
    await options.clock.sleep(wait);
  }
}

function describe(changeSet: ReadyChangeSet, options: Options, nextToken?: string): Promise<DescribeChangeSetOutput> {
  return options.client.send(
    new DescribeChangeSetCommand({
      ChangeSetName: changeSet.changeSetId,
      StackName: changeSet.stackId,
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    }),
  );
}

async function readChanges(first: DescribeChangeSetOutput, options: Options): Promise<readonly ResourceChange[]> {
  const changes: ResourceChange[] = [];
  for (let page = first; ;) {
    for (const change of page.Changes ?? []) {
      const converted = convertChange(change);
      if (converted !== undefined) changes.push(converted);
    }
    if (page.NextToken === undefined) return changes;
    const ready = { changeSetId: first.ChangeSetId ?? '', stackId: first.StackId ?? '' };
    page = await describe(ready, options, page.NextToken);
  }
}
