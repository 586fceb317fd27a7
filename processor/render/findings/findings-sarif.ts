import { createHash } from 'node:crypto';

import type { Finding, Place } from '../../model/finding.ts';
import type { FindingsReport } from './findings-report.ts';

/** What the findings themselves do not say. */
export interface SarifOptions {
  /** Of this program. */
  readonly version: string;
  /**
   * Absolute address of docs/errors.md. Without it rules name the document in words: SARIF takes no relative address.
   */
  readonly helpBase?: string;
}

/**
 * Findings as SARIF 2.1.0 (OASIS standard), which GitHub and other hosts show at the line of a review. One run, one
 * rule per code that occurs, paths relative to the repository (`%SRCROOT%`), columns in UTF-16 code units as we count
 * them. The fingerprint leaves the line out, so a finding is the same one after a move of lines.
 */
export function renderFindingsSarif({ findings }: FindingsReport, { version, helpBase }: SarifOptions): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const occurrences = new Map<string, number>();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mlops',
            fullName: 'MLOps Config Processor',
            version,
            rules: codes.map((code) => toRule(code, helpBase)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'root of the repository' } } },
        results: findings.map((finding) => toResult(finding, codes, occurrences)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toRule(code: string, helpBase: string | undefined): object {
  const words = code.replaceAll('-', ' ');
  return {
    id: code,
    name: words.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: words },
    ...(helpBase !== undefined && { helpUri: `${helpBase}#${code}` }),
    help: { text: `docs/errors.md#${code} says what it means and how to cure it` },
  };
}

function toResult(finding: Finding, codes: readonly string[], occurrences: Map<string, number>): object {
  const hint = finding.hint === undefined ? '' : `; ${finding.hint}`;
  const related = finding.related ?? [];
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: finding.severity,
    message: { text: escapeLinks(`${finding.message}${hint}`) },
    locations: [{ ...toLocation(finding), logicalLocations: [{ fullyQualifiedName: finding.pointer, kind: 'value' }] }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        ...toLocation(other),
        message: { text: escapeLinks(other.message) },
      })),
    }),
    partialFingerprints: { 'mlopsFinding/v1': fingerprint(finding, occurrences) },
  };
}

function toLocation({ file, line, column }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodePath(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** Equal findings of one file are told apart by their number. */
function fingerprint({ code, file, pointer }: Finding, occurrences: Map<string, number>): string {
  const identity = `${code}\n${file}\n${pointer}`;
  const number = occurrences.get(identity) ?? 0;
  occurrences.set(identity, number + 1);
  return createHash('sha256').update(`${identity}\n${number}`).digest('hex').slice(0, 32);
}

/** A relative URI: every part percent-encoded; lone surrogates, which have no encoding, become U+FFFD. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}

/** SARIF messages know `[text](target)` as a link; a backslash before the bracket makes it text. */
function escapeLinks(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}
