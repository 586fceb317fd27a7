import { createSystemClock } from '../../adapters/system-clock.ts';
import { controlPlaneBucket, nameOfPlace, type Place } from '../../bootstrap/list-places.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { endpointOf } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';

/** Whether a stage of the place was asked for. */
export function isOf({ stages }: Place, selected: ReadonlySet<Stage>): boolean {
  return stages.some((stage) => selected.has(stage));
}

/** Stack sets are administered from the control plane's place alone. */
export function onlyHome(places: readonly Place[], { organization }: BootstrapOptions): readonly Place[] {
  return organization === undefined ? places : places.filter((place) => place.hasControlPlane);
}

/** The places that these credentials reach, of those that were asked for. Throws UserError `wrong-account`. */
export async function choosePlaces(
  world: World,
  facts: {
    readonly options: BootstrapOptions;
    readonly settings: Settings;
    readonly places: readonly Place[];
    readonly selected: ReadonlySet<Stage>;
  },
): Promise<{ readonly chosen: readonly Place[]; readonly left: readonly Place[] }> {
  const { options, places, selected } = facts;
  const { readCallerAccount } = await import('../../adapters/cloudformation/connect-stage.ts');
  const [home] = places;
  const caller = await readCallerAccount({ region: home?.region ?? 'us-east-1', endpoint: endpointOf(world) });
  const isNamed = options.stages.length > 0;
  const asked = onlyHome(isNamed ? places.filter((place) => isOf(place, selected)) : places, options);
  const unreached = asked.filter(({ account }) => account !== caller);
  const wrong = isNamed ? unreached[0] : unreached.find((place) => place.hasControlPlane);
  if (wrong !== undefined) {
    const what = isNamed ? `stage ${wrong.stages.map(({ name }) => name).join(', ')}` : 'the control plane';
    throw new UserError(
      'wrong-account',
      `${what} is account ${wrong.account}, but the credentials in use are of ${caller}`,
      {
        instructions: [
          `use credentials of account ${wrong.account}`,
          ...(options.uninstall
            ? []
            : ['or have somebody with rights there install it: mlops bootstrap --print --out DIR']),
          ...(isNamed ? [] : ['--stage names the stages alone, without the control plane']),
        ],
      },
    );
  }
  return { chosen: asked.filter(({ account }) => account === caller), left: unreached };
}

/** Opens CloudFormation in each place, with the credentials in use. */
export async function openPlaces(world: World, places: readonly Place[]): Promise<ReadonlyMap<string, StackTarget>> {
  const { connectStage } = await import('../../adapters/cloudformation/connect-stage.ts');
  const targets = new Map<string, StackTarget>();
  for (const place of places) {
    const { account, region } = place;
    const stage = { name: nameOfPlace(place), account, region, approval: false, protected: false };
    const options = { clock: createSystemClock(), endpoint: endpointOf(world) };
    const assetsBucket = controlPlaneBucket(place);
    targets.set(stage.name, await connectStage({ ...options, stage: { ...stage, assetsBucket } }));
  }
  return targets;
}
