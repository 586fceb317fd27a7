import { appendTo } from '../../model/append-to.ts';
import { failsRun, isRefused } from '../../model/blocked.ts';
import type { Change } from '../../model/plan.ts';
import { widenedRights } from './plan-rights.ts';

/** How the planner begins the one side effect that says there is none. */
const NO_EFFECT = 'nothing restarts';

/** From so many changes on that set off the like, they are told by their number and a few of them. */
const MANY_ALIKE = 12;
const MOST_EXAMPLES = 3;

/** In the order in which a reader must see changes; the quiet ones need no look beforehand. */
const WEIGHTS = ['refused', 'held-up', 'replaced', 'deleted', 'widened', 'sets-off', 'waiting', 'quiet'] as const;

/**
 * What comes first for a reader who has to answer for it: refused, held up by another change, replaced, deleted, more
 * rights, what sets something off (a paid job, a roll), and last what waits for `--prune`, since an ordinary apply
 * leaves it as it is.
 */
export function weighChange(change: Change): number {
  return WEIGHTS.indexOf(weightOf(change));
}

/** Whether a reader has to look at it before anything else. */
export function isNotable(change: Change): boolean {
  return weightOf(change) !== 'quiet';
}

function weightOf(change: Change): (typeof WEIGHTS)[number] {
  const { blocked, action, sideEffects } = change;
  if (isRefused(change)) return 'refused';
  if (blocked !== undefined) return failsRun(change) ? 'held-up' : 'waiting';
  if (action === 'replace') return 'replaced';
  if (action === 'delete') return 'deleted';
  if (widenedRights(change).length > 0) return 'widened';
  return sideEffects.some((effect) => !effect.startsWith(NO_EFFECT)) ? 'sets-off' : 'quiet';
}

/** A change that is told by itself, or the first of many that are told by their number. */
export interface Attended<T> {
  readonly item: T;
  /** So many are alike; the next `Attended` are examples of them. */
  readonly count?: number;
}

/**
 * Changes in their order, those together of which there are many: creations and updates whose effects differ in names
 * alone, because a thousand lines of one kind hide the one of another. What is refused, replaced or deleted is never
 * told by its number.
 */
export function attend<T extends { readonly change: Change; readonly stages: readonly string[] }>(
  items: readonly T[],
): readonly Attended<T>[] {
  const kinds = new Map<string, T[]>();
  for (const item of items) appendTo(kinds, kindOf(item), item);
  return items.flatMap((item) => {
    const alike = kinds.get(kindOf(item)) ?? [];
    if (!isRoutine(item.change) || alike.length < MANY_ALIKE) return [{ item }];
    if (item !== alike[0]) return [];
    return [{ item, count: alike.length }, ...alike.slice(0, MOST_EXAMPLES).map((example) => ({ item: example }))];
  });
}

/** It sets something off, and takes nothing away from anybody. */
function isRoutine({ blocked, action }: Change): boolean {
  return (blocked === undefined || blocked.guard === 'dependency') && (action === 'create' || action === 'update');
}

/** What changes have in common whose lines differ in names alone. */
function kindOf({ change, stages }: { readonly change: Change; readonly stages: readonly string[] }): string {
  const effects = change.sideEffects.map((effect) => effect.replace(/`[^`]*`/g, '``'));
  const rights = widenedRights(change);
  return JSON.stringify([change.action, change.pipelineType, change.blocked ?? null, stages, effects, rights]);
}
