import { constants } from 'node:fs';
import path from 'node:path';
import { systemErrorCode, type FileSystem } from './file-system.ts';
import { stateAccessError } from './state-errors.ts';

const TEMPORARY_PREFIX = '.tmp-';

/** A file to be published whole under a name that must be free. */
export interface NewFile {
  readonly file: string;
  readonly content: string | Uint8Array;
  /** Makes the name of the temporary file unique. */
  readonly nonce: string;
}

/**
 * Writes a file that appears whole or not at all, and only if the name is free: temporary file, fsync, link(2), fsync
 * of the folder. link(2) fails when the name exists, which makes this a compare-and-swap between processes; rename(2)
 * would overwrite silently. False when the name was taken; the file there is then untouched.
 */
export function publishFile(fs: FileSystem, file: NewFile): boolean {
  const folder = path.dirname(file.file);
  const temporary = path.join(folder, `${TEMPORARY_PREFIX}${file.nonce}`);
  try {
    writeWhole(fs, temporary, file.content);
    const published = linkOrRename(fs, temporary, file.file);
    syncFolder(fs, folder);
    return published;
  } catch (error) {
    throw stateAccessError(error, file.file);
  } finally {
    removeQuietly(fs, temporary);
  }
}

/** Writes a file in the place of the one that is there: whoever reads it meanwhile finds either whole. */
export function replaceFile(fs: FileSystem, file: NewFile): void {
  const folder = path.dirname(file.file);
  const temporary = path.join(folder, `${TEMPORARY_PREFIX}${file.nonce}`);
  try {
    writeWhole(fs, temporary, file.content);
    fs.renameSync(temporary, file.file);
    syncFolder(fs, folder);
  } catch (error) {
    removeQuietly(fs, temporary);
    throw stateAccessError(error, file.file);
  }
}

/** Removes what a killed writer left behind. Only for the holder of the lock. */
export function removeTemporaries(fs: FileSystem, folder: string): void {
  for (const name of listNames(fs, folder)) {
    if (name.startsWith(TEMPORARY_PREFIX)) removeQuietly(fs, path.join(folder, name));
  }
}

/** Names in a folder; none when the folder does not exist. */
export function listNames(fs: FileSystem, folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw stateAccessError(error, folder);
  }
}

/** Text of a file that may be absent, or undefined. */
export function readTextIfPresent(fs: FileSystem, file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw stateAccessError(error, file);
  }
}

/**
 * Creates a folder and its parents, readable by its owner alone, so that they survive a power loss. One by one:
 * `recursive` of Node.js never returns where a file system refuses new folders by saying that the parent is missing, as
 * `/proc` does.
 */
export function makeFolder(fs: FileSystem, folder: string): void {
  try {
    makeWithParents(fs, folder);
  } catch (error) {
    throw stateAccessError(error, folder);
  }
}

function makeWithParents(fs: FileSystem, folder: string): void {
  const parent = path.dirname(folder);
  try {
    makeOne(fs, folder);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || parent === folder) throw error;
    makeWithParents(fs, parent);
    makeOne(fs, folder);
  }
}

/** A folder that is there already, or that another run makes at the same time, is as good as made; a file is not. */
function makeOne(fs: FileSystem, folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST' || !fs.statSync(folder).isDirectory()) throw error;
    return;
  }
  syncFolder(fs, path.dirname(folder));
}

/** Removes a file whose absence or presence changes nothing. */
export function removeQuietly(fs: FileSystem, file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // Whoever reads the folder ignores it; the next holder of the lock tries again.
  }
}

/** Makes new and removed names in a folder survive a power loss. */
export function syncFolder(fs: FileSystem, folder: string): void {
  let descriptor: number;
  try {
    descriptor = fs.openSync(folder, constants.O_RDONLY);
  } catch (error) {
    // Windows cannot open folders; its file systems order these writes by themselves.
    if (systemErrorCode(error) === 'EPERM' || systemErrorCode(error) === 'EISDIR') return;
    throw error;
  }
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    // Some file systems flush no folders (fsync(2)), and there is no other way to ask for it.
    if (systemErrorCode(error) !== 'EINVAL') throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

function writeWhole(fs: FileSystem, file: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const descriptor = fs.openSync(file, 'wx', 0o600);
  try {
    let written = 0;
    while (written < bytes.length) written += fs.writeSync(descriptor, bytes, written);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function linkOrRename(fs: FileSystem, from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    switch (systemErrorCode(error)) {
      case 'EEXIST':
        return false;
      case 'ENOTSUP':
      case 'EOPNOTSUPP':
      case 'ENOSYS':
      case 'EPERM':
        // No hard links here (exFAT, some network drives; Linux says EPERM): the lock alone keeps writers apart.
        if (fs.existsSync(to)) return false;
        fs.renameSync(from, to);
        return true;
      default:
        throw error;
    }
  }
}
