import type { RepositoryEntry } from '../../ports/source-repository.ts';
import { kindOfMode, splitRecords } from './entry-paths.ts';
import { unreadableRepository } from './repository-errors.ts';
import { runGit, type GitRunner } from './run-git.ts';

/** Git's tag, mode and object of a file that is not populated and in no conflict. */
const SKIPPED = /^S (\d{6}) ([0-9a-f]{40,64}) 0\t(.*)$/su;

/**
 * What the index has and a sparse checkout leaves out of the work tree (`skip-worktree`). To Git such a file is
 * unchanged, not deleted. Throws `unreadable-repository`.
 */
export async function listUnpopulated(runner: GitRunner): Promise<readonly RepositoryEntry[]> {
  const result = await runGit(runner, ['ls-files', '-z', '-t', '--stage']);
  if (result.code !== 0) throw unreadableRepository(runner.folder, result.stderr);
  return splitRecords(result.stdout).flatMap(({ text, bytes }) => {
    const [, mode = '', blobId = '', path = ''] = SKIPPED.exec(text) ?? [];
    if (path === '') return [];
    const entry = { path, kind: kindOfMode(mode), blobId };
    return [bytes === undefined ? entry : { ...entry, unusualPath: true }];
  });
}
