import pc from 'picocolors';

import { escapeText } from '../../model/escape-text.ts';
import type { Finding } from '../../model/finding.ts';
import { hasErrors } from '../../model/finding.ts';
import { groupByFile, summarize, type FindingsReport } from './findings-report.ts';

export interface FindingsTextOptions {
  readonly color: boolean;
  /** How the reader reaches a file of the repository from where they stand; without it, paths are the repository's. */
  readonly pathOf?: (file: string) => string;
}

type Show = Required<Omit<FindingsTextOptions, 'color'>> & { readonly colors: Colors };
type Colors = ReturnType<typeof pc.createColors>;

/**
 * Findings for a reader at a terminal: one block per finding that starts with a clickable `file:line:column`, files
 * apart by an empty line, a summary, and what to do next. Ends with a line break. Nothing from a file can move the
 * cursor or change colours: invisible characters are written out.
 */
export function renderFindingsText(
  report: FindingsReport,
  { color, pathOf = (file) => file }: FindingsTextOptions,
): string {
  const colors = pc.createColors(color);
  const show = { colors, pathOf };
  const files = groupByFile(report.findings).map(({ findings }) =>
    findings.map((finding) => renderFinding(finding, show)).join(''),
  );
  return [...files, renderEnd(report, colors)].join('\n');
}

function renderFinding(finding: Finding, { colors, pathOf }: Show): string {
  function showPlace({ file, line, column }: Pick<Finding, 'file' | 'line' | 'column'>): string {
    return `${escapeText(pathOf(file))}:${line}:${column}`;
  }
  const severity = finding.severity === 'error' ? colors.red(colors.bold('error')) : colors.yellow('warning');
  const lines = [
    `${colors.bold(showPlace(finding))} ${severity} ${showLine(finding.message)} ${colors.dim(`[${finding.code}]`)}`,
    ...(finding.hint === undefined ? [] : [`  ${colors.cyan('hint')} ${showLine(finding.hint)}`]),
    ...(finding.related ?? []).map((other) => `  ${colors.dim('see')}  ${showPlace(other)} ${showLine(other.message)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function renderEnd(report: FindingsReport, colors: Colors): string {
  const summary = summarize(report);
  if (report.findings.length === 0) return `${colors.green('✔')} ${summary}\n`;
  if (!hasErrors(report.findings)) {
    return `${colors.yellow('!')} ${summary}\n  warnings do not stop a run; docs/errors.md explains each code\n`;
  }
  return `${colors.red('✖')} ${colors.bold(summary)}\n  correct the errors and run \`mlops validate\` again; docs/errors.md explains each code\n`;
}

/** One line whose invisible characters are written out; its backticks, which quote, stay. */
function showLine(text: string): string {
  return text.split('`').map(escapeText).join('`');
}
