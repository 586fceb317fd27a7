import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import type { RepositoryEntry } from '../../ports/source-repository.ts';
import { unreadableFile } from './repository-errors.ts';
import { LARGEST_READ } from './read-blobs.ts';

/** A path below the root as the disk knows it; bytes where the name is not UTF-8. */
export interface DiskPath {
  readonly path: string;
  readonly bytes?: Buffer;
}

/** Looks at and reads files below a root without ever following a symbolic link out of it or within it. */
export interface GuardedFiles {
  /** What is there; undefined when nothing is. */
  look(file: DiskPath): Pick<RepositoryEntry, 'kind' | 'size'> | undefined;
  /** Throws `unreadable-file`. Reads at most {@link LARGEST_READ} bytes. */
  read(file: DiskPath): Uint8Array;
  /**
   * Reads files that will be looked at and read, tells of each, and keeps them until then; those that cannot be read
   * wait.
   */
  readAhead(paths: readonly string[], onRead: (bytes: Uint8Array) => void): void;
}

/** One per listing: folders are looked at once. */
export function guardFiles(root: string): GuardedFiles {
  const realRoot = realpathSync(root);
  const folders = new Map<string, boolean>();

  function isReached(folder: string, isFolder: (folder: string) => boolean = () => false): boolean {
    if (folder === '.' || folder === '') return true;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const reached =
      isReached(path.posix.dirname(folder), isFolder) && (isFolder(folder) || !isLink(below(realRoot, folder)));
    folders.set(folder, reached);
    return reached;
  }

  /** Bytes read before somebody asked; given away once, so that a later look finds what is there then. */
  const ahead = new Map<string, Uint8Array>();
  const readSmall = createSmallReader();

  return {
    look: (file) => {
      const bytes = ahead.get(file.path);
      if (bytes !== undefined) return { kind: 'file', size: bytes.length };
      if (file.bytes === undefined && !isReached(path.posix.dirname(file.path))) return { kind: 'symlink' };
      const status = lstatIfThere(onDisk(realRoot, file));
      return status === undefined ? undefined : { kind: kindOf(status), size: status.size };
    },
    read: (file) => {
      const bytes = ahead.get(file.path);
      if (bytes !== undefined) {
        ahead.delete(file.path);
        return bytes;
      }
      if (!isReached(path.posix.dirname(file.path))) throw unreadableFile(file.path, 'a folder above it is a link');
      return readRegular(onDisk(realRoot, file), file.path);
    },
    readAhead: (paths, onRead) => {
      const isFolder = createFolderList(realRoot);
      for (const file of paths) {
        if (!isReached(path.posix.dirname(file), isFolder)) continue;
        const bytes = readSmall(below(realRoot, file)) ?? readIfThere(below(realRoot, file), file);
        if (bytes === undefined) continue;
        ahead.set(file, bytes);
        onRead(bytes);
      }
    },
  };
}

/** Without following a link, and without waiting for the other end of a pipe. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads small files one after the other into large pieces of memory, each with three calls of the system: what gives
 * nothing, or more than fits, may be no file at all, and is looked at first by {@link readRegular}.
 */
function createSmallReader(): (file: string) => Uint8Array | undefined {
  const most = 64 * 1024;
  let piece = Buffer.alloc(0);
  let used = 0;
  return (file) => {
    if (piece.length - used < most) [piece, used] = [Buffer.allocUnsafeSlow(16 * most), 0];
    let count: number;
    try {
      const descriptor = openSync(file, FLAGS);
      try {
        count = readSync(descriptor, piece, used, most, null);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return undefined;
    }
    if (count === 0 || count === most) return undefined;
    used += count;
    return piece.subarray(used - count, used);
  };
}

function readRegular(file: string | Buffer, shown: string): Uint8Array {
  try {
    const descriptor = openSync(file, FLAGS);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) throw unreadableFile(shown, `it is not a regular file but a ${kindOf(status)}`);
      return readUpTo(descriptor, Math.min(status.size, LARGEST_READ));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && 'instructions' in error) throw error;
    throw unreadableFile(shown, error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * Whether the folder above lists this one as a folder of this very name. One list answers for all that lie side by side;
 * of what it does not name, as where case or accents differ, nothing is known.
 */
function createFolderList(root: string): (folder: string) => boolean {
  const lists = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    const slash = folder.lastIndexOf('/');
    const above = slash === -1 ? '' : folder.slice(0, slash);
    let list = lists.get(above);
    if (list === undefined) lists.set(above, (list = foldersIn(below(root, above))));
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

function readIfThere(file: string, shown: string): Uint8Array | undefined {
  try {
    return readRegular(file, shown);
  } catch {
    return undefined;
  }
}

function readUpTo(descriptor: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, null);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

function onDisk(root: string, { path: relative, bytes }: DiskPath): string | Buffer {
  return bytes === undefined ? below(root, relative) : Buffer.concat([Buffer.from(`${root}/`), bytes]);
}

/** Paths of Git and of our own walk have nothing to be normalised; doing so takes longer than looking at the file. */
function below(root: string, relative: string): string {
  return `${root}/${relative}`;
}

function isLink(folder: string): boolean {
  return lstatIfThere(folder)?.isSymbolicLink() === true;
}

function lstatIfThere(file: string | Buffer): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

function kindOf(status: Stats): RepositoryEntry['kind'] {
  if (status.isFile()) return 'file';
  if (status.isSymbolicLink()) return 'symlink';
  return status.isDirectory() ? 'folder' : 'other';
}
