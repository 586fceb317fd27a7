import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type DescribeStacksCommandOutput,
  GetTemplateCommand,
  RollbackStackCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import pLimit from 'p-limit';
import type { Stage } from '../../model/settings.ts';
import type { DeployedStack, StackEvent, StackTemplate } from '../../model/stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { createAssetStore } from './asset-store.ts';
import { createChangeSet, discardChangeSet } from './change-sets.ts';
import type { Clients } from './clients.ts';
import { convertEvent, convertStack } from './convert.ts';
import { unreadableAnswer } from './explain-error.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { listOperations } from './list-operations.ts';
import { unlessMissing } from './missing.ts';
import { unlessRefused } from './refused-operation.ts';
import { withReviewTags } from './review-tags.ts';
import { submitTemplate } from './submit-template.ts';

/** Most calls at once where something is asked of every stack. */
const AT_ONCE = 8;

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
  const store = createAssetStore({ clients, stage });
  const { executionRoleArn } = stage;
  const asRole = executionRoleArn === undefined ? {} : { RoleARN: executionRoleArn };

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
      return createChangeSet(request, { client, clock, template, executionRoleArn });
    },
    executeChangeSet: (changeSet, token) => executeChangeSet(changeSet, { client, clock, token }),
    discardChangeSet: (changeSet) => discardChangeSet(changeSet, { client, clock }),
    deleteStack: async (stackId, token) => {
      const input = { StackName: stackId, ClientRequestToken: token, ...asRole };
      await unlessRefused(client.send(new DeleteStackCommand(input)), stackId);
    },
    continueUpdateRollback: async (stackId, token) => {
      const input = { StackName: stackId, ClientRequestToken: token, ...asRole };
      await unlessRefused(client.send(new ContinueUpdateRollbackCommand(input)), stackId);
    },
    rollbackStack: async (stackId, token) => {
      const input = { StackName: stackId, ClientRequestToken: token, ...asRole };
      await unlessRefused(client.send(new RollbackStackCommand(input)), stackId);
    },
    listEvents,
    listOperations: (stackName) => listOperations(stackName, { client, listStacks, listEvents }),
  };

  async function listStacks(): Promise<readonly DeployedStack[]> {
    const stacks: DeployedStack[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new DescribeStacksCommand(token === undefined ? {} : { NextToken: token }));
      stacks.push(...requireStacks(page).map(convertStack));
      token = page.NextToken;
    } while (token !== undefined);
    const limit = pLimit(AT_ONCE);
    return Promise.all(stacks.map((stack) => limit(() => withReviewTags(stack, { client, clock }))));
  }

  async function describeStack(nameOrId: string): Promise<DeployedStack | undefined> {
    const page = await unlessMissing(client.send(new DescribeStacksCommand({ StackName: nameOrId })));
    const [stack] = page === undefined ? [] : requireStacks(page);
    return stack === undefined ? undefined : withReviewTags(convertStack(stack), { client, clock });
  }

  async function readTemplate(nameOrId: string): Promise<StackTemplate | undefined> {
    const input = { StackName: nameOrId, TemplateStage: 'Original' } as const;
    const body = (await unlessMissing(client.send(new GetTemplateCommand(input))))?.TemplateBody;
    return body === undefined ? undefined : parseTemplate(body);
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

/** Ours are JSON; a template in YAML is somebody else's and tells us nothing. */
function parseTemplate(body: string): StackTemplate | undefined {
  try {
    return JSON.parse(body) as StackTemplate;
  } catch {
    return undefined;
  }
}

/**
 * The stacks of an answer. AWS gives an empty list when there are none; an answer without a list, and without AWS's
 * request id, is somebody else's (a proxy's page) and must never be read as "nothing is deployed".
 */
function requireStacks(page: DescribeStacksCommandOutput): readonly Stack[] {
  if (page.Stacks === undefined && page.$metadata.requestId === undefined) {
    throw unreadableAnswer('cloudformation:DescribeStacks');
  }
  return page.Stacks ?? [];
}
