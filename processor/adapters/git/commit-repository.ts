import type { RepositoryEntry, Revision, SourceRepository } from '../../ports/source-repository.ts';
import { kindOfMode, misnamedFolders, splitRecords } from './entry-paths.ts';
import { readBlobs } from './read-blobs.ts';
import {
  notARepository,
  unknownFolder,
  unknownRef,
  unreadableFile,
  unreadableRepository,
} from './repository-errors.ts';
import type { RepositoryFacts } from './repository-facts.ts';
import { runGit, type GitRunner } from './run-git.ts';

/**
 * One commit, read as Git objects: nothing is checked out, no path of the disk is opened, links and submodules are
 * reported and never followed. Throws `unknown-ref`, `unreadable-repository`.
 */
export async function openCommit(
  runner: GitRunner,
  facts: RepositoryFacts,
  { ref, onRead }: { readonly ref: string; readonly onRead?: (bytes: Uint8Array) => void },
): Promise<SourceRepository> {
  const commit = await resolveRef(runner, facts, ref);
  let listed: Promise<readonly RepositoryEntry[]> | undefined;
  return {
    revision: () => Promise.resolve({ commit, dirty: false } satisfies Revision),
    listEntries: () => (listed ??= listTree(runner, `${commit}:${facts.prefix}`)),
    readFiles: (entries) => readEntries(runner, entries, onRead),
  };
}

/** Full id of the commit that a name stands for. A name that looks like an option never reaches Git. */
export async function resolveRef(runner: GitRunner, facts: RepositoryFacts, ref: string): Promise<string> {
  if (ref === '' || ref.startsWith('-') || /\p{Cc}/u.test(ref)) throw unknownRef(ref, false);
  const result = await runGit(runner, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const commit = result.stdout.toString().trim();
  if (result.code === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  if (/corrupt|unable to|bad object/.test(result.stderr)) throw unreadableRepository(runner.folder, result.stderr);
  if (result.stderr.includes('not a git repository')) throw notARepository(runner.folder);
  throw unknownRef(ref, facts.shallow);
}

/** All entries below a tree, with paths relative to it. */
export async function listTree(runner: GitRunner, tree: string): Promise<readonly RepositoryEntry[]> {
  const result = await runGit(runner, ['ls-tree', '-r', '-z', '--full-tree', tree]);
  // The top of a commit is no folder that it may lack: there an object is missing.
  if (result.stderr.includes('Not a valid object name') && !tree.endsWith(':')) throw unknownFolder(tree);
  if (result.code !== 0) throw unreadableRepository(runner.folder, result.stderr);
  const entries = splitRecords(result.stdout).map(({ text, bytes }): RepositoryEntry => {
    const tab = text.indexOf('\t');
    const [mode = '', , blobId] = text.slice(0, tab).split(' ');
    const entry = { path: text.slice(tab + 1), kind: kindOfMode(mode), blobId };
    return bytes === undefined ? entry : { ...entry, unusualPath: true };
  });
  return [...entries, ...misnamedFolders(entries)];
}

async function readEntries(
  runner: GitRunner,
  entries: readonly RepositoryEntry[],
  onRead: ((bytes: Uint8Array) => void) | undefined,
): Promise<readonly Uint8Array[]> {
  const ids = entries.map(({ path, kind, blobId }) => {
    if (kind !== 'file' || blobId === undefined) throw unreadableFile(path, `it is not a regular file but a ${kind}`);
    return blobId;
  });
  const blobs = await readBlobs(runner, ids, onRead);
  return entries.map(({ path }, index) => {
    const blob = blobs[index];
    if (blob === undefined) throw unreadableFile(path, 'its content is missing from the repository');
    return blob;
  });
}
