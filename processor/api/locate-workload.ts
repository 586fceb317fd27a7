import { CONFIG_FILE, discover } from '../config/discover.ts';
import type { Settings } from '../model/settings.ts';
import type { CommitWriter, ListedFile } from '../ports/commit-writer.ts';
import { RequestRefused } from './answer.ts';
import { findWorkload, mayHold } from './find-workload.ts';
import type { AcceptedConfig } from './read-config.ts';

/** Where a workload stands, or is to stand. */
export interface Location {
  readonly path: string;
  /** The file that is there. */
  readonly existing?: { readonly blobId: string; readonly bytes: Uint8Array; readonly pointer: string };
  /** False when a repository was too large to be searched to the end. */
  readonly searched: boolean;
}

/** Files that are read at once. */
const BATCH = 100;
/** Most files that one request reads. What lies behind them is found by the plan, which refuses two of a kind. */
const MOST_FILES = 5_000;

/**
 * Finds the file of a workload. Most requests are about one that came through the API before, and end with the one file
 * at its conventional path. Only a workload that is not there makes the others be read: those first whose path names
 * the model, and none any further once it is found.
 */
export async function locateWorkload(
  commit: string,
  context: { readonly accepted: AcceptedConfig; readonly settings: Settings; readonly writer: CommitWriter },
): Promise<Location> {
  const { accepted, writer } = context;
  const { path } = accepted;
  const usual = await writer.readFile(commit, path);
  if (usual !== undefined) {
    const content = findWorkload({ path, bytes: usual.bytes }, context);
    if (content.kind === 'found') return { path, existing: { ...usual, ...content.at }, searched: true };
    const why = content.kind === 'unreadable' ? `cannot be read: ${content.why}` : 'holds another workload';
    throw new RequestRefused(409, `${path} is there already and ${why}; mend it in Git`);
  }
  const { files, complete } = await writer.listFiles(commit, CONFIG_FILE);
  const candidates = inOrder(files, accepted);
  const read = candidates.slice(0, MOST_FILES);
  for (let start = 0; start < read.length; start += BATCH) {
    const batch = read.slice(start, start + BATCH);
    const texts = await writer.readBlobs(batch);
    for (const [index, file] of batch.entries()) {
      const bytes = texts[index] ?? new Uint8Array();
      if (!mayHold(bytes, accepted)) continue;
      const content = findWorkload({ path: file.path, bytes }, context);
      if (content.kind !== 'found') continue;
      return { path: file.path, existing: { blobId: file.blobId, bytes, ...content.at }, searched: true };
    }
  }
  return { path, searched: complete && read.length === candidates.length };
}

/** The files that discovery would read, those first whose path has the name of the model in it. */
function inOrder(files: readonly ListedFile[], { key }: AcceptedConfig): readonly ListedFile[] {
  const entries = files.map((file) => ({ ...file, kind: 'file' as const }));
  const found = discover(entries).configFiles;
  const model = key.modelName.trim().toLowerCase();
  const near = found.filter(({ path }) => path.toLowerCase().includes(model));
  return [...near, ...found.filter((file) => !near.includes(file))];
}
