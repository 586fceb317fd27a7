import { createHash } from 'node:crypto';
import type { RepositoryEntry, Revision, SourceRepository } from '../../ports/source-repository.ts';
import { listTree } from './commit-repository.ts';
import { mayMatter, misnamedFolders } from './entry-paths.ts';
import { listNames } from './list-names.ts';
import { listUnpopulated } from './list-unpopulated.ts';
import { guardFiles, type GuardedFiles } from './guarded-files.ts';
import { readBlobs } from './read-blobs.ts';
import { unreadableFile, unreadableRepository } from './repository-errors.ts';
import { readBranch, type RepositoryFacts } from './repository-facts.ts';
import { runGit, type GitRunner } from './run-git.ts';

/**
 * The work tree: what is tracked and what is new and not ignored, as it lies on the disk. What a sparse checkout leaves
 * out is no deletion: it is as the index has it.
 */
export interface WorkTree extends SourceRepository {
  /** True when the folder itself is ignored, so that Git has nothing to say about what is in it. */
  isIgnored(): Promise<boolean>;
}

/** Throws `unreadable-repository`; reading throws `unreadable-file`. */
export function openWorkTree(
  runner: GitRunner,
  facts: RepositoryFacts,
  onRead: (bytes: Uint8Array) => void = ignore,
): WorkTree {
  const files = guardFiles(runner.folder);
  /** Names that are not UTF-8, by how they are shown. */
  const bytes = new Map<string, Buffer>();
  let listed: Promise<readonly RepositoryEntry[]> | undefined;
  function listEntries(): Promise<readonly RepositoryEntry[]> {
    return (listed ??= listFiles(runner, { facts, files, bytes, onRead }));
  }
  return {
    listEntries,
    readFiles: async (entries) => {
      const ids = entries.flatMap(({ blobId }) => (blobId === undefined ? [] : [blobId]));
      const blobs = new Map(zip(ids, await readBlobs(runner, ids, onRead)));
      return entries.map(({ path, blobId }) => {
        if (blobId === undefined) return files.read({ path, bytes: bytes.get(path) });
        const blob = blobs.get(blobId);
        if (blob === undefined) throw unreadableFile(path, 'its content is missing from the repository');
        return blob;
      });
    },
    revision: async () => readRevision(runner, { facts, files, entries: await listEntries() }),
    isIgnored: async () => {
      if (facts.prefix === '' || (await listEntries()).some((entry) => entry.isIgnored !== true)) return false;
      const atTop = { ...runner, folder: facts.top ?? runner.folder };
      return (await runGit(atTop, ['check-ignore', '--quiet', '--', `./${facts.prefix}`])).code === 0;
    },
  };
}

async function listFiles(
  runner: GitRunner,
  known: {
    readonly facts: RepositoryFacts;
    readonly files: GuardedFiles;
    readonly bytes: Map<string, Buffer>;
    readonly onRead: (bytes: Uint8Array) => void;
  },
): Promise<readonly RepositoryEntry[]> {
  const { facts, files, bytes, onRead } = known;
  const entries: RepositoryEntry[] = [];
  const records = await listNames(runner, facts, (tracked) => {
    files.readAhead(
      tracked.filter(({ text, bytes: raw }) => raw === undefined && isConfigPath(text)).map(({ text }) => text),
      onRead,
    );
  });
  let isMissing = false;
  for (const record of records) {
    if (record.bytes !== undefined) bytes.set(record.text, record.bytes);
    const entry = entryOf(record, files);
    if (entry !== undefined) entries.push(entry);
    else isMissing ||= isConfigPath(record.text);
  }
  if (isMissing) {
    // People mark files in the same way to keep changes of their own to themselves: what is there counts.
    const present = new Set(entries.map(({ path }) => path));
    const unpopulated = await listUnpopulated(runner);
    entries.push(...unpopulated.filter(({ path }) => isConfigPath(path) && !present.has(path)));
  }
  return [...entries, ...misnamedFolders(entries), ...ignoredSettings(entries, files)];
}

