import type { RepositoryEntry } from '../../ports/source-repository.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One record of a NUL-separated listing. */
export interface RawRecord {
  readonly text: string;
  /** The bytes, where they are not UTF-8 and the text shows U+FFFD instead. */
  readonly bytes?: Buffer;
}

/** Splits what Git prints with `-z`. */
export function splitRecords(output: Buffer): readonly RawRecord[] {
  try {
    return utf8
      .decode(output)
      .split('\0')
      .filter((text) => text !== '')
      .map((text) => ({ text }));
  } catch {
    return splitBytes(output);
  }
}

/** True for names that discovery may look at, so that all others need no look at the disk. */
export function mayMatter(path: string): boolean {
  return /mlops[^/]*$/i.test(path);
}

/** Folders on the way to the entries that carry the name of a config or settings file. */
export function misnamedFolders(entries: readonly RepositoryEntry[]): readonly RepositoryEntry[] {
  const found = new Set<string>();
  for (const { path } of entries) {
    if (!path.includes('.json/')) continue;
    for (const match of path.matchAll(/(?<=^|\/)mlops-(?:config|settings)\.json(?=\/)/g)) {
      found.add(path.slice(0, match.index + match[0].length));
    }
  }
  return [...found].map((path) => ({ path, kind: 'folder' }));
}

/** The kind that Git's file mode says. */
export function kindOfMode(mode: string): RepositoryEntry['kind'] {
  switch (mode) {
    case '100644':
    case '100755':
    case '100664':
      return 'file';
    case '120000':
      return 'symlink';
    case '160000':
      return 'submodule';
    case '040000':
      return 'folder';
    default:
      return 'other';
  }
}

function splitBytes(output: Buffer): readonly RawRecord[] {
  const records: RawRecord[] = [];
  let start = 0;
  while (start < output.length) {
    const end = output.indexOf(0, start);
    const bytes = output.subarray(start, end === -1 ? output.length : end);
    const text = bytes.toString('utf8');
    records.push(text.includes('\uFFFD') ? { text, bytes } : { text });
    start += bytes.length + 1;
  }
  return records;
}
