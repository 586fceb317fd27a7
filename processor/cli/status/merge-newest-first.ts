/**
 * One list of several that have the newest first. Each keeps its own order, in which its members were written down:
 * their times are those of a clock, which may have been put back. Between lists there is nothing but times.
 */
export function mergeNewestFirst<T extends { readonly startedAt: string }>(lists: readonly (readonly T[])[]): T[] {
  const merged: T[] = [];
  const taken = lists.map(() => 0);
  for (;;) {
    let newest: { readonly item: T; readonly list: number } | undefined;
    for (const [list, items] of lists.entries()) {
      const item = items[taken[list] ?? 0];
      if (item !== undefined && (newest === undefined || item.startedAt > newest.item.startedAt)) {
        newest = { item, list };
      }
    }
    if (newest === undefined) return merged;
    merged.push(newest.item);
    taken[newest.list] = (taken[newest.list] ?? 0) + 1;
  }
}
