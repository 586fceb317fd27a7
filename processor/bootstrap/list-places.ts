import type { Settings, Stage } from '../model/settings.ts';

/** An account and region in which bootstrap installs something. */
export interface Place {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The stages there, in the order of promotion; none where only the control plane is. */
  readonly stages: readonly Stage[];
  readonly hasControlPlane: boolean;
}

/** `<account> <region>`, as messages call a place. */
export function nameOfPlace({ account, region }: Pick<Place, 'account' | 'region'>): string {
  return `${account} ${region}`;
}

/**
 * Where something is installed: the control plane's place first, then those of the stages in the order of promotion,
 * each once. Without a control plane there is none.
 */
export function listPlaces({ controlPlane, stages }: Settings): readonly Place[] {
  if (controlPlane === undefined) return [];
  const places = new Map<string, Place>();
  for (const { account, region } of [controlPlane, ...stages]) {
    const name = nameOfPlace({ account, region });
    if (places.has(name)) continue;
    places.set(name, {
      account,
      region,
      stages: stages.filter((stage) => stage.account === account && stage.region === region),
      hasControlPlane: account === controlPlane.account && region === controlPlane.region,
    });
  }
  return [...places.values()];
}

/** Bucket of the control plane: that of the first stage which is in the same place, else one of its own. */
export function controlPlaneBucket(place: Place): string {
  return place.stages[0]?.assetsBucket ?? `mlops-assets-${place.account}-${place.region}`;
}