/** Without a word about them, everything would silently be deployed as if there were none. */
function ignoredSettings(entries: readonly RepositoryEntry[], files: GuardedFiles): readonly RepositoryEntry[] {
  const path = 'mlops-settings.json';
  if (files.look({ path })?.kind !== 'file' || entries.some((entry) => entry.path === path)) return [];
  return [{ path, kind: 'file', isIgnored: true }];
}

function entryOf(record: { readonly text: string; readonly bytes?: Buffer }, files: GuardedFiles) {
  const path = record.text;
  // A repository inside this one, not a submodule of it: Git names the folder and goes no further.
  if (path.endsWith('/')) return { path: path.slice(0, -1), kind: 'submodule' } satisfies RepositoryEntry;
  if (!mayMatter(path)) return { path, kind: 'file' } satisfies RepositoryEntry;
  const seen = files.look({ path, bytes: record.bytes });
  if (seen === undefined) return undefined;
  // In an index a folder stands for a submodule.
  const kind = seen.kind === 'folder' ? 'submodule' : seen.kind;
  const entry: RepositoryEntry = { path, kind, size: seen.size };
  return record.bytes === undefined ? entry : { ...entry, unusualPath: true };
}

async function readRevision(
  runner: GitRunner,
  known: {
    readonly facts: RepositoryFacts;
    readonly files: GuardedFiles;
    readonly entries: readonly RepositoryEntry[];
  },
): Promise<Revision> {
  const branch = readBranch(known.facts);
  const head = await runGit(runner, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const commit = head.stdout.toString().trim();
  if (head.code !== 0) {
    // Nothing committed yet is quiet; a damaged HEAD is not.
    if (head.stderr !== '' || branch === undefined) throw unreadableRepository(runner.folder, head.stderr);
    return { commit: null, dirty: true, branch };
  }
  const { prefix } = known.facts;
  const committed = (await listTreeIfThere(runner, `${commit}:${prefix}`)).filter(isRead);
  return { commit, dirty: differs(committed, known), branch };
}

/** Files that decide what is deployed: only a change to one of these makes the work tree differ from its commit. */
function isRead({ path, kind, isIgnored }: RepositoryEntry): boolean {
  return kind === 'file' && isIgnored !== true && isConfigPath(path);
}

function isConfigPath(path: string): boolean {
  return /(?:^|\/)mlops-(?:config|settings)\.json$/.test(path);
}

function differs(
  committed: readonly RepositoryEntry[],
  { files, entries }: { readonly files: GuardedFiles; readonly entries: readonly RepositoryEntry[] },
): boolean {
  const present = entries.filter(isRead);
  if (present.length !== committed.length) return true;
  const ids = new Map(committed.map(({ path, blobId }) => [path, blobId]));
  return present.some(({ path, blobId: indexed }) => {
    const id = ids.get(path);
    return id === undefined || (indexed === undefined ? !isBlob(files.read({ path }), id) : indexed !== id);
  });
}

/** A folder that the commit does not have holds no committed files. */
async function listTreeIfThere(runner: GitRunner, tree: string): Promise<readonly RepositoryEntry[]> {
  const found = await runGit(runner, ['rev-parse', '--verify', '--quiet', '--end-of-options', tree]);
  return found.code === 0 ? listTree(runner, tree) : [];
}

/** Whether the bytes are those of the blob, or would be with the line ends that Git puts in a work tree undone. */
function isBlob(bytes: Uint8Array, id: string): boolean {
  if (blobId(bytes, id.length) === id) return true;
  if (!bytes.includes(0x0d)) return false;
  const text = Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
  return blobId(Buffer.from(text, 'latin1'), id.length) === id;
}

function blobId(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function* zip<A, B>(keys: readonly A[], values: readonly B[]): Iterable<readonly [A, B]> {
  for (const [index, key] of keys.entries()) yield [key, values[index] as B];
}

function ignore(): void {
  // Nobody wants to know.
}
