import type { History } from '../../adapters/git/open-history.ts';
import { UserError } from '../../model/errors.ts';

/** Full id of a commit that must be here. Throws UserError `unknown-ref` with what brings it here. */
export async function requireCommit(history: History, name: string, names: readonly string[]): Promise<string> {
  const commit = await history.resolve(names);
  if (commit !== undefined) return commit;
  throw new UserError('unknown-ref', `${JSON.stringify(name)} is not a commit of this repository`, {
    instructions: [
      ...(history.isShallow ? ['this clone is shallow: clone with full depth (CodeBuild: gitCloneDepth 0)'] : []),
      'fetch it first: git fetch origin, and for a pull request of GitHub git fetch origin pull/<number>/head',
    ],
  });
}
