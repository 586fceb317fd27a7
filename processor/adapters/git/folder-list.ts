import { readdirSync } from 'node:fs';

/**
 * Whether the folder above lists this one as a folder of this very name. One list answers for all that lie side by
 * side; of what it does not name, as where case or accents differ, nothing is known.
 */
export function createFolderList(root: string): (folder: string) => boolean {
  const lists = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    const slash = folder.lastIndexOf('/');
    const above = slash === -1 ? '' : folder.slice(0, slash);
    let list = lists.get(above);
    if (list === undefined) lists.set(above, (list = foldersIn(`${root}/${above}`)));
    return list.has(folder.slice(slash + 1));
  };
}

function foldersIn(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  } catch {
    return new Set();
  }
}
