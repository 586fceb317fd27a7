import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { ReviewRecords } from '../../ports/review-records.ts';
import { makeFolder, readTextIfPresent, replaceFile } from '../local/durable-files.ts';
import type { FileSystem } from '../local/file-system.ts';

const SCHEMA = 1;

/** The heads in one small file, which is replaced as a whole. For one process at a time. */
export function reviewRecordsFile(fs: FileSystem, folder: string): ReviewRecords {
  const file = path.join(folder, 'reviews.json');
  return {
    read: () => {
      const text = readTextIfPresent(fs, file);
      return text === undefined ? new Map() : parse(text, file);
    },
    write: (heads) => {
      makeFolder(fs, folder);
      const content = `${JSON.stringify({ schema: SCHEMA, heads: Object.fromEntries(heads) })}\n`;
      replaceFile(fs, { file, content, nonce: randomUUID() });
    },
  };
}

function parse(text: string, file: string): ReadonlyMap<number, string> {
  try {
    const { schema, heads } = JSON.parse(text) as { readonly schema?: unknown; readonly heads?: object };
    const entries = Object.entries(heads ?? {}).map(([number, head]) => [Number(number), head as unknown] as const);
    if (schema === SCHEMA && entries.every(([number, head]) => number > 0 && isCommit(head))) {
      return new Map(entries.map(([number, head]) => [number, String(head)]));
    }
  } catch {
    // Told below.
  }
  throw new UserError('corrupt-state', `what was reviewed is damaged: ${file}`, {
    instructions: [`move ${file} away: every open pull request is then reviewed once more, which changes no comment`],
  });
}

function isCommit(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);
}
