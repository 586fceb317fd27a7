import type { Finding } from '../../model/finding.ts';
import { countSeverities, groupByFile, type FindingsReport } from './findings-report.ts';

/**
 * Findings as JUnit XML, which CI systems show as test results: one test case per file, failed when it has errors;
 * warnings stand in `system-out`. Characters that XML cannot hold are written as `\u{...}`.
 */
export function renderFindingsJunit({ files, findings }: FindingsReport): string {
  const groups = new Map(groupByFile(findings).map((group) => [group.file, group.findings]));
  const names = [...files, ...[...groups.keys()].filter((file) => !files.includes(file))];
  const failures = names.filter((name) => countSeverities(groups.get(name) ?? []).errors > 0).length;
  const counts = `tests="${names.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mlops validate" ${counts}>`,
    `  <testsuite name="mlops validate" ${counts}>`,
    ...names.map((name) => testCase(name, groups.get(name) ?? [])),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(file: string, findings: readonly Finding[]): string {
  const open = `    <testcase classname="mlops.validate" name="${escapeXml(file)}" file="${escapeXml(file)}"`;
  const errors = findings.filter((finding) => finding.severity === 'error');
  const warnings = findings.filter((finding) => finding.severity === 'warning');
  if (findings.length === 0) return `${open}/>`;
  const lines = [`${open}>`];
  const [first] = errors;
  if (first) {
    const message = errors.length === 1 ? first.message : `${errors.length} errors`;
    lines.push(
      `      <failure type="${escapeXml(first.code)}" message="${escapeXml(message)}">${errors.map(describe).join('\n')}</failure>`,
    );
  }
  if (warnings.length > 0) lines.push(`      <system-out>${warnings.map(describe).join('\n')}</system-out>`);
  return [...lines, '    </testcase>'].join('\n');
}

function describe({ severity, code, file, line, column, message, hint, related = [] }: Finding): string {
  return escapeXml(
    [
      `${file}:${line}:${column} ${severity} ${message} [${code}]`,
      ...(hint === undefined ? [] : [`  hint ${hint}`]),
      ...related.map((other) => `  see  ${other.file}:${other.line}:${other.column} ${other.message}`),
    ].join('\n'),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return text
    .replace(/[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, codePointOf)
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, codePointOf)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function codePointOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
