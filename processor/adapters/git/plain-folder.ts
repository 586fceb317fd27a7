import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { RepositoryEntry, SourceRepository } from '../../ports/source-repository.ts';
import { guardFiles } from './guarded-files.ts';
import { readNamedRevision } from './named-revision.ts';
import type { Environment } from './run-git.ts';
import { readStoredSource } from './stored-source.ts';

/** Folders that never hold configs of the team, however they came here. */
const SKIPPED = new Set(['node_modules', '.git', '.mlops']);

/** Deeper nesting is a mistake or an attack; nothing below is read. */
const DEEPEST = 200;

/**
 * A folder without Git, such as the unpacked source of a pipeline, whose commit the environment may tell (see
 * `readNamedRevision`). Throws `unreadable-file`, `unreadable-folder`, `invalid-source`.
 */
export function openPlainFolder(root: string, env: Environment): SourceRepository {
  const files = guardFiles(root);
  return {
    revision: async () => Promise.resolve(readNamedRevision(root, env)),
    listEntries: async () => {
      const entries = walk(root);
      return Promise.resolve([...entries, ...listedElsewhere(entries, readStoredSource(root, env)?.entries)]);
    },
    readFiles: async (entries) => {
      const read = entries.map((entry) => files.read({ path: entry.path }));
      return Promise.resolve(read);
    },
  };
}

/** What the commit of a stored source has besides the files that were stored of it. */
function listedElsewhere(
  entries: readonly RepositoryEntry[],
  listed: readonly RepositoryEntry[] = [],
): readonly RepositoryEntry[] {
  if (listed.length === 0) return [];
  const known = new Set(entries.map((entry) => entry.path));
  return listed.filter((entry) => !known.has(entry.path));
}

function walk(root: string): readonly RepositoryEntry[] {
  const entries: RepositoryEntry[] = [];
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const found of readFolder(path.join(root, next.folder))) {
      const relative = next.folder === '' ? found.name : `${next.folder}/${found.name}`;
      if (!found.isDirectory()) entries.push(entryOf(relative, found));
      else if (!SKIPPED.has(found.name) && next.depth < DEEPEST) {
        open.push({ folder: relative, depth: next.depth + 1 });
        if (/^mlops-(?:config|settings)\.json$/.test(found.name)) entries.push({ path: relative, kind: 'folder' });
      }
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function entryOf(relative: string, found: Dirent): RepositoryEntry {
  const kind = found.isFile() ? 'file' : found.isSymbolicLink() ? 'symlink' : 'other';
  return relative.includes('\uFFFD') ? { path: relative, kind, unusualPath: true } : { path: relative, kind };
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError('unreadable-folder', `folder ${JSON.stringify(folder)} cannot be read: ${problem}`, {
      instructions: ['check its permissions, or choose another folder with --repo'],
      cause: error,
    });
  }
}
