import type { PlacedOperation } from './history-text.ts';

/** What `history --format json` prints: `{ "operations": [...] }`, the members of each in a fixed order. */
export function renderHistoryJson(operations: readonly PlacedOperation[]): string {
  const ordered = operations.map((operation) => ({
    stages: operation.stages,
    stackName: operation.stackName,
    kind: operation.kind,
    commit: operation.commit,
    startedAt: operation.startedAt,
    finishedAt: operation.finishedAt,
    status: operation.status,
    reason: operation.reason,
    token: operation.token,
  }));
  return `${JSON.stringify({ operations: ordered }, null, 2)}\n`;
}
