import { isAbsolute, join, relative } from 'node:path';

/**
 * How files of a repository are reached from the current folder, where one of the two lies in the other: there a path
 * that is printed can be opened as it stands. Elsewhere paths are those of the repository.
 */
export function pathsFrom(cwd: string, repo: string): (file: string) => string {
  if (cwd === repo || (!isBelow(cwd, repo) && !isBelow(repo, cwd))) return (file) => file;
  return (file) => relative(cwd, join(repo, file));
}

function isBelow(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}
