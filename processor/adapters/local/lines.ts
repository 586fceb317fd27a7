import { constants } from 'node:fs';
import path from 'node:path';
import { readTextIfPresent, syncFolder } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { stateAccessError } from './state-errors.ts';

/**
 * Appends a line, which has no line feed in it, and makes it durable. Only for the holder of the lock: a line that a
 * killed writer left unfinished is cut off first, so that the file always consists of whole lines.
 */
export function appendLine(fs: FileSystem, file: string, line: string): void {
  try {
    const descriptor = fs.openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const end = endOfLastLine(fs, descriptor);
      fs.ftruncateSync(descriptor, end);
      const bytes = Buffer.from(`${line}\n`);
      let written = 0;
      while (written < bytes.length) {
        written += fs.writeSync(descriptor, bytes, written, bytes.length - written, end + written);
      }
      fs.fsyncSync(descriptor);
      // The first line may have made the file.
      if (end === 0) syncFolder(fs, path.dirname(file));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw stateAccessError(error, file);
  }
}

/** All whole lines, oldest first; a last line without its end was never committed. None when there is no file. */
export function readLines(fs: FileSystem, file: string): readonly string[] {
  return (readTextIfPresent(fs, file) ?? '').split('\n').slice(0, -1);
}

function endOfLastLine(fs: FileSystem, descriptor: number): number {
  let end = fs.fstatSync(descriptor).size;
  const byte = Buffer.alloc(1);
  while (end > 0) {
    fs.readSync(descriptor, byte, 0, 1, end - 1);
    if (byte[0] === 0x0a) return end;
    end -= 1;
  }
  return 0;
}
