import type { ProcessorBundle } from '../../adapters/bundle/processor-bundle.ts';
import type { BootstrapChange, BootstrapPlan } from '../../bootstrap/bootstrap-plan.ts';
import type { BootstrapReport, InstalledChange } from '../../bootstrap/render-report.ts';
import { UserError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { openStackRun, type StackRun } from './open-stack-run.ts';

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
  const { plan } = input;
  const run = openStackRun(world, input);
  const installed: InstalledChange[] = [];
  let uploadError: string | undefined;
  try {
    for (const change of plan.changes) {
      if (change.kind === 'control-plane') uploadError = await upload(input, run, { change, installed });
      installed.push({ ...change, outcome: await install(change) });
    }
  } finally {
    run.close();
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
    return run.apply(change, () => Promise.resolve(change.wanted));
  }
}

/** Stores the processor in the bucket of the control plane, unless it is there. Gives back why that cannot be done. */
async function upload(
  { plan, bundle }: InstallInput,
  { targetOf }: StackRun,
  facts: { readonly change: BootstrapChange; readonly installed: readonly InstalledChange[] },
): Promise<string | undefined> {
  if (bundle === undefined || plan.processor === undefined) return undefined;
  if (failedFoundation(facts.change, facts.installed) !== undefined) return undefined;
  try {
    await targetOf(facts.change).publishAsset(bundle);
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
