import { runGit, type GitRunner } from './run-git.ts';

/**
 * True when the repository knows both commits and the first comes after the second. False also where there is no Git, a
 * shallow clone, or no such commit: it serves a warning, never a decision.
 */
export async function isDescendant(
  runner: GitRunner,
  { commit, ancestor }: { readonly commit: string; readonly ancestor: string },
): Promise<boolean> {
  // Ids come from templates that are deployed, so from outside.
  if (commit === ancestor || ![commit, ancestor].every((id) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id)))
    return false;
  try {
    const { code } = await runGit(runner, ['merge-base', '--is-ancestor', ancestor, commit]);
    return code === 0;
  } catch {
    return false;
  }
}
