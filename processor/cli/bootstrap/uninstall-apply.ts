import { nameOfPlace } from '../../bootstrap/list-places.ts';
import type { RemovedThing, UninstallReport } from '../../bootstrap/render-uninstall.ts';
import {
  destroyCommands,
  standingStacks,
  type KeptThing,
  type RemovedStack,
  type UninstallPlan,
} from '../../bootstrap/uninstall-plan.ts';
import { InternalError, UserError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Settings } from '../../model/settings.ts';
import type { AccountCleaner } from '../../ports/account-cleaner.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { openStackRun } from './open-stack-run.ts';

export interface RemovalInput {
  readonly plan: UninstallPlan;
  readonly settings: Settings;
  /** By the name of their place. */
  readonly targets: ReadonlyMap<string, StackTarget>;
  readonly cleaners: ReadonlyMap<string, AccountCleaner>;
  readonly options: CommonOptions;
}

type Ended = RemovedStack & { readonly outcome: Outcome };

/**
 * Removes stack after stack in the order of the plan, then what was kept and is to go. While the control plane stands
 * nothing else is removed; where a stack stands nothing that it uses is.
 */
export async function applyUninstall(world: World, input: RemovalInput): Promise<UninstallReport> {
  const { plan } = input;
  const run = openStackRun(world, input);
  const ended: Ended[] = [];
  const removed: RemovedThing[] = [];
  try {
    for (const change of plan.changes) ended.push({ ...change, outcome: await remove(change) });
    for (const thing of plan.kept.filter(({ end }) => end === 'deleted')) {
      removed.push({ ...thing, ...(await empty(thing)) });
    }
  } finally {
    run.close();
  }
  return {
    plan,
    changes: ended,
    removed,
    succeeded: ended.every(({ outcome }) => isGone(outcome)) && removed.every(({ error }) => error === undefined),
  };

  async function remove(change: RemovedStack): Promise<Outcome> {
    const obstacle = await obstacleTo(change, ended, input);
    return obstacle ?? run.apply(change, neverSynthesized);
  }

  async function empty(thing: KeptThing): Promise<Pick<RemovedThing, 'error'>> {
    const standing = ended.find((one) => isSamePlace(one, thing) && !isGone(one.outcome));
    if (standing !== undefined) return { error: `${standing.stack} still stands` };
    if (run.signal.aborted) return { error: 'the run was interrupted before' };
    world.stderr.write(`${thing.name}: deleting${thing.kind === 'log group' ? '' : ' with all that is in it'}\n`);
    try {
      await deleteThing(placeOf(input.cleaners, thing), thing);
      return {};
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { error: [error.message, ...error.instructions].join('; ') };
    }
  }
}

function neverSynthesized(): Promise<never> {
  return Promise.reject(new InternalError('a stack that is deleted is not synthesized'));
}

function deleteThing(cleaner: AccountCleaner, { kind, name }: KeptThing): Promise<void> {
  switch (kind) {
    case 'bucket':
      return cleaner.deleteBucket(name);
    case 'repository':
      return cleaner.deleteImageRepository(name);
    case 'log group':
      return cleaner.deleteLogGroup(name);
    case 'log role':
      throw new InternalError('the log role of API Gateway is never deleted');
    default:
      return kind satisfies never;
  }
}

/** Why a stack is not removed now; undefined when nothing stands in the way. */
async function obstacleTo(
  change: RemovedStack,
  ended: readonly Ended[],
  input: RemovalInput,
): Promise<Outcome | undefined> {
  try {
    const reason = standsInTheWay(change, ended) ?? (await deployedMeanwhile(change, input));
    return reason === undefined ? undefined : { result: 'skipped', reason };
  } catch (error) {
    // What was removed before is still told.
    if (!(error instanceof UserError)) throw error;
    return { result: 'failed', rootCause: error.message, hint: error.instructions.join('; '), events: [], seconds: 0 };
  }
}

/** What must be gone first: the control plane before all, the roles before the foundation beside them. */
function standsInTheWay(change: RemovedStack, ended: readonly Ended[]): string | undefined {
  const standing = ended.find(
    (other) => !isGone(other.outcome) && (other.kind === 'control-plane' || isSamePlace(other, change)),
  );
  return standing === undefined ? undefined : `${standing.stack} still stands, and needs it`;
}

/** A last deployment may have begun before the control plane went. */
async function deployedMeanwhile(
  change: RemovedStack,
  { targets, settings }: RemovalInput,
): Promise<string | undefined> {
  if (change.kind !== 'roles') return undefined;
  const { account, region } = change;
  const stacks = await placeOf(targets, change).listStacks();
  const standing = standingStacks(stacks, { account, region, stackPrefix: settings.stackPrefix });
  if (standing.length === 0) return undefined;
  return `a workload was deployed meanwhile: ${destroyCommands(standing).join('; ')}`;
}

function isGone(outcome: Outcome): boolean {
  return outcome.result === 'deployed' || outcome.result === 'unchanged';
}

function isSamePlace(
  a: Pick<RemovedStack, 'account' | 'region'>,
  b: Pick<RemovedStack, 'account' | 'region'>,
): boolean {
  return nameOfPlace(a) === nameOfPlace(b);
}

function placeOf<Value>(values: ReadonlyMap<string, Value>, place: Pick<RemovedStack, 'account' | 'region'>): Value {
  const value = values.get(nameOfPlace(place));
  if (value === undefined) throw new InternalError(`${nameOfPlace(place)} was not opened`);
  return value;
}
