import type { CommitAuthor } from '../../model/deployment-event.ts';
import { runGit, type GitRunner } from './run-git.ts';

/**
 * Who wrote a commit, as the commit itself says. Undefined where there is no Git, no repository or no such commit:
 * nothing depends on it but a courtesy.
 */
export async function readCommitAuthor(runner: GitRunner, commit: string): Promise<CommitAuthor | undefined> {
  try {
    const { code, stdout } = await runGit(runner, [
      'show',
      '--no-patch',
      '--no-show-signature',
      '--no-mailmap',
      '--format=%an%x00%ae',
      '--end-of-options',
      commit,
    ]);
    const [name = '', email = ''] = stdout.toString().trimEnd().split('\0');
    if (code !== 0 || name === '') return undefined;
    return { name, ...(email !== '' && { email }) };
  } catch {
    return undefined;
  }
}
