import type { StackOperation } from '../../model/operation.ts';
import { appendLine, readLines } from './lines.ts';
import type { FileSystem } from './file-system.ts';
import { corruptState } from './state-errors.ts';

/** One line of the journal: an operation that begins or has ended. */
export interface JournalEntry {
  readonly phase: 'started' | 'finished';
  readonly stackId: string;
  readonly operation: StackOperation;
}

/** Appends an entry and makes it durable; see {@link appendLine}. */
export function appendJournal(fs: FileSystem, file: string, entry: JournalEntry): void {
  appendLine(fs, file, JSON.stringify(entry));
}

/** All whole lines, oldest first; a last line without its end was never committed. Throws `corrupt-state`. */
export function readJournal(fs: FileSystem, file: string): readonly JournalEntry[] {
  return readLines(fs, file).map((line, index) => {
    try {
      return JSON.parse(line) as JournalEntry;
    } catch {
      const giveUp = 'move it away if past operations may be forgotten';
      throw corruptState({ file, problem: `is unreadable in line ${index + 1}`, giveUp });
    }
  });
}
