import type { Finding } from '../../model/finding.ts';

/** A fault that several workloads inherit from `defaults` is one fault. Faults of a text have no pointer but a place. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, line, column, pointer, code, message }) => {
    const key = `${file}\n${pointer}\n${code}\n${line}:${column}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
