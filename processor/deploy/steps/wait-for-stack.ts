import { isInProgress } from '../../model/stack-status.ts';
import type { DeployedStack, StackEvent } from '../../model/stack.ts';
import type { ChangeRun } from '../apply-change.ts';

/** A look that fails is never a verdict on the stack; after so many in a row we stop looking. */
const MOST_FAILED_LOOKS = 10;

/** How a wait ended. `detached`: the operation may still go on, we no longer watch it. */
export type WaitResult =
  | { readonly end: 'settled'; readonly stack: DeployedStack; readonly events: readonly StackEvent[] }
  | { readonly end: 'gone'; readonly events: readonly StackEvent[] }
  | { readonly end: 'detached'; readonly reason: string; readonly events: readonly StackEvent[] };

/**
 * Watches a stack until no operation runs on it, passing each new event on. With a token only the events of that
 * operation count.
 */
export async function waitForStack(run: ChangeRun, stackId: string, token?: string): Promise<WaitResult> {
  const { target, context, change, stage } = run;
  const seen = new Set<string>();
  const events: StackEvent[] = [];
  let failedLooks = 0;
  for (;;) {
    try {
      const stack = await target.describeStack(stackId);
      for (const event of await target.listEvents(stackId, token)) {
        if (seen.has(event.eventId)) continue;
        seen.add(event.eventId);
        events.push(event);
        context.onEvent({ kind: 'stack-event', stage: stage.stage, stack: change.stack, event });
      }
      failedLooks = 0;
      if (stack === undefined || stack.status === 'DELETE_COMPLETE') return { end: 'gone', events };
      if (!isInProgress(stack.status)) return { end: 'settled', stack, events };
    } catch (error) {
      failedLooks += 1;
      if (failedLooks >= MOST_FAILED_LOOKS) {
        return { end: 'detached', reason: `lost sight of the stack: ${String(error)}`, events };
      }
    }
    if (context.signal.aborted) {
      return { end: 'detached', reason: 'interrupted while the operation was still running', events };
    }
    await context.clock.sleep(context.pollInterval);
  }
}
