/** What the usual errors of a file system mean (errno(3)). */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENOENT: 'no such folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EPERM: 'permission denied',
  EROFS: 'it lies on a read-only file system',
};

/** Why the file system refused, in words; undefined for an error that is not the file system's. */
export function describeSystemError(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
}
