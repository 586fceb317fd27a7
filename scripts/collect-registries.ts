import type { ImageTable } from '../pipelines/images/image-table.ts';

interface Family {
  readonly name: string;
  readonly accounts: Map<string, string>;
}

/** Registries are gathered into families: maps that agree wherever both know a region are one family. */
export function registryCollector() {
  const families: Family[] = [];
  const sets: { readonly family: Family; readonly regions: readonly string[] }[] = [];

  function familyOf(registries: ReadonlyMap<string, string>, name: string): Family {
    const found = families.find(({ accounts }) => {
      const shared = [...registries].filter(([region]) => accounts.has(region));
      return (
        shared.every(([region, account]) => accounts.get(region) === account) && shared.length * 2 > registries.size
      );
    });
    if (found) return found;
    const family = { name, accounts: new Map<string, string>() };
    families.push(family);
    return family;
  }

  function add(registries: Readonly<Record<string, string>>, name: string): number {
    const accounts = new Map(Object.entries(registries));
    const family = familyOf(accounts, name);
    for (const [region, account] of accounts) family.accounts.set(region, account);
    const regions = [...accounts.keys()].sort();
    const known = sets.findIndex((set) => set.family === family && set.regions.join() === regions.join());
    return known >= 0 ? known : sets.push({ family, regions }) - 1;
  }

  function finish(): Pick<ImageTable, 'families' | 'registries'> {
    return {
      families: Object.fromEntries(
        families.map(({ name, accounts }) => [name, Object.fromEntries([...accounts].sort())]),
      ),
      registries: sets.map(({ family: { name, accounts }, regions: only }) => {
        const without = [...accounts.keys()].filter((region) => !only.includes(region)).sort();
        if (without.length === 0) return { family: name };
        return only.length < without.length ? { family: name, only } : { family: name, without };
      }),
    };
  }
  return { add, finish };
}
