/** Where the manifest lies in a stored source: in a folder that discovery never looks into. */
export const SOURCE_MANIFEST = '.mlops/source.json';

/**
 * What a stored source says of itself: the commit that its files are of, and what that commit has besides under names
 * that matter to discovery (links, folders, names that are nearly right), so that it reads as the commit itself does.
 */
export interface SourceManifest {
  /** Full commit id. */
  readonly commit: string;
  readonly entries: readonly ListedEntry[];
}

/** An entry of the commit whose content is not stored, because nobody reads it. */
export interface ListedEntry {
  readonly path: string;
  readonly kind: EntryKind;
  readonly unusualPath?: boolean;
}

type EntryKind = (typeof KINDS)[number];

const SCHEMA = 1;
const KINDS = ['file', 'symlink', 'submodule', 'folder', 'other'] as const;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The manifest as it is stored. */
export function formatManifest(manifest: SourceManifest): string {
  return `${JSON.stringify({ schema: SCHEMA, ...manifest })}\n`;
}

/** Undefined for what `formatManifest` of this version did not write. */
export function parseManifest(text: string): SourceManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['schema'] !== SCHEMA) return undefined;
  const { commit, entries } = value;
  if (typeof commit !== 'string' || !COMMIT.test(commit) || !Array.isArray(entries)) return undefined;
  const listed = (entries as readonly unknown[]).map(entryOf);
  return listed.includes(undefined) ? undefined : { commit, entries: listed.filter((entry) => entry !== undefined) };
}

function entryOf(value: unknown): ListedEntry | undefined {
  if (!isObject(value) || typeof value['path'] !== 'string') return undefined;
  const kind = KINDS.find((one) => one === value['kind']);
  if (kind === undefined) return undefined;
  return { path: value['path'], kind, ...(value['unusualPath'] === true && { unusualPath: true }) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
