import type { BranchHost } from '../../ports/branch-host.ts';
import { unreadable } from './convert.ts';
import { apiPath, type GitHubClient } from './github-client.ts';
import { memberAt, textAt } from './members.ts';

/** A branch of a repository on GitHub. A renamed repository answers under its old name, with the new one. */
export function createGitHubBranch(
  client: GitHubClient,
  { repository, branch }: { readonly repository: string; readonly branch: string },
): BranchHost {
  const [owner = '', name = ''] = repository.split('/');
  const root = apiPath`/repos/${owner}/${name}`;
  return {
    readBranch: async () => {
      // In this order: a push between the two questions makes the commit newer than its time, never older.
      const { body } = await client.request({ method: 'GET', path: root, right: 'Metadata: read' });
      const [id, fullName] = [memberAt(body, 'id'), textAt(body, 'full_name')];
      if (typeof id !== 'number' || fullName === undefined) return unreadable(client, root);
      const pushedAt = Math.floor(Date.parse(textAt(body, 'pushed_at') ?? '') / 1000);
      return {
        repository: { id, name: fullName },
        commit: await readTip(),
        ...(Number.isSafeInteger(pushedAt) && { pushedAt }),
      };
    },
  };

  async function readTip(): Promise<string | null> {
    const path = `${root}/git/ref/heads/${branch.split('/').map(encodeURIComponent).join('/')}`;
    const { body, status } = await client.request({ method: 'GET', path, expected: [404], right: 'Contents: read' });
    if (status === 404) return null;
    const commit = textAt(memberAt(body, 'object'), 'sha') ?? '';
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : unreadable(client, path);
  }
}
