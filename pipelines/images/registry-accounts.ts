import { imageTable } from './image-table.ts';

/** The account that holds the images with this registry index in a region; undefined where they are not published. */
export function registryAccount(registry: number, region: string): string | undefined {
  const { accounts, only, without } = registrySet(registry);
  if (only?.includes(region) === false || without?.includes(region) === true) return undefined;
  return Object.hasOwn(accounts, region) ? accounts[region] : undefined;
}

/** The regions in which the images with this registry index are published, sorted. */
export function registryRegions(registry: number): readonly string[] {
  return Object.keys(registrySet(registry).accounts).filter(
    (region) => registryAccount(registry, region) !== undefined,
  );
}

function registrySet(registry: number) {
  const set = imageTable.registries[registry];
  const accounts = set && imageTable.families[set.family];
  if (!accounts) throw new Error(`image table has no registry ${registry}`);
  return { ...set, accounts };
}
