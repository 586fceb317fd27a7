import { failsRun, isRefused } from '../../model/blocked.ts';
import type { Change, StagePlan } from '../../model/plan.ts';

/** A change that applying leaves undone, and its stage. */
export interface HeldChange {
  readonly change: Change;
  readonly stage: string;
  readonly blocked: NonNullable<Change['blocked']>;
}

/** Held changes that one line tells of: the same action, for the same reason. */
export interface HeldGroup {
  readonly action: Change['action'];
  readonly blocked: NonNullable<Change['blocked']>;
  readonly items: readonly HeldChange[];
}

/** Why applying a plan will end with 1. */
export interface Refusals {
  /** What comes of it; begins in lower case, without full stop and without values. */
  readonly outcome: string;
  /** What is refused, in the order of the plan, then what waits for another change. */
  readonly items: readonly HeldChange[];
  /** The same by what they have in common. */
  readonly groups: readonly HeldGroup[];
  /** What to do now: sentences of ours, without values. */
  readonly next: readonly string[];
}

/**
 * What applying will refuse, and skip because of that or because of a deletion that itself waits; undefined where
 * nothing is. `plan` itself ends well, having planned, so each format says it at a place of its own.
 */
export function listRefusals(plan: {
  readonly stages: readonly Pick<StagePlan, 'stage' | 'changes'>[];
}): Refusals | undefined {
  const held = plan.stages.flatMap(({ stage, changes }) =>
    changes.flatMap((change) => {
      const { blocked } = change;
      return blocked !== undefined && failsRun(change) ? [{ change, stage, blocked }] : [];
    }),
  );
  if (held.length === 0) return undefined;
  const refused = held.filter(({ change }) => isRefused(change));
  const waiting = held.filter(({ change }) => !isRefused(change));
  const items = [...refused, ...waiting];
  return {
    outcome: describeOutcome(refused.length, waiting.length),
    items,
    groups: groupAlike(items),
    next: [
      ...(refused.length === 0 ? [] : ['mend what the reasons name, and plan again']),
      ...(plan.stages.some(waitsForPrune)
        ? ['plan with `--prune`, or with `guards.prune` in the settings, to make the deletions that others wait for']
        : []),
    ],
  };
}

function describeOutcome(refused: number, waiting: number): string {
  const parts = [
    ...(refused === 0 ? [] : [`refuses ${refused} ${refused === 1 ? 'change' : 'changes'}`]),
    ...(waiting === 0 ? [] : [describeSkipped(waiting, refused === 0)]),
  ];
  return `applying ${parts.join(', ')} and ends with exit code 1, whatever becomes of the others`;
}

function describeSkipped(count: number, isAlone: boolean): string {
  const noun = count === 1 ? ' change' : ' changes';
  return `skips ${count}${isAlone ? noun : ''} that ${count === 1 ? 'waits' : 'wait'} for another`;
}

function groupAlike(items: readonly HeldChange[]): readonly HeldGroup[] {
  const groups = new Map<string, HeldGroup & { readonly items: HeldChange[] }>();
  for (const item of items) {
    const { blocked, change } = item;
    const { action } = change;
    const key = JSON.stringify([action, blocked.guard, blocked.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { action, blocked, items: [item] });
    else group.items.push(item);
  }
  return [...groups.values()];
}

/** Some change waits for a deletion that waits for `--prune`; what waits further on does so because of that one. */
function waitsForPrune({ changes }: Pick<StagePlan, 'changes'>): boolean {
  const left = new Set(changes.filter(({ blocked }) => blocked?.guard === 'prune').map(({ stack }) => stack));
  return (
    left.size > 0 && changes.some((change) => failsRun(change) && change.dependsOn.some((stack) => left.has(stack)))
  );
}
