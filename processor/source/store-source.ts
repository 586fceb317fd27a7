import type { SourceRepository } from '../ports/source-repository.ts';
import type { SourceStore } from '../ports/source-store.ts';
import { packSource } from './pack-source.ts';

/**
 * Hands the files of a commit to a pipeline; gives the version to start it with. A commit that is the newest stored one
 * is not stored again, so that a repeated start names the same version.
 */
export async function storeSource(
  commit: string,
  place: {
    readonly store: SourceStore;
    readonly open: (commit: string) => Promise<Pick<SourceRepository, 'listEntries' | 'readFiles'>>;
  },
): Promise<string> {
  const known = await place.store.find(commit);
  if (known !== undefined) return known;
  return place.store.put(commit, await packSource(await place.open(commit), commit));
}
