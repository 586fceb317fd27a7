import type { ResolvedWorkload } from './rule.ts';

/** Two workloads that cannot both be: which of them most probably is the copy, and of which. */
export interface Copied {
  readonly copy: ResolvedWorkload;
  readonly original: ResolvedWorkload;
}

/**
 * The second of the two is the copy, unless the folder of the first is called after that of the second, or lies in it:
 * `churn-copy` and `churn/copy` sort before what they were copied from.
 */
export function copyOf(first: ResolvedWorkload, second: ResolvedWorkload): Copied {
  const [folder, other] = [first, second].map(({ written }) => folderOf(written.source.file));
  const isReversed = folder !== other && other !== undefined && other !== '' && folder?.startsWith(other) === true;
  return isReversed ? { copy: first, original: second } : { copy: second, original: first };
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
