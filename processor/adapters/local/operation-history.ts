import type { StackOperation } from '../../model/operation.ts';
import type { JournalEntry } from './journal.ts';
import type { StackRecord } from './stack-record.ts';

/**
 * Past operations, newest first, from the journal. What it says to have started but not to have finished is looked up
 * in the stack's own record, which is the truth: a kill between the two writes leaves the journal behind. An operation
 * that the record does not know never took effect.
 */
export function operationHistory(
  journal: readonly JournalEntry[],
  readRecord: (stackId: string) => StackRecord | undefined,
): readonly StackOperation[] {
  const known = new Map<string, JournalEntry>();
  for (const entry of journal) {
    const { kind, token } = entry.operation;
    known.set(`${entry.stackId} ${kind} ${token}`, entry);
  }
  const operations = [...known.values()].map((entry) =>
    entry.phase === 'finished' ? entry.operation : current(entry, readRecord(entry.stackId)),
  );
  return operations.filter((operation) => operation !== undefined).reverse();
}

function current(entry: JournalEntry, record: StackRecord | undefined): StackOperation | undefined {
  const { kind, token } = entry.operation;
  const found = record?.detail.operations.find((each) => each.kind === kind && each.token === token);
  if (found === undefined || record === undefined) return undefined;
  return found.finishedAt === undefined ? { ...found, status: record.head.status } : found;
}
