import { lookOnce, type LookContext, type Looked } from './look-once.ts';
import { nextDelay } from './next-delay.ts';
import type { WatchEvent } from './watch-event.ts';

export interface WatchContext extends LookContext {
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** At least 0, less than 1; another one at each call. */
  readonly random: () => number;
  /** Waits so many milliseconds, or less when there is reason to look now. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly isStopped: () => boolean;
  /** Called after each look. */
  readonly onLooked?: (looked: Looked) => Promise<void>;
}

/**
 * Looks again and again, until the user stops it. What cannot be reached is tried again, less and less often; what is
 * wrong with a commit stands until there is another one.
 */
export async function keepWatching(context: WatchContext): Promise<void> {
  const tell = tellOnce(context.onEvent);
  let rules = context.rules;
  let failures = 0;
  while (!context.isStopped()) {
    const looked = await lookOnce({ ...context, rules, onEvent: tell.event });
    await context.onLooked?.(looked);
    if (looked.end === 'settled') {
      tell.settled();
      failures = 0;
      // One more try is what the user asked for, not one at every look.
      rules = { ...rules, retry: false };
    } else {
      failures += 1;
    }
    if (context.isStopped()) return;
    await context.pause(nextDelay({ interval: context.interval, failures, random: context.random() }));
  }
}

/** Lets through what is news. */
function tellOnce(onEvent: (event: WatchEvent) => void): {
  readonly event: (event: WatchEvent) => void;
  readonly settled: () => void;
} {
  let last = '';
  let isUnreachable = false;
  /** The commit that somebody was told about in this process. */
  let told: string | undefined;
  /** The commit that could not be deployed at the last look. */
  let troubled: string | undefined;
  return {
    event: (event) => {
      if (event.kind === 'known' && event.handled.commit === told) return;
      if (event.kind === 'known' || event.kind === 'handled') told = event.handled.commit;
      if (event.kind === 'refused') told = event.commit;
      // That it is tried again was said with the trouble.
      if (event.kind === 'deploying' && event.because === 'resumed' && event.commit === troubled) return;
      const text = textOf(event);
      if (text === last) return;
      last = text;
      troubled = event.kind === 'trouble' ? event.commit : undefined;
      if (event.kind === 'trouble' && event.step === 'fetch') isUnreachable = true;
      onEvent(event);
    },
    settled: () => {
      if (isUnreachable) onEvent({ kind: 'recovered' });
      isUnreachable = false;
    },
  };
}

function textOf(event: WatchEvent): string {
  if (event.kind !== 'trouble') return JSON.stringify(event);
  // The words of a trouble may hold counts and times.
  return JSON.stringify([event.step, event.commit, event.error.code]);
}
