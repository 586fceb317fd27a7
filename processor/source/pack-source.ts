import { zipSync, type Zippable } from 'fflate';
import { discover } from '../config/discover.ts';
import { UserError } from '../model/errors.ts';
import { formatManifest, SOURCE_MANIFEST, type ListedEntry } from '../model/source-manifest.ts';
import type { RepositoryEntry, SourceRepository } from '../ports/source-repository.ts';

/** rw-r--r--, as a Unix system writes it. */
const MODE = 0o644 << 16;
const UNIX = 3;

/** Bytes of all files together; ten thousand large configs have less. It is held in memory twice. */
const LARGEST_SOURCE = 64 * 1024 * 1024;

/**
 * A zip of what the processor reads of a commit, and of nothing else: its config files, its settings file, and a
 * manifest with the commit's id. The id travels with the files, so that no retry, no rollback and no execution started
 * by hand can bring one commit's files under another's name. Only regular files are stored, under the paths that Git
 * has for them; the same commit gives the same bytes.
 *
 * Throws UserError `source-too-large`, and what the repository throws.
 */
export async function packSource(
  repository: Pick<SourceRepository, 'listEntries' | 'readFiles'>,
  commit: string,
): Promise<Uint8Array> {
  const entries = await repository.listEntries();
  const { configFiles, settingsFile } = discover(entries);
  const read = [...configFiles, ...(settingsFile === undefined ? [] : [settingsFile])].filter(isPlain);
  requireSize(read.reduce((sum, { size = 0 }) => sum + size, 0));
  const contents = await repository.readFiles(read);
  requireSize(contents.reduce((sum, { length }) => sum + length, 0));
  const stored = new Set(read);
  const listed = entries.filter((entry) => !stored.has(entry) && mayMatter(entry)).map(listedEntry);
  const manifest = formatManifest({ commit, entries: listed });
  const files: Zippable = { [SOURCE_MANIFEST]: zipped(new TextEncoder().encode(manifest)) };
  for (const [index, { path }] of read.entries()) files[path] = zipped(contents[index] ?? new Uint8Array());
  return zipSync(files);
}

/** Any fixed time will do; the format stores local time, so no zone is named. */
function zipped(bytes: Uint8Array): Zippable[string] {
  return [bytes, { level: 6, mtime: '1980-01-02T00:00:00', os: UNIX, attrs: MODE }];
}

/** A path that whoever unpacks it finds again below the folder that it is unpacked to, on any system. */
function isPlain({ path }: RepositoryEntry): boolean {
  return !/[\\\p{Cc}]/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Names that discovery has something to say about. */
function mayMatter({ path }: RepositoryEntry): boolean {
  return /ml[-_. ]?ops[^/]*$/i.test(path);
}

/** What would be read, and has a path that cannot be stored, is no file to whoever reads the zip. */
function listedEntry(entry: RepositoryEntry): ListedEntry {
  const { path, unusualPath } = entry;
  const kind = entry.kind === 'file' && !isPlain(entry) ? 'other' : entry.kind;
  return { path, kind, ...(unusualPath === true && { unusualPath }) };
}

function requireSize(bytes: number): void {
  if (bytes <= LARGEST_SOURCE) return;
  throw new UserError('source-too-large', `the config files of the commit have ${bytes} bytes together`, {
    instructions: [`at most ${LARGEST_SOURCE} bytes are handed to the pipeline: split the repository`],
  });
}
