import { escapeText } from '../../model/escape-text.ts';
import type { Finding } from '../../model/finding.ts';
import { groupByFile, summarize, type FindingsReport } from './findings-report.ts';

/**
 * Findings as Markdown for a comment of a review. Inert: whatever stands in a config or a path shows as text and never
 * becomes a link, an image, a mention, a reference to an issue, HTML or a block of its own.
 */
export function renderFindingsMarkdown(report: FindingsReport): string {
  const files = groupByFile(report.findings).map(({ file, findings }) =>
    [`#### ${inertCode(file)}`, '', ...findings.map(renderFinding), ''].join('\n'),
  );
  return [`**${summarize(report)}**`, '', ...files].join('\n').trimEnd() + '\n';
}

function renderFinding(finding: Finding): string {
  const severity = finding.severity === 'error' ? '❌ **error**' : '⚠️ **warning**';
  const lines = [
    `- ${severity} line ${finding.line}, column ${finding.column}: ${inertText(finding.message)} (${inertCode(finding.code)})`,
    ...(finding.hint === undefined ? [] : [`  - hint: ${inertText(finding.hint)}`]),
    ...(finding.related ?? []).map(
      (other) => `  - see ${inertCode(`${other.file}:${other.line}:${other.column}`)}: ${inertText(other.message)}`,
    ),
  ];
  return lines.join('\n');
}

/** A code span; the text can neither end it nor start another line. */
function inertCode(text: string): string {
  return `\`${escapeText(text)}\``;
}

/** Words that a host turns into something else: mentions, references, links, commits, emoji, formulas. */
const ACTIVE_WORD = /[@#$]|:\/\/|www\.|\bGH-\d|:\w+:|\b[0-9a-f]{7,40}\b/i;

/** Quoted parts and words that could become active are code spans; of the rest, what Markdown knows is escaped. */
function inertText(text: string): string {
  const parts = text.split('`');
  // An odd number of backticks leaves the last part unquoted
  const isPaired = parts.length % 2 === 1;
  return parts
    .map((part, index) => {
      const isQuoted = index % 2 === 1 && (isPaired || index < parts.length - 1);
      return isQuoted && part !== '' ? inertCode(part) : inertWords(part);
    })
    .join('');
}

function inertWords(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (ACTIVE_WORD.test(word) ? inertWord(word) : escapeMarkdown(escapeText(word))))
    .join('');
}

/** The mark that ends a part of the sentence stays outside. */
function inertWord(word: string): string {
  const [, inner = word, mark = ''] = /^(.+?)([,;]?)$/su.exec(word) ?? [];
  return `${inertCode(inner)}${mark}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_{}[\]()<>|~!&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
