import { UserError } from '../../model/errors.ts';
import { resolveRef } from './commit-repository.ts';
import { notARepository } from './repository-errors.ts';
import { readRepositoryFacts } from './repository-facts.ts';
import { runGit, type Environment } from './run-git.ts';

/** How commits of one repository relate; asked of Git's objects. */
export interface History {
  /** Few commits are here: a common ancestor may be missing although there is one. */
  readonly isShallow: boolean;
  /** Full id of the first name that is a commit here. */
  resolve(names: readonly string[]): Promise<string | undefined>;
  /** The commit from which both went their own ways; undefined when they share none that is here. */
  mergeBase(one: string, other: string): Promise<string | undefined>;
}

/** Throws UserError `not-a-repository`, `unreadable-repository`. */
export async function openHistory(options: { readonly root: string; readonly env?: Environment }): Promise<History> {
  const runner = { folder: options.root, env: options.env ?? {} };
  const facts = await readRepositoryFacts(runner);
  if (facts === undefined) throw notARepository(options.root);
  return {
    isShallow: facts.shallow,
    resolve: async (names) => {
      for (const name of names) {
        try {
          return await resolveRef(runner, facts, name);
        } catch (error) {
          if (!(error instanceof UserError) || error.code !== 'unknown-ref') throw error;
        }
      }
      return undefined;
    },
    mergeBase: async (one, other) => {
      const { code, stdout } = await runGit(runner, ['merge-base', '--end-of-options', one, other]);
      const commit = stdout.toString().trim();
      return code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
    },
  };
}
