import type { Change, Plan, StagePlan } from '../model/plan.ts';
import type { StackTarget } from '../ports/stack-target.ts';
import type { SynthesizedStack } from '../ports/synthesizer.ts';
import type { ApplyContext } from './apply-context.ts';
import type { Halt } from './halt.ts';

/** What the steps need to know of a change: of a workload's, or of another stack that is deployed the same way. */
export type StackChange = Pick<
  Change,
  'stack' | 'action' | 'blocked' | 'deployed' | 'deployedFingerprint' | 'desiredFingerprint'
>;

/** One change with everything around it: what the steps work on. */
export interface ChangeRun {
  readonly change: StackChange;
  readonly stage: Pick<StagePlan, 'stage'>;
  readonly plan: Pick<Plan, 'commit' | 'digest'>;
  readonly target: StackTarget;
  readonly context: Pick<ApplyContext, 'clock' | 'runId' | 'pollInterval' | 'signal' | 'onEvent'>;
  readonly halt: Halt;
  /** The stack as it is to be; not asked for when it is deleted. */
  readonly synthesize: () => Promise<SynthesizedStack>;
}
