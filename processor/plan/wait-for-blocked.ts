import type { Change, StagePlan } from '../model/plan.ts';
import { isSameWorkload } from './is-same-workload.ts';

/**
 * Marks the changes that apply will skip because another one is blocked: what depends on that one, in its stage, and
 * the same workload in the stages after it. So the plan counts them among those that wait, and the report agrees with
 * it. To be called when all other guards stand.
 */
export function waitForBlocked(stages: readonly StagePlan[]): readonly StagePlan[] {
  const earlier: Change[] = [];
  return stages.map((stage) => {
    const changes = markWaiting(stage.changes, earlier);
    // Deletions are not promoted.
    earlier.push(...changes.filter((change) => isHeld(change) && change.action !== 'delete'));
    return { ...stage, changes };
  });
}

function markWaiting(changes: readonly Change[], earlier: readonly Change[]): readonly Change[] {
  const held = new Map<string, Change>();
  return changes.map((change) => {
    const reason = isHeld(change) ? undefined : explainWait(change, { held, earlier });
    const marked: Change = reason === undefined ? change : { ...change, blocked: { guard: 'dependency', reason } };
    // As in apply, a change waits for those before it in the plan.
    if (isHeld(marked)) held.set(marked.stack, marked);
    return marked;
  });
}

function explainWait(
  change: Change,
  facts: { readonly held: ReadonlyMap<string, Change>; readonly earlier: readonly Change[] },
): string | undefined {
  if (change.action === 'none') return undefined;
  const before = change.action === 'delete' ? undefined : facts.earlier.find((other) => isSameWorkload(change, other));
  if (before !== undefined) return `in an earlier stage the same workload (\`${before.stack}\`) ${stateOf(before)}`;
  const below = change.dependsOn.flatMap((stack) => facts.held.get(stack) ?? [])[0];
  return below && `it depends on \`${below.stack}\`, which ${stateOf(below)}`;
}

function isHeld({ action, blocked }: Change): boolean {
  return action !== 'none' && blocked !== undefined;
}

function stateOf({ blocked }: Change): string {
  if (blocked?.guard === 'prune') return 'waits for `--prune`';
  return blocked?.guard === 'dependency' ? 'waits, too' : `is blocked by ${blocked?.guard ?? 'a guard'}`;
}
