import type { Finding } from '../model/finding.ts';
import { findingMessage } from './finding-text.ts';

/** One thing to say at a line of the head. */
export interface LineNote {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly level: 'failure' | 'warning';
  /** Inert as Markdown. */
  readonly message: string;
}

/** Findings of the pull request at their lines; errors come first, since hosts take only so many. */
export function annotationsOf(findings: readonly Finding[]): readonly LineNote[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return [...errors, ...warnings].map((finding) => ({
    path: finding.file,
    line: finding.line,
    level: finding.severity === 'error' ? 'failure' : 'warning',
    message: findingMessage(finding),
  }));
}
