import { statSync } from 'node:fs';
import path from 'node:path';
import { splitRecords, type RawRecord } from './entry-paths.ts';
import { unreadableRepository } from './repository-errors.ts';
import type { RepositoryFacts } from './repository-facts.ts';
import { endOf, runGit, startGit, type GitRunner } from './run-git.ts';

/** Bytes of an index, of some thousand files, from which a second process is worth its start. */
const LARGE_INDEX = 256 * 1024;

/**
 * Names of all files of a work tree, tracked or new and not ignored. To find the new ones Git walks through every
 * folder, which in a large repository takes longer than reading the tracked files: there it does so in a process of
 * its own, and `meanwhile` is given what is tracked. Throws `unreadable-repository`.
 */
export async function listNames(
  runner: GitRunner,
  facts: RepositoryFacts,
  meanwhile: (tracked: readonly RawRecord[]) => void,
): Promise<readonly RawRecord[]> {
  if (!hasLargeIndex(facts)) return list(runner, ['--cached', '--others', '--exclude-standard', '--deduplicate']);
  const walk = startGit(runner, ['ls-files', '-z', '--others', '--exclude-standard']);
  const chunks: Buffer[] = [];
  walk.stdin.end();
  walk.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const walked = endOf(walk);
  // Said where it is awaited, also when listing what is tracked goes wrong first.
  walked.catch(() => undefined);
  const tracked = await list(runner, ['--cached', '--deduplicate']);
  meanwhile(tracked);
  const { code, stderr } = await walked;
  if (code !== 0) throw unreadableRepository(runner.folder, stderr);
  return [...splitRecords(Buffer.concat(chunks)), ...tracked];
}

async function list(runner: GitRunner, flags: readonly string[]): Promise<readonly RawRecord[]> {
  const result = await runGit(runner, ['ls-files', '-z', ...flags]);
  if (result.code !== 0) throw unreadableRepository(runner.folder, result.stderr);
  return splitRecords(result.stdout);
}

function hasLargeIndex({ gitDir }: RepositoryFacts): boolean {
  return (statSync(path.join(gitDir, 'index'), { throwIfNoEntry: false })?.size ?? 0) > LARGE_INDEX;
}
