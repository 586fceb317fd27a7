import type { Finding } from '../../model/finding.ts';
import type { SyntaxFault } from './syntax/syntax-fault.ts';
import type { ReadResult } from './read-config-text.ts';

/** A fault of the text, and the finding about it. */
export interface ToldFault {
  readonly fault: SyntaxFault;
  readonly finding: Finding;
}

/**
 * The faults of a text and what was found in it as it was meant. A line that stands twice, as after a merge, is one slip:
 * the comma between the two goes with one of them. Where many keys of an item of a list come a second time behind a
 * missing comma, two items have run into one, and nobody can say what follows from that.
 */
export function mergeRuns(told: readonly ToldFault[], rest: ReadResult): ReadResult {
  const twice = rest.findings.filter(({ code }) => code === 'duplicate-key');
  const findings: Finding[] = [];
  const run = new Set<string>();
  for (const { fault, finding } of told) {
    const { line, column } = finding;
    const isComma = fault.mend?.text === ',' && fault.mend.offset < fault.offset;
    const same = isComma ? twice.find((other) => other.line === line && other.column === column) : undefined;
    if (same === undefined) {
      findings.push(finding);
      continue;
    }
    const item = ownerOf(same);
    if (!/\/\d+$/.test(item) || twice.filter((other) => ownerOf(other) === item).length < 2) continue;
    run.add(item);
    findings.push({
      ...finding,
      message: `two objects of a list have run into one before this`,
      hint: 'close the first with `}` and a comma, and open the second with `{`',
    });
  }
  if (run.size > 0) return { findings };
  return { ...rest, findings: [...findings, ...rest.findings] };
}

function ownerOf({ pointer }: Finding): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
