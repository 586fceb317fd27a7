import { closeSync, fstatSync, lstatSync, readSync, realpathSync, type Stats } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { RepositoryEntry } from '../../ports/source-repository.ts';
import { createFolderList } from './folder-list.ts';
import { openGuarded } from './open-guarded.ts';
import { unreadableFile } from './repository-errors.ts';
import { LARGEST_READ } from './read-blobs.ts';
import { createSmallReader } from './small-reader.ts';

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

function readRegular(file: string | Buffer, shown: string): Uint8Array {
  try {
    const descriptor = openGuarded(file);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) throw unreadableFile(shown, `it is not a regular file but a ${kindOf(status)}`);
      return readUpTo(descriptor, Math.min(status.size, LARGEST_READ));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadableFile(shown, error instanceof Error ? error.message : String(error), error);
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
