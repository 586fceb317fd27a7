import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { SourceRepository } from '../../ports/source-repository.ts';
import { openCommit } from './commit-repository.ts';
import { readNamedRevision } from './named-revision.ts';
import { openPlainFolder } from './plain-folder.ts';
import { notARepository } from './repository-errors.ts';
import { findGitEntry, readRepositoryFacts, type RepositoryFacts } from './repository-facts.ts';
import type { Environment, GitRunner } from './run-git.ts';
import { openWorkTree } from './work-tree-repository.ts';

export interface OpenRepositoryOptions {
  /** Any folder; below the top of a repository only what is in it counts, with paths relative to it. */
  readonly root: string;
  /** A commit to read as Git objects; without it the work tree, or the plain folder where there is no Git. */
  readonly ref?: string;
  /** Environment of the program; PATH and HOME are taken from it. */
  readonly env?: Environment;
  /** Told of the bytes of files as soon as they are read, where they are read one after the other. */
  readonly onRead?: (bytes: Uint8Array) => void;
}

/**
 * Chooses how to read the files of a repository. Throws UserError `no-such-folder`, `not-a-repository`, `unknown-ref`,
 * `bare-repository`, `unreadable-repository`, `git-missing`; an unreadable repository is never an empty one.
 */
export async function openRepository(options: OpenRepositoryOptions): Promise<SourceRepository> {
  const folder = path.resolve(options.root);
  requireFolder(folder);
  const runner = { folder, env: options.env ?? {} };
  const facts = await readRepositoryFacts(runner);
  if (facts === undefined || (options.ref === undefined && isUnpacked(facts, runner))) {
    if (options.ref !== undefined) throw notARepository(folder);
    return openPlainFolder(folder, runner.env);
  }
  if (options.ref !== undefined) return openCommit(runner, facts, { ref: options.ref, onRead: options.onRead });
  if (!facts.insideWorkTree) {
    throw new UserError('bare-repository', `${folder} has no work tree`, {
      instructions: ['choose a commit with --ref', 'choose a folder with files with --repo'],
    });
  }
  const workTree = openWorkTree(runner, facts, options.onRead);
  return (await workTree.isIgnored()) ? openPlainFolder(folder, runner.env) : workTree;
}

/**
 * Whether what Git takes for a repository are the files of one: `HEAD`, `config`, `objects` and `refs` that somebody
 * committed. Where a pipeline unpacked them and says of which commit they are, nothing in them says otherwise.
 */
function isUnpacked({ gitDir }: RepositoryFacts, { folder, env }: GitRunner): boolean {
  if (path.basename(gitDir) === '.git' || findGitEntry(folder) !== undefined) return false;
  return readNamedRevision(folder, env).commit !== null;
}

function requireFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  const problem = found === undefined ? 'does not exist' : 'is not a folder';
  throw new UserError('no-such-folder', `${folder} ${problem}`, { instructions: ['choose a folder with --repo'] });
}
