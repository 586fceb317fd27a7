import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { WatchRecord, WatchRecords } from '../../ports/watch-records.ts';
import { makeFolder, readTextIfPresent, replaceFile } from '../local/durable-files.ts';
import type { FileSystem } from '../local/file-system.ts';

/** Format of the file that this version writes and reads. */
const SCHEMA = 1;

/** The record in one small file, which is replaced as a whole. For one process at a time. */
export function watchRecordFile(fs: FileSystem, folder: string): WatchRecords {
  const file = path.join(folder, 'record.json');
  return {
    read: () => {
      const text = readTextIfPresent(fs, file);
      return text === undefined ? undefined : parse(text, file);
    },
    write: (record) => {
      makeFolder(fs, folder);
      const content = `${JSON.stringify({ schema: SCHEMA, ...record }, null, 2)}\n`;
      replaceFile(fs, { file, content, nonce: randomUUID() });
    },
  };
}

function parse(text: string, file: string): WatchRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(file, 'is not JSON');
  }
  if (typeof value !== 'object' || value === null) throw damaged(file, 'is not an object');
  const { schema, ...record } = value as WatchRecord & { readonly schema?: unknown };
  if (typeof schema === 'number' && schema > SCHEMA) {
    throw new UserError('state-too-new', `${file} has format ${schema}, this version reads ${SCHEMA}`, {
      instructions: ['use the version of mlops that wrote it, or a newer one'],
    });
  }
  const isWhole =
    schema === SCHEMA &&
    Number.isSafeInteger(record.sequence) &&
    [record.remote, record.branch].every((member) => typeof member === 'string') &&
    [record.applied ?? '', record.begun?.commit ?? '', record.handled?.commit ?? ''].every(
      (commit) => typeof commit === 'string' && /^(?:[0-9a-f]{40,64})?$/.test(commit),
    );
  if (!isWhole) throw damaged(file, 'has not the members that it was written with');
  return record;
}

function damaged(file: string, problem: string): UserError {
  return new UserError('corrupt-state', `what was watched is damaged: ${file} ${problem}`, {
    instructions: [
      `move ${file} away: the newest commit of the branch is then planned and applied anew`,
      'check before that the branch does not lie behind what is deployed: nobody remembers what was',
    ],
  });
}
