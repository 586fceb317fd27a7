import { parseOperationToken } from '../../model/operation.ts';
import type { DeployedStack } from '../../model/stack.ts';
import { describeChangeSet, listChangeSets, type ChangeSetCalls } from './change-set-calls.ts';
import { toTags } from './convert.ts';
import { unlessMissing } from './missing.ts';

/**
 * An empty stack in review has no tags yet; they are in its change set. A run that was killed before it executed the
 * change set leaves such a stack behind, and without tags and name of the change set nobody would know whose it is.
 * Costs two calls for each such stack and none for all others.
 */
export async function withReviewTags(stack: DeployedStack, calls: ChangeSetCalls): Promise<DeployedStack> {
  if (stack.status !== 'REVIEW_IN_PROGRESS') return stack;
  const summaries = await listChangeSets(stack.stackId, calls);
  const named = { ...stack, pendingChangeSets: summaries.map((each) => each.ChangeSetName ?? '') };
  const ours = summaries.findLast((each) => parseOperationToken(each.ChangeSetName ?? '') !== undefined);
  if (ours?.ChangeSetId === undefined || Object.keys(stack.tags).length > 0) return named;
  const ready = { changeSetId: ours.ChangeSetId, stackId: stack.stackId };
  const described = await unlessMissing(describeChangeSet(ready, calls));
  return { ...named, tags: toTags(described?.Tags) };
}
