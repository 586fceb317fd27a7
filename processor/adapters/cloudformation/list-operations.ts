import { type CloudFormationClient, ListStacksCommand, type StackSummary } from '@aws-sdk/client-cloudformation';
import pLimit from 'p-limit';
import { compareText } from '../../model/compare-text.ts';
import type { StackOperation } from '../../model/operation.ts';
import { MANAGED_BY, TAGS, type DeployedStack, type StackEvent } from '../../model/stack.ts';
import { toOperations } from './operations.ts';

/** Most stacks whose events are read at once. */
const AT_ONCE = 8;

/** Most deleted stacks whose events are read. CloudFormation itself forgets them after 90 days. */
const MOST_DELETED = 50;

/** Begins the description of every template of ours; deleted stacks have lost their tags in lists. */
const OUR_DESCRIPTION = 'MLOps: ';

interface Sources {
  readonly client: CloudFormationClient;
  readonly listStacks: () => Promise<readonly DeployedStack[]>;
  readonly listEvents: (nameOrId: string) => Promise<readonly StackEvent[]>;
}

/**
 * Past operations, newest first, read from the events of the stacks: of those that are there, and of those deleted
 * last, which are found by their ids. Operations of others carry no token of ours and are left out.
 */
export async function listOperations(
  stackName: string | undefined,
  { client, listStacks, listEvents }: Sources,
): Promise<readonly StackOperation[]> {
  const living =
    stackName === undefined
      ? (await listStacks())
          .filter((stack) => stack.tags[TAGS.managedBy] === MANAGED_BY)
          .map((stack) => ({ name: stack.stackName, id: stack.stackId }))
      : [{ name: stackName, id: stackName }];
  const stacks = [...living, ...(await listDeleted(stackName, client))];
  const limit = pLimit(AT_ONCE);
  const histories = await Promise.all(
    stacks.map(({ name, id }) => limit(async () => toOperations(name, await listEvents(id)))),
  );
  return histories.flat().sort((a, b) => compareText(b.startedAt, a.startedAt));
}

async function listDeleted(
  stackName: string | undefined,
  client: CloudFormationClient,
): Promise<readonly { readonly name: string; readonly id: string }[]> {
  const found: StackSummary[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'], NextToken: token }));
    found.push(...(page.StackSummaries ?? []).filter((stack) => isCandidate(stack, stackName)));
    token = page.NextToken;
  } while (token !== undefined);
  return found
    .sort((a, b) => (b.DeletionTime?.getTime() ?? 0) - (a.DeletionTime?.getTime() ?? 0))
    .slice(0, MOST_DELETED)
    .map(({ StackName: name = '', StackId: id = '' }) => ({ name, id }));
}

function isCandidate(stack: StackSummary, stackName: string | undefined): boolean {
  if (stackName !== undefined) return stack.StackName === stackName;
  return stack.TemplateDescription?.startsWith(OUR_DESCRIPTION) !== false;
}
