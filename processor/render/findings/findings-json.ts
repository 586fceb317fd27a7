import { hasErrors, type Finding } from '../../model/finding.ts';
import { findingJson } from './finding-json.ts';
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

function toJson(finding: Finding): object {
  const { related } = finding;
  return {
    ...findingJson(finding),
    ...(related && {
      related: related.map(({ file, line, column, message }) => ({ file, line, column, message })),
    }),
  };
}
