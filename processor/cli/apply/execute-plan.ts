import { randomBytes } from 'node:crypto';
import { cdkSynthesizer } from '../../adapters/cdk/synthesizer.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { applyPlan } from '../../deploy/apply-plan.ts';
import type { RunReport } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { Synthesizer } from '../../ports/synthesizer.ts';
import { openProgress } from '../progress/open-progress.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { Targets } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { abortOnInterrupt } from './abort-on-interrupt.ts';
import { pollIntervalOf } from './poll-interval.ts';

export interface ExecutePlanOptions extends CommonOptions {
  readonly plan: Plan;
  readonly targets: Targets;
  readonly concurrency: number;
  /** Aborted when the user asks to stop. @default the interrupt of the world, with a word about it */
  readonly signal?: AbortSignal;
  /** @default one that knows nothing yet */
  readonly synthesizer?: Synthesizer;
  /** Nothing is expected to happen that is worth a line. */
  readonly quiet?: boolean;
}

/** Executes a plan on opened targets with progress on stderr. Shared by `apply`, `destroy` and `watch`. */
export async function executePlan(world: World, options: ExecutePlanOptions): Promise<RunReport> {
  const clock = createSystemClock();
  const signal = options.signal ?? abortOnInterrupt(world);
  const progress = openProgress(world, { verbose: options.verbose, clock });
  try {
    return await applyPlan(options.plan, {
      targetOf: (stage) => {
        const target = options.targets.get(stage);
        if (target === undefined) throw new Error(`no target was opened for stage ${stage}`);
        return target;
      },
      synthesizer: options.synthesizer ?? cdkSynthesizer(),
      clock,
      runId: randomBytes(4).toString('hex'),
      concurrency: options.concurrency,
      pollInterval: pollIntervalOf(options.targets, world),
      signal,
      onEvent: options.quiet === true ? () => undefined : progress.onEvent,
    });
  } finally {
    progress.close();
  }
}
