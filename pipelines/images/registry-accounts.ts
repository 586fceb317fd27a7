import { imageTable, type RegistrySet } from './image-table.ts';

/** The account that holds the images with this registry index in a region; undefined where they are not published. */
export function registryAccount(registry: number, region: string): string | undefined {
  const set = registrySet(registry);
  const accounts = familyAccounts(set);
  return Object.hasOwn(accounts, region) && isPublished(set, region) ? accounts[region] : undefined;
}

/** The regions in which the images with this registry index are published, sorted. */
export function registryRegions(registry: number): readonly string[] {
  const set = registrySet(registry);
  return Object.keys(familyAccounts(set)).filter((region) => isPublished(set, region));
}

function isPublished({ only, without }: RegistrySet, region: string): boolean {
  return only ? only.includes(region) : without?.includes(region) !== true;
}

function registrySet(registry: number): RegistrySet {
  const set = imageTable.registries[registry];
  if (!set) throw new Error(`image table has no registry ${registry}`);
  return set;
}

function familyAccounts({ family }: RegistrySet): Readonly<Record<string, string>> {
  const accounts = imageTable.families[family];
  if (!accounts) throw new Error(`image table has no registry family "${family}"`);
  return accounts;
}
