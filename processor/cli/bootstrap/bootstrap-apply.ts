import { randomBytes } from 'node:crypto';
import type { ProcessorBundle } from '../../adapters/bundle/processor-bundle.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { BootstrapChange, BootstrapPlan } from '../../bootstrap/bootstrap-plan.ts';
import { nameOfPlace } from '../../bootstrap/list-places.ts';
import type { BootstrapReport, InstalledChange } from '../../bootstrap/render-report.ts';
import { applyChange } from '../../deploy/apply-change.ts';
import { createHalt } from '../../deploy/halt.ts';
import { UserError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ApplyEvent } from '../../model/progress.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { abortOnInterrupt } from '../apply/abort-on-interrupt.ts';
import { pollIntervalOf } from '../apply/poll-interval.ts';
import { openProgress } from '../progress/open-progress.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';

export interface InstallInput {
  readonly plan: BootstrapPlan;
  /** By the name of their place. */
  readonly targets: ReadonlyMap<string, StackTarget>;
  readonly bundle: ProcessorBundle | undefined;
  readonly options: CommonOptions;
}

/**
 * Installs stack after stack in the order of the plan, the processor before the first stack that runs it. A stack that
 * fails keeps those from being tried that need it: the control plane needs its own foundation and the processor.
 */
export async function installPlan(world: World, input: InstallInput): Promise<BootstrapReport> {
  const { plan, targets, options } = input;
  const clock = createSystemClock();
  const signal = abortOnInterrupt(world);
  const progress = openProgress(world, { verbose: options.verbose, clock });
  const labels = new Set(plan.changes.map(nameOfPlace));
  const context = {
    clock,
    runId: randomBytes(4).toString('hex'),
    pollInterval: pollIntervalOf(targets, world),
    signal,
    onEvent: (event: ApplyEvent) => {
      progress.onEvent(labels.size > 1 && 'stack' in event ? withPlace(event) : event);
    },
  };
  const halt = createHalt();
  const installed: InstalledChange[] = [];
  let uploadError: string | undefined;
  try {
    for (const change of plan.changes) {
      if (change.kind === 'control-plane') uploadError = await upload(input, { change, installed });
      installed.push({ ...change, outcome: await install(change) });
    }
  } finally {
    progress.close();
  }
  const succeeded = installed.every(({ outcome }) => outcome.result === 'deployed' || outcome.result === 'unchanged');
  return {
    plan,
    changes: installed,
    ...(uploadError !== undefined && { uploadError }),
    succeeded: succeeded && uploadError === undefined,
  };

  async function install(change: BootstrapChange): Promise<Outcome> {
    const unmet = unmetNeed(change, { installed, uploadError });
    if (unmet !== undefined) return { result: 'skipped', reason: unmet };
    const stage = { stage: nameOfPlace(change) };
    const outcome = await applyChange({
      change,
      stage,
      plan: { commit: null, digest: plan.digest },
      target: targetOf(targets, change),
      context,
      halt,
      synthesize: () => Promise.resolve(change.wanted),
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

/** Stores the processor in the bucket of the control plane, unless it is there. Gives back why that cannot be done. */
async function upload(
  { plan, bundle, targets }: InstallInput,
  facts: { readonly change: BootstrapChange; readonly installed: readonly InstalledChange[] },
): Promise<string | undefined> {
  if (bundle === undefined || plan.processor === undefined) return undefined;
  if (failedFoundation(facts.change, facts.installed) !== undefined) return undefined;
  try {
    await targetOf(targets, facts.change).publishAsset(bundle);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, ...error.instructions].join('; ');
  }
}

function unmetNeed(
  change: BootstrapChange,
  facts: { readonly installed: readonly InstalledChange[]; readonly uploadError: string | undefined },
): string | undefined {
  if (change.kind !== 'control-plane') return undefined;
  const foundation = failedFoundation(change, facts.installed);
  if (foundation !== undefined) return `it needs ${foundation.stack}, which did not come up`;
  return facts.uploadError === undefined ? undefined : 'the processor could not be stored';
}

function failedFoundation(
  { account, region }: BootstrapChange,
  installed: readonly InstalledChange[],
): InstalledChange | undefined {
  return installed.find(
    (other) =>
      other.kind === 'foundation' &&
      other.account === account &&
      other.region === region &&
      !['deployed', 'unchanged'].includes(other.outcome.result),
  );
}

function targetOf(targets: ReadonlyMap<string, StackTarget>, change: BootstrapChange): StackTarget {
  const target = targets.get(nameOfPlace(change));
  if (target === undefined) throw new Error(`no target was opened for ${nameOfPlace(change)}`);
  return target;
}
