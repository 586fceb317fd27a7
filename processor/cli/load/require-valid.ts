import { UserError } from '../../model/errors.ts';
import { hasErrors } from '../../model/finding.ts';
import { announce } from '../announce/announce.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import type { LoadedCommit } from './load-commit.ts';
import { pathsFrom } from './paths-from.ts';
import { renderFindings, reportOf } from './render-findings.ts';

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
    world.stderr.write(
      await renderFindings(commit, {
        format: 'text',
        color: options.colorOf(world.stderr),
        pathOf: pathsFrom(world.cwd, options.repo),
      }),
    );
  }
  const errors = commit.findings.filter((finding) => finding.severity === 'error').length;
  if (hasErrors(commit.findings)) {
    await announceRejection(commit, context);
    throw new UserError(
      'invalid-config',
      `${errors} ${errors === 1 ? 'error' : 'errors'} in the config; nothing was planned and nothing was changed`,
      {
        instructions: ['correct what is listed above; `mlops validate` checks without planning'],
      },
    );
  }
}

async function announceRejection(
  commit: LoadedCommit,
  { world, options }: { readonly world: World; readonly options: CommonOptions },
): Promise<void> {
  await announce(
    world,
    async () => ({
      repo: options.repo,
      commit: await readCommit(commit),
      settings: commit.settings,
    }),
    async (origin) => {
      const { configRejected } = await import('../../render/deployment-events.ts');
      return configRejected(reportOf(commit), origin);
    },
  );
}

async function readCommit(commit: LoadedCommit): Promise<string | null> {
  const revision = await commit.readRevision();
  return revision.dirty ? null : revision.commit;
}
