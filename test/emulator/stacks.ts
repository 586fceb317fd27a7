import { randomUUID } from 'node:crypto';

import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  type ChangeSetType,
  type CloudFormationClient,
  type DescribeChangeSetCommandOutput,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';

const POLL_MS = 25;
const PATIENCE_MS = 15_000;

/** A template, as an object. */
export type Template = Readonly<Record<string, unknown>>;

/** A change set that is asked for; its name is made up unless `name` gives one. */
export interface ChangeSetRequest {
  readonly stackName: string;
  readonly template: Template;
  readonly type: ChangeSetType;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** Asks again until `probe` gives something; rejects after 15 s with what was waited for. */
export async function eventually<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Creates a change set and waits until CloudFormation has settled it, whatever its status then is. */
export async function createChangeSet(
  client: CloudFormationClient,
  request: ChangeSetRequest,
): Promise<DescribeChangeSetCommandOutput> {
  const { stackName: StackName, name: ChangeSetName = `change-${randomUUID()}` } = request;
  await client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName,
      ChangeSetType: request.type,
      TemplateBody: JSON.stringify(request.template),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: Object.entries(request.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return eventually(`change set ${ChangeSetName}`, async () => {
    const found = await client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
    return found.Status?.endsWith('IN_PROGRESS') === true ? undefined : found;
  });
}

/** The stack once it rests; `stackName` may be the stack's id, as it has to be for one that is deleted. */
export async function settled(client: CloudFormationClient, stackName: string): Promise<Stack> {
  return eventually(`stack ${stackName} to rest`, async () => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks[0]?.StackStatus?.endsWith('IN_PROGRESS') === true ? undefined : Stacks[0];
  });
}

/** Change set, execution, and the stack as it then rests. */
export async function deploy(client: CloudFormationClient, request: ChangeSetRequest): Promise<Stack> {
  const changeSet = await createChangeSet(client, request);
  if (changeSet.ExecutionStatus !== 'AVAILABLE') throw new Error(changeSet.StatusReason ?? 'no change set');
  await client.send(
    new ExecuteChangeSetCommand({
      StackName: request.stackName,
      ChangeSetName: changeSet.ChangeSetId,
      ClientRequestToken: request.token,
    }),
  );
  return settled(client, request.stackName);
}

/** Deletes a stack; resolves with the status in which it then rests. */
export async function remove(client: CloudFormationClient, stack: Stack): Promise<string> {
  await client.send(new DeleteStackCommand({ StackName: stack.StackName }));
  return String((await settled(client, String(stack.StackId))).StackStatus);
}

/** All events of a stack, oldest first. */
export async function events(client: CloudFormationClient, stackName: string): Promise<StackEvent[]> {
  const found: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: stackName })) {
    found.push(...(page.StackEvents ?? []));
  }
  return found.toReversed();
}
