import type { History } from '../../adapters/git/open-history.ts';
import { openRepository } from '../../adapters/git/open-repository.ts';
import { SETTINGS_FILE } from '../../config/settings/settings.ts';
import type { RepositoryEntry, SourceRepository } from '../../ports/source-repository.ts';
import { isSame, mergeEntries } from '../../review/merge-entries.ts';
import type { World } from '../shared/world.ts';

/** The files of a pull request as they would be after its merge, and what they are made of. */
export interface MergedRepository {
  readonly base: SourceRepository;
  /** Configs merged, the settings file of the base. */
  readonly merged: SourceRepository;
  /** The same with the settings file of the head; absent when the head does not change it. */
  readonly withOwnSettings?: SourceRepository;
  readonly headSettings?: RepositoryEntry;
  readonly baseSettings?: RepositoryEntry;
  /** Config files that both sides changed. */
  readonly bothChanged: readonly string[];
}

/** Reads Git's objects only. Nothing is checked out and nothing of the head is executed. */
export async function openMerged(options: {
  readonly world: World;
  readonly root: string;
  readonly history: History;
  readonly baseCommit: string;
  readonly headCommit: string;
}): Promise<MergedRepository> {
  const { world, root, history, baseCommit, headCommit } = options;
  async function open(ref: string): Promise<SourceRepository> {
    return openRepository({ root, ref, env: world.env });
  }
  const ancestorCommit = await history.mergeBase(baseCommit, headCommit);
  const [base, head] = [await open(baseCommit), await open(headCommit)];
  const [onBase, onHead] = [await base.listEntries(), await head.listEntries()];
  const before = ancestorCommit === undefined ? undefined : await (await open(ancestorCommit)).listEntries();
  const { entries, bothChanged } = mergeEntries({ base: onBase, head: onHead, ancestor: before });

  const [baseSettings, headSettings, settingsBefore] = [onBase, onHead, before ?? []].map((list) =>
    list.find(({ path }) => path === SETTINGS_FILE),
  );
  const configs = entries.filter(({ path }) => path !== SETTINGS_FILE);
  const isChanged =
    !isSame(headSettings, baseSettings) && (before === undefined || !isSame(headSettings, settingsBefore));
  return {
    base,
    merged: withEntries(head, [...configs, ...(baseSettings === undefined ? [] : [baseSettings])]),
    ...(isChanged && {
      withOwnSettings: withEntries(head, [...configs, ...(headSettings === undefined ? [] : [headSettings])]),
    }),
    headSettings,
    baseSettings,
    bothChanged: bothChanged.filter((path) => path !== SETTINGS_FILE),
  };
}

/** Files are read by the ids of their blobs, so that one commit's repository reads those of another. */
function withEntries(repository: SourceRepository, entries: readonly RepositoryEntry[]): SourceRepository {
  return {
    revision: () => repository.revision(),
    listEntries: () => Promise.resolve(entries),
    readFiles: (files) => repository.readFiles(files),
  };
}
