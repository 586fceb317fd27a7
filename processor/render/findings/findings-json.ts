import { hasErrors, type Finding } from '../../model/finding.ts';
import type { FindingsReport } from './findings-report.ts';

/** Findings as `schema/findings.schema.json` describes them, indented by two blanks, ending with a line break. */
export function renderFindingsJson({ files, workloads, findings, isEmpty = false }: FindingsReport): string {
  const value = {
    valid: !isEmpty && !hasErrors(findings),
    files: files.length,
    workloads,
    findings: findings.map(toJson),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Member by member, so that a member added to the type does not slip into the contract unseen. */
function toJson({ severity, code, file, line, column, pointer, message, hint, related }: Finding): object {
  return {
    severity,
    code,
    file,
    line,
    column,
    pointer,
    message,
    ...(hint !== undefined && { hint }),
    ...(related && {
      related: related.map((other) => ({
        file: other.file,
        line: other.line,
        column: other.column,
        message: other.message,
      })),
    }),
  };
}
