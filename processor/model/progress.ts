import type { Outcome } from './outcome.ts';
import type { Action } from './plan.ts';
import type { StackEvent, StackStatus } from './stack.ts';

/** What happens while a plan is applied, for whoever shows it. Showing must never change what happens. */
export type ApplyEvent =
  | { readonly kind: 'stage-started'; readonly stage: string; readonly changes: number }
  /** Before anything is decided: another operation runs on the stack. */
  | { readonly kind: 'change-waits'; readonly stage: string; readonly stack: string; readonly status: StackStatus }
  | { readonly kind: 'change-started'; readonly stage: string; readonly stack: string; readonly action: Action }
  | { readonly kind: 'step'; readonly stage: string; readonly stack: string; readonly step: string }
  | { readonly kind: 'stack-event'; readonly stage: string; readonly stack: string; readonly event: StackEvent }
  | {
      readonly kind: 'change-finished';
      readonly stage: string;
      readonly stack: string;
      readonly action: Action;
      readonly outcome: Outcome;
    }
  | { readonly kind: 'note'; readonly stage?: string; readonly stack?: string; readonly message: string };
