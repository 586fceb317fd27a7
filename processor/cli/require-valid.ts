import { UserError } from '../model/errors.ts';
import { hasErrors } from '../model/finding.ts';
import type { LoadedCommit } from './load-commit.ts';
import type { CommonOptions } from './options.ts';
import { renderFindings } from './render-findings.ts';
import type { World } from './world.ts';

/**
 * Ends a command that needs a valid commit when there is none, after saying everything that is wrong; warnings are said
 * and the command goes on. Both go to stderr: stdout is for the plan.
 */
export async function requireValid(
  commit: LoadedCommit,
  context: { readonly world: World; readonly options: CommonOptions },
): Promise<void> {
  const { world, options } = context;
  if (commit.findings.length > 0) {
    world.stderr.write(await renderFindings(commit, { format: 'text', color: options.colorOf(world.stderr) }));
  }
  const errors = commit.findings.filter((finding) => finding.severity === 'error').length;
  if (hasErrors(commit.findings)) {
    throw new UserError(
      'invalid-config',
      `${errors} ${errors === 1 ? 'error' : 'errors'} in the config; nothing was planned and nothing was changed`,
      {
        instructions: ['correct what is listed above; `mlops validate` checks without planning'],
      },
    );
  }
}
