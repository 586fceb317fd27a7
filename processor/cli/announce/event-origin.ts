import type { CommitAuthor, EventOrigin } from '../../model/deployment-event.ts';
import type { Settings, Source } from '../../model/settings.ts';
import { commitUrl } from '../../render/commit-url.ts';
import type { World } from '../shared/world.ts';

/** What a command knows of where its event comes from. */
export interface OriginFacts {
  /** Absolute path of the repository. */
  readonly repo: string;
  readonly commit: string | null;
  readonly settings?: Settings;
  /** Of a review. */
  readonly pullRequest?: EventOrigin['pullRequest'];
}

/** Variables with addresses of pages, and the name of the link that each becomes. */
const LINKS = [
  ['CODEBUILD_BUILD_URL', 'build'],
  ['MLOPS_PLAN_URL', 'plan'],
  ['MLOPS_EXECUTION_URL', 'execution'],
] as const;

/**
 * Where an event comes from: the command's own facts, then the settings' source, then the environment of a build
 * (`MLOPS_COMMIT`, `MLOPS_BRANCH`, `MLOPS_SOURCE_PROVIDER`, `MLOPS_REPOSITORY`, `MLOPS_AUTHOR`,
 * `MLOPS_AUTHOR_EMAIL`, `MLOPS_PLAN_URL`, `MLOPS_EXECUTION_URL`, and CodeBuild's own `CODEBUILD_BUILD_URL`),
 * then Git.
 */
export async function readEventOrigin(world: World, facts: OriginFacts): Promise<EventOrigin> {
  const { env } = world;
  const source = facts.settings?.source ?? sourceOf(env);
  const commit = facts.commit ?? commitId(env['MLOPS_COMMIT']) ?? null;
  const repository = source?.repository;
  const branch = present(env['MLOPS_BRANCH']) ?? source?.branch;
  const author = authorOf(env) ?? (await readGitAuthor(world, { repo: facts.repo, commit }));
  const region = facts.settings?.controlPlane?.region ?? env['AWS_REGION'];
  const page =
    source?.provider === undefined || commit === null
      ? undefined
      : commitUrl({ provider: source.provider, repository: source.repository }, { commit, region });
  return {
    version: 1,
    ...(repository !== undefined && { repository }),
    ...(branch !== undefined && { branch }),
    commit,
    ...(author !== undefined && { author }),
    ...(facts.pullRequest !== undefined && { pullRequest: facts.pullRequest }),
    links: {
      ...(page !== undefined && { commit: page }),
      ...Object.fromEntries(LINKS.flatMap(([variable, name]) => linkOf(name, env[variable]))),
    },
  };
}

/** A saved plan is applied without the repository and its settings: there a build says what it watches. */
function sourceOf(env: World['env']): (Partial<Source> & Pick<Source, 'repository'>) | undefined {
  const repository = present(env['MLOPS_REPOSITORY']);
  if (repository === undefined) return undefined;
  const provider = (['github', 'codecommit'] as const).find((name) => name === env['MLOPS_SOURCE_PROVIDER']);
  return { repository, ...(provider !== undefined && { provider }) };
}

function authorOf(env: World['env']): CommitAuthor | undefined {
  const name = present(env['MLOPS_AUTHOR']);
  const email = present(env['MLOPS_AUTHOR_EMAIL']);
  return name === undefined ? undefined : { name, ...(email !== undefined && { email }) };
}

/** A plain folder, such as the unpacked source of a pipeline, has no author; neither has a work tree with changes. */
async function readGitAuthor(
  world: World,
  { repo, commit }: { readonly repo: string; readonly commit: string | null },
): Promise<CommitAuthor | undefined> {
  if (commit === null) return undefined;
  const { readCommitAuthor } = await import('../../adapters/git/read-commit-author.ts');
  return readCommitAuthor({ folder: repo, env: world.env }, commit);
}

function commitId(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}

function linkOf(name: string, url: string | undefined): readonly (readonly [string, string])[] {
  return url !== undefined && /^https:\/\/[\x21-\x7e]{1,2000}$/.test(url) ? [[name, url]] : [];
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
