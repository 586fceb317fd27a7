import type { Change, Guard, Plan, StagePlan } from './plan.ts';
import type { StackEvent } from './stack.ts';

/** What became of one change. Expected ends are values, never exceptions. */
export type Outcome =
  | { readonly result: 'deployed'; readonly seconds: number; readonly outputs: Readonly<Record<string, string>> }
  | { readonly result: 'unchanged'; readonly reason?: string }
  | {
      readonly result: 'failed';
      /** One sentence: the resource and the reason of the event that came first. */
      readonly rootCause: string;
      readonly hint?: string;
      readonly events: readonly StackEvent[];
      readonly seconds: number;
    }
  | {
      readonly result: 'skipped';
      readonly reason: string;
      /** Why the run as a whole started nothing more: its surroundings failed, or somebody interrupted it. */
      readonly cause?: 'halt' | 'interrupt';
    }
  | {
      readonly result: 'refused';
      readonly guard: Exclude<Guard, 'dependency'> | 'stale-plan';
      readonly reason: string;
    };

/** A change with its end. */
export type AppliedChange = Change & { readonly outcome: Outcome };

/** A plan with the outcome of each change: what `apply --format json` prints. */
export interface RunReport extends Omit<Plan, 'stages'> {
  readonly stages: readonly (Omit<StagePlan, 'changes'> & { readonly changes: readonly AppliedChange[] })[];
  /** True when every change that was asked for reached the state asked for. */
  readonly succeeded: boolean;
}
