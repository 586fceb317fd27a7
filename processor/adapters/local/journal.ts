import { constants } from 'node:fs';
import type { StackOperation } from '../../model/operation.ts';
import { readTextIfPresent } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { corruptState, stateAccessError } from './state-errors.ts';

/** One line of the journal: an operation that begins or has ended. */
export interface JournalEntry {
  readonly phase: 'started' | 'finished';
  readonly stackId: string;
  readonly operation: StackOperation;
}

/**
 * Appends a line and makes it durable. Only for the holder of the lock: a line that a killed writer left unfinished is
 * cut off first, so that the file always consists of whole lines.
 */
export function appendJournal(fs: FileSystem, file: string, entry: JournalEntry): void {
  try {
    const descriptor = fs.openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const end = endOfLastLine(fs, descriptor);
      fs.ftruncateSync(descriptor, end);
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      let written = 0;
      while (written < bytes.length) {
        written += fs.writeSync(descriptor, bytes, written, bytes.length - written, end + written);
      }
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw stateAccessError(error, file);
  }
}

/** All whole lines, oldest first; a last line without its end was never committed. Throws `corrupt-state`. */
export function readJournal(fs: FileSystem, file: string): readonly JournalEntry[] {
  const lines = (readTextIfPresent(fs, file) ?? '').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as JournalEntry;
    } catch {
      throw corruptState({ file, problem: `is unreadable in line ${index + 1}` });
    }
  });
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
