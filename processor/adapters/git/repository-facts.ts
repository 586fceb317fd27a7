import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { readPlainRepository } from './plain-repository.ts';
import { unreadableRepository } from './repository-errors.ts';
import { runGit, type GitRunner } from './run-git.ts';

/** What Git says of the folder that it was asked in. */
export interface RepositoryFacts {
  readonly bare: boolean;
  readonly shallow: boolean;
  readonly insideWorkTree: boolean;
  readonly gitDir: string;
  /** From the top of the repository down to the folder, without slashes at the ends; empty at the top. */
  readonly prefix: string;
  /** Top folder of the work tree; absent in a bare repository. */
  readonly top?: string;
}

/**
 * Undefined when the folder is in no repository. Throws `unreadable-repository` when there is one that Git cannot or
 * will not read, and `git-missing` when there is one but no Git.
 */
export async function readRepositoryFacts(runner: GitRunner): Promise<RepositoryFacts | undefined> {
  const plain = readPlainRepository(runner.folder);
  if (plain !== undefined) return plain;
  const seen = findGitEntry(runner.folder);
  const flags = ['--is-bare-repository', '--is-shallow-repository', '--is-inside-work-tree', '--absolute-git-dir'];
  let result;
  try {
    result = await runGit(runner, ['rev-parse', ...flags, '--show-prefix', '--show-toplevel']);
  } catch (error) {
    if (seen === undefined && error instanceof UserError && error.code === 'git-missing') return undefined;
    throw error;
  }
  const [bare, shallow, inside, gitDir, prefix = '', top] = result.stdout.toString().split('\n');
  // Without a work tree Git answers all but the last question.
  const answered = result.code === 0 || (gitDir !== undefined && gitDir !== '' && inside === 'false');
  if (!answered || gitDir === undefined) {
    if (seen === undefined && result.stderr.includes('not a git repository')) return undefined;
    throw unreadableRepository(runner.folder, result.stderr);
  }
  const facts = { bare: bare === 'true', shallow: shallow === 'true', insideWorkTree: inside === 'true', gitDir };
  if (!facts.insideWorkTree || top === undefined) return { ...facts, prefix: '' };
  requireOwnWorkTree(runner.folder, top);
  return { ...facts, prefix: prefix.replace(/\/$/, ''), top };
}

/** Name of the branch checked out; undefined for a detached HEAD. */
export function readBranch(facts: RepositoryFacts): string | undefined {
  try {
    return /^ref: refs\/heads\/(.+)\n$/.exec(readFileSync(path.join(facts.gitDir, 'HEAD'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** A repository's config may name any folder as its work tree (`core.worktree`); only the one around us counts. */
function requireOwnWorkTree(folder: string, top: string): void {
  const relative = path.relative(realpathSync(top), realpathSync(folder));
  if (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)) return;
  throw new UserError('unreadable-repository', `the work tree of the repository at ${folder} lies elsewhere: ${top}`, {
    instructions: ['remove core.worktree from its config, or choose the work tree with --repo'],
  });
}

/** The `.git` of a folder or of the nearest one above it that has one; a file in linked work trees and submodules. */
export function findGitEntry(folder: string): string | undefined {
  const candidate = path.join(folder, '.git');
  if (existsSync(candidate)) return candidate;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : findGitEntry(parent);
}
