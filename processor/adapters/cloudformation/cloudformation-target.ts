import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  RollbackStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Stage } from '../../model/settings.ts';
import { MANAGED_BY, TAGS, type DeployedStack, type StackEvent, type StackTemplate } from '../../model/stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { createAssetStore } from './asset-store.ts';
import { createChangeSet, discardChangeSet } from './change-sets.ts';
import type { Clients } from './clients.ts';
import { convertEvent, convertStack } from './convert.ts';
import { toOperations } from './operations.ts';
import { submitTemplate } from './submit-template.ts';

export interface CloudFormationTargetOptions {
  readonly stage: Stage;
  readonly clients: Clients;
  readonly clock: Clock;
  /** Of an emulator; undefined for AWS. */
  readonly endpoint?: string;
}

/** The stacks of one account and region, in CloudFormation. Throttled calls are retried by the clients. */
export function createCloudFormationTarget(options: CloudFormationTargetOptions): StackTarget {
  const { stage, clients, clock, endpoint } = options;
  const client = clients.cloudFormation;
  const store = createAssetStore({ s3: clients.s3, stage });

  return {
    kind: 'aws',
    stage,
    // CloudFormation runs one operation a stack at a time and refuses a second one.
    lock: () => Promise.resolve({ release: () => Promise.resolve() }),
    listStacks,
    describeStack,
    readTemplate,
    publishAsset: (asset) => store.publish(asset),
    createChangeSet: async (request) => {
      const template = await submitTemplate(request.template, { store, stage, endpoint });
      return createChangeSet(request, { client, clock, template });
    },
    executeChangeSet: async ({ changeSetId, stackId }, token) => {
      const input = { ChangeSetName: changeSetId, StackName: stackId, ClientRequestToken: token };
      await client.send(new ExecuteChangeSetCommand(input));
    },
    discardChangeSet: (changeSet) => discardChangeSet(changeSet, client),
    deleteStack: async (stackId, token) => {
      await client.send(new DeleteStackCommand({ StackName: stackId, ClientRequestToken: token }));
    },
    continueUpdateRollback: async (stackId, token) => {
      await client.send(new ContinueUpdateRollbackCommand({ StackName: stackId, ClientRequestToken: token }));
    },
    rollbackStack: async (stackId, token) => {
      await client.send(new RollbackStackCommand({ StackName: stackId, ClientRequestToken: token }));
    },
    listEvents,
    listOperations: async (stackName) => {
      const names =
        stackName === undefined ? (await listStacks()).filter(isOurs).map((stack) => stack.stackName) : [stackName];
      const histories = [];
      for (const name of names) histories.push(...toOperations(name, await listEvents(name)));
      return histories.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    },
  };

  async function listStacks(): Promise<readonly DeployedStack[]> {
    const stacks: DeployedStack[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new DescribeStacksCommand(token === undefined ? {} : { NextToken: token }));
      stacks.push(...(page.Stacks ?? []).map(convertStack));
      token = page.NextToken;
    } while (token !== undefined);
    return stacks;
  }

  async function describeStack(nameOrId: string): Promise<DeployedStack | undefined> {
    const page = await unlessMissing(client.send(new DescribeStacksCommand({ StackName: nameOrId })));
    const stack = page?.Stacks?.[0];
    return stack === undefined ? undefined : convertStack(stack);
  }

  async function readTemplate(nameOrId: string): Promise<StackTemplate | undefined> {
    const input = { StackName: nameOrId, TemplateStage: 'Original' } as const;
    const body = (await unlessMissing(client.send(new GetTemplateCommand(input))))?.TemplateBody;
    if (body === undefined || !body.trimStart().startsWith('{')) return undefined;
    return JSON.parse(body) as StackTemplate;
  }

  async function listEvents(stackId: string, token?: string): Promise<readonly StackEvent[]> {
    const events: StackEvent[] = [];
    let next: string | undefined;
    do {
      const input = { StackName: stackId, ...(next === undefined ? {} : { NextToken: next }) };
      const page = await unlessMissing(client.send(new DescribeStackEventsCommand(input)));
      const converted = (page?.StackEvents ?? []).map(convertEvent);
      events.push(...converted.filter((event) => token === undefined || event.token === token));
      // Newest first: once a page ends before the operation that is asked for, the rest is older.
      const passed = token !== undefined && events.length > 0 && converted.at(-1)?.token !== token;
      next = passed ? undefined : page?.NextToken;
    } while (next !== undefined);
    return events.reverse();
  }
}

function isOurs(stack: DeployedStack): boolean {
  return stack.tags[TAGS.managedBy] === MANAGED_BY;
}

/** CloudFormation answers for a stack that is not there with a ValidationError that only its text tells apart. */
async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/i.test(error.message))
      return undefined;
    throw error;
  }
}
