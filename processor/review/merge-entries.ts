/** What merging looks at in an entry of a repository. */
export interface MergeableEntry {
  readonly path: string;
  readonly kind: string;
  /** Git's object id: equal ids, equal bytes. */
  readonly blobId?: string;
}

/** The files as they are after a merge. */
export interface MergedEntries<E extends MergeableEntry> {
  readonly entries: readonly E[];
  /** Paths that both sides changed in different ways; the head's stand among the entries. */
  readonly bothChanged: readonly string[];
}

/**
 * Three-way merge, file by file: what only one side changed since their common ancestor is taken from that side. A
 * branch that is behind its base must not look as if it took back what others merged meanwhile. Without an ancestor the
 * head stands for the result.
 */
export function mergeEntries<E extends MergeableEntry>(sides: {
  readonly base: readonly E[];
  readonly head: readonly E[];
  readonly ancestor?: readonly E[];
}): MergedEntries<E> {
  if (sides.ancestor === undefined) return { entries: sides.head, bothChanged: [] };
  const [base, head, ancestor] = [byPath(sides.base), byPath(sides.head), byPath(sides.ancestor)];
  const entries: E[] = [];
  const bothChanged: string[] = [];
  for (const path of new Set([...base.keys(), ...head.keys()])) {
    const [onBase, onHead, before] = [base.get(path), head.get(path), ancestor.get(path)];
    const isHeads = isSame(onBase, before) || isSame(onBase, onHead);
    const isBases = isSame(onHead, before);
    const merged = isHeads || !isBases ? onHead : onBase;
    if (!isHeads && !isBases) bothChanged.push(path);
    if (merged !== undefined) entries.push(merged);
  }
  return { entries, bothChanged: bothChanged.sort() };
}

/** Whether both are the same file, or no file. */
export function isSame(one: MergeableEntry | undefined, other: MergeableEntry | undefined): boolean {
  return one?.blobId === other?.blobId && one?.kind === other?.kind;
}

function byPath<E extends MergeableEntry>(entries: readonly E[]): ReadonlyMap<string, E> {
  return new Map(entries.map((entry) => [entry.path, entry]));
}
