import { randomBytes } from 'node:crypto';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { nameOfPlace } from '../../bootstrap/list-places.ts';
import { applyChange } from '../../deploy/apply-change.ts';
import type { ChangeRun, StackChange } from '../../deploy/change-run.ts';
import { createHalt } from '../../deploy/halt.ts';
import { InternalError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ApplyEvent } from '../../model/progress.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { abortOnInterrupt } from '../apply/abort-on-interrupt.ts';
import { pollIntervalOf } from '../apply/poll-interval.ts';
import { openProgress } from '../progress/open-progress.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';

/** An account and region. */
type Place = Parameters<typeof nameOfPlace>[0];

export interface StackRunOptions {
  readonly plan: { readonly digest: string; readonly changes: readonly Place[] };
  /** By the name of their place. */
  readonly targets: ReadonlyMap<string, StackTarget>;
  readonly options: CommonOptions;
}

/** Our own stacks, changed one after the other with progress on stderr. */
export interface StackRun {
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  readonly targetOf: (place: Place) => StackTarget;
  readonly apply: (change: StackChange & Place, synthesize: ChangeRun['synthesize']) => Promise<Outcome>;
  readonly close: () => void;
}

/** What installing and uninstalling share: one clock, one interrupt, one progress for all stacks of a plan. */
export function openStackRun(world: World, { plan, targets, options }: StackRunOptions): StackRun {
  const clock = createSystemClock();
  const signal = abortOnInterrupt(world);
  const progress = openProgress(world, { verbose: options.verbose, clock });
  const manyPlaces = new Set(plan.changes.map(nameOfPlace)).size > 1;
  const context = {
    clock,
    runId: randomBytes(4).toString('hex'),
    pollInterval: pollIntervalOf(targets, world),
    signal,
    onEvent: (event: ApplyEvent) => {
      progress.onEvent(manyPlaces && 'stack' in event ? withPlace(event) : event);
    },
  };
  const halt = createHalt();
  return { signal, targetOf, apply, close: progress.close };

  function targetOf(place: Place): StackTarget {
    const target = targets.get(nameOfPlace(place));
    if (target === undefined) throw new InternalError(`no target was opened for ${nameOfPlace(place)}`);
    return target;
  }

  async function apply(change: StackChange & Place, synthesize: ChangeRun['synthesize']): Promise<Outcome> {
    const stage = { stage: nameOfPlace(change) };
    const outcome = await applyChange({
      change,
      stage,
      plan: { commit: null, digest: plan.digest },
      target: targetOf(change),
      context,
      halt,
      synthesize,
    });
    const { stack, action } = change;
    if (action !== 'none') context.onEvent({ kind: 'change-finished', ...stage, stack, action, outcome });
    return outcome;
  }
}

/** Foundations and roles of two places have one name: then the place stands with it. */
function withPlace(event: Extract<ApplyEvent, { readonly stack?: string }>): ApplyEvent {
  if (event.stack === undefined) return event;
  return { ...event, stack: `${event.stack} · ${event.stage ?? ''}` };
}
