import type { Delivery } from '../../ports/delivery-store.ts';

/** A pull request that is to be looked at, and why. */
export interface ReviewTask {
  readonly number: number;
  /** Ids of the deliveries that the review answers. */
  readonly deliveries: readonly string[];
  /** The newest head that is known of; null: it ended. */
  readonly head: string | null;
}

/**
 * One task for each pull request that deliveries are about (oldest first), or that was found without one. What was
 * found is what the host says now, so it goes before what deliveries said then.
 */
export function collectReviews(
  deliveries: readonly Delivery[],
  found: ReadonlyMap<number, string | null>,
): readonly ReviewTask[] {
  const tasks = new Map<number, ReviewTask>();
  for (const { id, subject } of deliveries) {
    if (subject.kind !== 'pull-request') continue;
    const { number, action, headCommit } = subject;
    const head = action === 'closed' ? null : headCommit;
    tasks.set(number, { number, deliveries: [...(tasks.get(number)?.deliveries ?? []), id], head });
  }
  for (const [number, head] of found) tasks.set(number, { number, deliveries: [], ...tasks.get(number), head });
  return [...tasks.values()];
}
