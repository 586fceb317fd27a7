import type { Finding } from '../../model/finding.ts';

/** Everything that `validate` has to say: the input of all renderers of findings. */
export interface FindingsReport {
  /** Paths of all files read, settings file included, in the order of the repository. */
  readonly files: readonly string[];
  /** Entries of all config files; each counts once, whatever its stages. */
  readonly workloads: number;
  /** Sorted by `compareFindings`. */
  readonly findings: readonly Finding[];
  /** Nothing was read of what was to be checked, which is never valid. @default false */
  readonly isEmpty?: boolean;
}

/** Findings of one file, in their order. */
export interface FileFindings {
  readonly file: string;
  readonly findings: readonly Finding[];
}

/** Groups findings by file; files come in the order of their first finding. */
export function groupByFile(findings: readonly Finding[]): readonly FileFindings[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group) group.push(finding);
    else groups.set(finding.file, [finding]);
  }
  return [...groups].map(([file, group]) => ({ file, findings: group }));
}

/** How many of each severity. */
export function countSeverities(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/**
 * `2 errors and 1 warning in 1 of 12 files`; `1 warning in 1 of 12 files (14 workloads)`; `12 files with 14 workloads:
 * no findings`. Beside errors workloads are not counted: those that could not be read are not among them.
 */
export function summarize({ files, workloads, findings }: FindingsReport): string {
  if (findings.length === 0) return `${count(files.length, 'file')} with ${count(workloads, 'workload')}: no findings`;
  const { errors, warnings } = countSeverities(findings);
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const affected = new Set(findings.map((finding) => finding.file)).size;
  const place = `${affected} of ${count(Math.max(files.length, affected), 'file')}`;
  return `${parts.join(' and ')} in ${place}${errors > 0 ? '' : ` (${count(workloads, 'workload')})`}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
