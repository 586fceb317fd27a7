import type { Finding } from '../../model/finding.ts';

/** Places that are shown; more say nothing new. */
const MOST_PLACES = 3;

/** Number of the files in which findings stand. */
export function filesOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ file }) => file)).size;
}

/** `5 values of 3 files`. */
export function countOf(found: readonly Finding[]): string {
  return `${found.length} values of ${filesOf(found)} files`;
}

/** The first places of findings that one stands for. */
export function relatedTo(found: readonly Finding[], message: string): NonNullable<Finding['related']> {
  return found.slice(0, MOST_PLACES).map(({ file, line, column }) => ({ file, line, column, message }));
}
