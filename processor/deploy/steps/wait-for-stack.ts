import { UserError } from '../../model/errors.ts';
import { isInProgress } from '../../model/stack-status.ts';
import type { DeployedStack, StackEvent } from '../../model/stack.ts';
import type { ChangeRun } from '../change-run.ts';

/** A look that fails is never a verdict on the stack; after so many in a row we stop looking. */
const MOST_FAILED_LOOKS = 10;

/**
 * Reads may be behind: right after an operation began, the stack can still be told as it was before. An end that the
 * operation's own events do not confirm is believed only after so many looks.
 */
const MOST_UNCONFIRMED_LOOKS = 10;

/** Longest pause after failed looks, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/** How a wait ended. `detached`: the operation may still go on, we no longer watch it. */
export type WaitResult =
  | { readonly end: 'settled'; readonly stack: DeployedStack; readonly events: readonly StackEvent[] }
  | { readonly end: 'gone'; readonly events: readonly StackEvent[] }
  | { readonly end: 'detached'; readonly reason: string; readonly events: readonly StackEvent[] };

/**
 * Watches a stack until no operation runs on it, passing each new event on. With a token only that operation counts:
 * its events are passed on, and its end is believed when they tell of it too.
 */
export async function waitForStack(run: ChangeRun, stackId: string, token?: string): Promise<WaitResult> {
  const { target, context } = run;
  const events = new Map<string, StackEvent>();
  let failedLooks = 0;
  let unconfirmedLooks = 0;
  for (;;) {
    try {
      const stack = await target.describeStack(stackId);
      await passEventsOn(run, { stackId, token, known: events });
      failedLooks = 0;
      const end = endOf(stack);
      if (end !== undefined) {
        const isCertain = token === undefined || isConfirmed(stack, events.values());
        unconfirmedLooks += 1;
        if (isCertain || unconfirmedLooks >= MOST_UNCONFIRMED_LOOKS) return { ...end, events: [...events.values()] };
      }
    } catch (error) {
      failedLooks += 1;
      const isFinal = error instanceof UserError && error.code !== 'aws-unavailable';
      if (isFinal || failedLooks >= MOST_FAILED_LOOKS) {
        run.halt.consider(error);
        const said = error instanceof Error ? error.message : String(error);
        return { end: 'detached', reason: `lost sight of the stack: ${said}`, events: [...events.values()] };
      }
    }
    if (context.signal.aborted) {
      const reason = 'interrupted while the operation was still running';
      return { end: 'detached', reason, events: [...events.values()] };
    }
    await context.clock.sleep(Math.min(context.pollInterval * 2 ** failedLooks, LONGEST_PAUSE));
  }
}

type End = { readonly end: 'settled'; readonly stack: DeployedStack } | { readonly end: 'gone' };

function endOf(stack: DeployedStack | undefined): End | undefined {
  if (stack === undefined || stack.status === 'DELETE_COMPLETE') return { end: 'gone' };
  return isInProgress(stack.status) ? undefined : { end: 'settled', stack };
}

/**
 * The last thing that the operation's events tell of the stack itself is the status that it is in. A deletion needs no
 * such word, as when another run was the first to ask for it: no id comes back from it.
 */
function isConfirmed(stack: DeployedStack | undefined, events: Iterable<StackEvent>): boolean {
  if (stack === undefined) return false;
  if (stack.status === 'DELETE_COMPLETE') return true;
  const own = [...events].filter((event) => event.physicalId === stack.stackId || event.logicalId === stack.stackName);
  return own.at(-1)?.status === stack.status;
}

/** Events explain, they decide nothing: without them the wait goes on. */
async function passEventsOn(
  run: ChangeRun,
  options: { readonly stackId: string; readonly token: string | undefined; readonly known: Map<string, StackEvent> },
): Promise<void> {
  const { known } = options;
  const { context, change, stage } = run;
  for (const event of await listEvents(run, options)) {
    if (known.has(event.eventId)) continue;
    known.set(event.eventId, event);
    context.onEvent({ kind: 'stack-event', stage: stage.stage, stack: change.stack, event });
  }
}

async function listEvents(
  { target }: ChangeRun,
  options: { readonly stackId: string; readonly token: string | undefined },
): Promise<readonly StackEvent[]> {
  try {
    return await target.listEvents(options.stackId, options.token);
  } catch (error) {
    if (error instanceof UserError && (error.code === 'aws-unavailable' || error.code === 'access-denied')) return [];
    throw error;
  }
}
