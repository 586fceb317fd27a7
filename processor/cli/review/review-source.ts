import type { History } from '../../adapters/git/open-history.ts';
import { openRepository } from '../../adapters/git/open-repository.ts';
import { parseSettings, SETTINGS_FILE } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings, Source } from '../../model/settings.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import type { ReviewOrigin } from './review-origin.ts';

/**
 * Which repository at which host, and which branch of it is deployed: as the control plane says, or else the settings
 * of the base. Never those of the head: they could send the review, and its token, elsewhere. Throws UserError
 * `no-source`.
 */
export async function findSource(
  world: World,
  options: { readonly common: CommonOptions; readonly history: History; readonly origin: ReviewOrigin },
): Promise<{ readonly source: Source; readonly settings: Settings }> {
  const { common, history, origin } = options;
  const settings = await readBaseSettings(world, { common, commit: await findTrusted(history, origin) });
  const source = origin.source ?? settings.source;
  if (source !== undefined) return { source, settings };
  throw new UserError('no-source', 'nothing says which repository the pull request is of', {
    instructions: [
      'name it in mlops-settings.json of the base branch: "source": { "provider": "github", "repository": "owner/name" }',
      'or set MLOPS_SOURCE_PROVIDER, MLOPS_REPOSITORY and MLOPS_BRANCH',
      'to review two commits without a host leave the pull request out: --base main --head my-branch',
    ],
  });
}

/** A commit of the branch that is deployed; undefined when none is here. In a build HEAD is the pull request's own. */
async function findTrusted(history: History, { base, source }: ReviewOrigin): Promise<string | undefined> {
  const branches = source === undefined ? ['main', 'master'] : [source.branch];
  const names = branches.flatMap((branch) => [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]);
  const first = base === undefined ? [] : [base];
  return history.resolve([...first, ...(source === undefined ? ['refs/remotes/origin/HEAD'] : []), ...names]);
}

async function readBaseSettings(
  { env }: World,
  options: { readonly common: CommonOptions; readonly commit: string | undefined },
): Promise<Settings> {
  const { common, commit } = options;
  if (commit === undefined) return parseSettings(undefined).settings;
  const repository = await openRepository({ root: common.repo, ref: commit, env });
  const entry = (await repository.listEntries()).find(({ path, kind }) => path === SETTINGS_FILE && kind === 'file');
  const [bytes] = entry === undefined ? [] : await repository.readFiles([entry]);
  return parseSettings(bytes).settings;
}
