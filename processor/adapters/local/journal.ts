import path from 'node:path';
import type { StackOperation } from '../../model/operation.ts';
import { syncFolder } from './durable-files.ts';
import { systemErrorCode, type FileSystem } from './file-system.ts';
import { appendLine, readLines } from './lines.ts';
import { corruptState, stateAccessError } from './state-errors.ts';

/** One line of the journal: an operation that begins or has ended. */
export interface JournalEntry {
  readonly phase: 'started' | 'finished';
  readonly stackId: string;
  readonly operation: StackOperation;
}

/** Where the journal is, and how large the file may grow that is written to. */
export interface JournalPlace {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Appends an entry and makes it durable; see {@link appendLine}. A file that has reached its size is set aside first,
 * in the place of the one set aside before it, so that two files are all there ever is. One rename(2) does it: a kill
 * leaves the entries where they were or where they belong.
 */
export function appendJournal(fs: FileSystem, { file, bytes }: JournalPlace, entry: JournalEntry): void {
  if (sizeOf(fs, file) >= bytes) setAside(fs, file);
  appendLine(fs, file, JSON.stringify(entry));
}

/**
 * All entries that are kept, oldest first; a last line without its end was never committed. The newer file is read
 * first: when it is set aside meanwhile, its entries come twice instead of not at all. Throws `corrupt-state`.
 */
export function readJournal(fs: FileSystem, file: string): readonly JournalEntry[] {
  const newer = readEntries(fs, file);
  return [...readEntries(fs, olderOf(file)), ...newer];
}

function readEntries(fs: FileSystem, file: string): readonly JournalEntry[] {
  return readLines(fs, file).map((line, index) => {
    try {
      return JSON.parse(line) as JournalEntry;
    } catch {
      const giveUp = 'move it away if past operations may be forgotten';
      throw corruptState({ file, problem: `is unreadable in line ${index + 1}`, giveUp });
    }
  });
}

function setAside(fs: FileSystem, file: string): void {
  try {
    fs.renameSync(file, olderOf(file));
    syncFolder(fs, path.dirname(file));
  } catch (error) {
    throw stateAccessError(error, file);
  }
}

function sizeOf(fs: FileSystem, file: string): number {
  try {
    return fs.statSync(file).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw stateAccessError(error, file);
  }
}

function olderOf(file: string): string {
  return file.replace(/\.jsonl$/, '.older.jsonl');
}
