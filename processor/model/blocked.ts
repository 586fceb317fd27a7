import type { Change, Guard } from './plan.ts';

/** It waits, which is no fault of its own: a deletion for `--prune`, another change for one that is blocked. */
export function isWaiting(guard: Guard): guard is 'prune' | 'dependency' {
  return guard === 'prune' || guard === 'dependency';
}

/** Refused by a guard of its own. */
export function isRefused({ blocked }: Pick<Change, 'blocked'>): boolean {
  return blocked !== undefined && !isWaiting(blocked.guard);
}

/**
 * Applying ends with 1 because of it: it is refused, or waits for another change. A deletion
 * that waits for `--prune` was not asked for.
 */
export function failsRun({ action, blocked }: Pick<Change, 'action' | 'blocked'>): boolean {
  return action !== 'none' && blocked !== undefined && blocked.guard !== 'prune';
}
