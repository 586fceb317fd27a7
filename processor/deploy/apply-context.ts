import type { ApplyEvent } from '../model/progress.ts';
import type { Clock } from '../ports/clock.ts';
import type { StackTarget } from '../ports/stack-target.ts';
import type { Synthesizer } from '../ports/synthesizer.ts';

/** What applying needs from outside; the same for every change of a run. */
export interface ApplyContext {
  readonly targetOf: (stage: string) => StackTarget;
  readonly synthesizer: Synthesizer;
  readonly clock: Clock;
  /** Lower-case letters and digits; part of every operation token of the run. */
  readonly runId: string;
  /** Most changes in flight at once, at least 1. */
  readonly concurrency: number;
  /** Milliseconds between two looks at a stack in progress. */
  readonly pollInterval: number;
  /** Aborted when the user asks to stop: nothing new starts, what runs is left to itself. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: ApplyEvent) => void;
}
