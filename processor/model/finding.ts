import { compareText } from './compare-text.ts';

/** How much a finding weighs: an error stops the run, a warning is said and the run goes on. */
export type Severity = 'error' | 'warning';

/** A place in a committed file. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Place {
  /** Path relative to the repository, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One thing said about a config or settings file. Messages are lower case, without a full stop, and name the value
 * found and what is allowed; the hint says what to do. Values that look like secrets never stand in a finding.
 */
export interface Finding extends Place {
  readonly severity: Severity;
  /** Stable kebab-case code with an entry in docs/errors.md. */
  readonly code: string;
  /** JSON pointer of the value inside the file; empty for the whole file. */
  readonly pointer: string;
  readonly message: string;
  readonly hint?: string;
  /** Other places that belong to the fault, such as the first of two duplicates. */
  readonly related?: readonly (Place & { readonly message: string })[];
}

/** Orders findings by file, line, column, then code, so that two runs print the same text. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** True when at least one finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
