import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { AddResult, Delivery, DeliveryStore } from '../../ports/delivery-store.ts';
import { makeFolder, replaceFile } from '../local/durable-files.ts';
import type { FileSystem } from '../local/file-system.ts';
import { appendLine, readLines } from '../local/lines.ts';

/** A line of the file. */
type Line =
  { readonly schema: 1; readonly stored: Delivery } | { readonly schema: 1; readonly finished: readonly string[] };

interface Kept {
  readonly delivery: Delivery;
  finished: boolean;
}

/** How much is remembered. GitHub delivers again what is at most three days old. */
export interface Retention {
  /** Finished deliveries that are kept at most, the newest. */
  readonly finished: number;
  /** Deliveries that may wait at most. */
  readonly pending: number;
}

const RETENTION: Retention = { finished: 10_000, pending: 10_000 };

/**
 * Deliveries in one file of lines, each flushed to the disk before it counts; what was stored and not finished is there
 * again after a crash. For one process at a time. Throws `corrupt-state`, `state-not-accessible`.
 */
export function openDeliveryJournal(options: {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly retention?: Retention;
}): DeliveryStore {
  const { fs, folder, retention = RETENTION } = options;
  const file = path.join(folder, 'deliveries.jsonl');
  makeFolder(fs, folder);
  let { kept, lines } = load(fs, file);
  let waiting = [...kept.values()].filter((entry) => !entry.finished).length;
  // A file that is there survives with what is appended to it, also when the power fails.
  if (lines === 0) replaceFile(fs, { file, content: '', nonce: randomUUID() });
  else compact();

  function append(line: Line): void {
    appendLine(fs, file, JSON.stringify(line));
    lines += 1;
    if (lines > 2 * (retention.finished + retention.pending)) compact();
  }

  /** Forgets the oldest of what is finished. */
  function compact(): void {
    const entries = [...kept.values()];
    const finished = entries.filter((entry) => entry.finished).slice(-retention.finished);
    const remembered = new Set(finished);
    const rest = entries.filter((entry) => !entry.finished || remembered.has(entry));
    const content: Line[] = rest.map(({ delivery }) => ({ schema: 1, stored: delivery }));
    if (finished.length > 0) content.push({ schema: 1, finished: finished.map(({ delivery }) => delivery.id) });
    if (content.length >= lines) return;
    const text = content.map((line) => `${JSON.stringify(line)}\n`).join('');
    replaceFile(fs, { file, content: text, nonce: randomUUID() });
    kept = new Map(rest.map((entry) => [entry.delivery.id, entry]));
    lines = content.length;
  }

  function add(delivery: Delivery): AddResult {
    const known = kept.get(delivery.id);
    if (known !== undefined) {
      if (known.delivery.bodySha256 !== delivery.bodySha256) return 'conflict';
      return known.finished ? 'finished' : 'unfinished';
    }
    if (waiting >= retention.pending) return 'full';
    append({ schema: 1, stored: delivery });
    kept.set(delivery.id, { delivery, finished: false });
    waiting += 1;
    return 'stored';
  }

  function finish(ids: readonly string[]): void {
    const open = ids.filter((id) => kept.get(id)?.finished === false);
    if (open.length === 0) return;
    append({ schema: 1, finished: open });
    for (const id of open) {
      const entry = kept.get(id);
      if (entry !== undefined) entry.finished = true;
    }
    waiting -= open.length;
  }

  return {
    // As promises: what is thrown must not stop the caller before it can answer.
    add: async (delivery) => Promise.resolve().then(() => add(delivery)),
    finish: async (ids) =>
      Promise.resolve().then(() => {
        finish(ids);
      }),
    pending: () =>
      Promise.resolve([...kept.values()].filter((entry) => !entry.finished).map(({ delivery }) => delivery)),
  };
}

function load(fs: FileSystem, file: string): { kept: Map<string, Kept>; lines: number } {
  const kept = new Map<string, Kept>();
  const lines = readLines(fs, file);
  for (const [index, text] of lines.entries()) {
    const line = parse(text);
    if (line === undefined) {
      throw new UserError(
        'corrupt-state',
        `the list of deliveries is damaged: ${file} is unreadable in line ${index + 1}`,
        {
          instructions: [
            `move ${file} away: what the branch asks for is found all the same`,
            'only a delivery that is sent once more is not known for a copy then',
          ],
        },
      );
    }
    if ('stored' in line) kept.set(line.stored.id, { delivery: line.stored, finished: false });
    else {
      for (const id of line.finished) {
        const entry = kept.get(id);
        if (entry !== undefined) entry.finished = true;
      }
    }
  }
  return { kept, lines: lines.length };
}

function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Record<'stored' | 'finished', unknown>> | null;
    const stored = line?.stored as Partial<Delivery> | undefined;
    if (typeof stored?.id === 'string' && typeof stored.subject?.kind === 'string') return line as Line;
    return Array.isArray(line?.finished) ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}
