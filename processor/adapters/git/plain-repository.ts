import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { RepositoryFacts } from './repository-facts.ts';

/** Settings by which a repository is not what its folder looks like, or is read in parts from elsewhere. */
const UNUSUAL = /worktree|include|bare\s*=(?!\s*false\s*$)|bare\s*$/im;

/**
 * What Git would say of the top folder of an ordinary repository, without the start of a process, which takes a tenth
 * of a short run. Undefined for everything that is in any way unusual: then Git is asked.
 */
export function readPlainRepository(folder: string): RepositoryFacts | undefined {
  try {
    const top = realpathSync(folder);
    const gitDir = path.join(top, '.git');
    const found = lstatSync(gitDir);
    const isPlain =
      found.isDirectory() &&
      isOurs(found, lstatSync(top)) &&
      lstatSync(path.join(gitDir, 'objects')).isDirectory() &&
      lstatSync(path.join(gitDir, 'refs')).isDirectory() &&
      lstatSync(path.join(gitDir, 'HEAD')).isFile();
    if (!isPlain || UNUSUAL.test(readFileSync(path.join(gitDir, 'config'), 'utf8'))) return undefined;
    const shallow = lstatSync(path.join(gitDir, 'shallow'), { throwIfNoEntry: false })?.isFile() === true;
    return { bare: false, shallow, insideWorkTree: true, gitDir, prefix: '', top };
  } catch {
    return undefined;
  }
}

/** Git reads no repository of another user unless it is told to. */
function isOurs(...found: readonly Stats[]): boolean {
  const user = process.geteuid?.();
  return user === undefined || found.every(({ uid }) => uid === user);
}
