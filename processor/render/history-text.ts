import { escapeText } from '../model/escape-text.ts';
import type { StackOperation } from '../model/operation.ts';
import { isHealthy, isInProgress } from '../model/stack-status.ts';
import { createColors, type Colors } from './plan/plan-colors.ts';
import { visible } from './plan/plan-words.ts';

/** An operation and the stages in whose account and region it was; several where stages share these. */
export type PlacedOperation = StackOperation & { readonly stages?: readonly string[] };

export interface HistoryTextOptions {
  readonly color: boolean;
}

/** Past and running operations, one line each, in the order given; with the stage where that is not always the same. */
export function renderHistoryText(operations: readonly PlacedOperation[], options: HistoryTextOptions): string {
  if (operations.length === 0) return 'nothing was deployed yet\n';
  const colors = createColors(options.color);
  const [kinds, commits] = [columnOf(operations, (item) => item.kind), columnOf(operations, commitOf)];
  const places = columnOf(operations, placeOf);
  const isOnePlace = new Set(operations.map(placeOf)).size === 1;
  const lines = operations.map((operation) => {
    const paint = paintOf(operation, colors);
    const cells = [
      colors.dim(escapeText(operation.startedAt)),
      ...(isOnePlace ? [] : [placeOf(operation).padEnd(places)]),
      operation.kind.padEnd(kinds),
      commitOf(operation).padEnd(commits),
      escapeText(operation.stackName),
      paint(operation.status),
    ];
    const reason = operation.reason === undefined ? [] : [`    ${visible(operation.reason)}`];
    return [cells.join('  '), ...reason].join('\n');
  });
  return `${lines.join('\n')}\n`;
}

function placeOf({ stages = [] }: PlacedOperation): string {
  return stages.map(escapeText).join(', ');
}

function commitOf(operation: StackOperation): string {
  return operation.commit === undefined ? '-' : escapeText(operation.commit);
}

function paintOf(operation: StackOperation, colors: Colors): (text: string) => string {
  if (isInProgress(operation.status)) return colors.warn;
  const isGood = isHealthy(operation.status) || (operation.kind === 'delete' && operation.status === 'DELETE_COMPLETE');
  return isGood ? colors.good : colors.bad;
}

function columnOf(operations: readonly PlacedOperation[], read: (operation: PlacedOperation) => string): number {
  return Math.max(...operations.map((operation) => read(operation).length));
}
