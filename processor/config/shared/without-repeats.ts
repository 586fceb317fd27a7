import type { Finding } from '../../model/finding.ts';

/** Habits of other languages: who has one has it in the whole file. */
const HABITS: ReadonlySet<string> = new Set(['comment', 'single-quotes']);

/**
 * A fault that several workloads inherit from `defaults` is one fault, and so is a habit in one file. Other faults of a
 * text have no pointer either, but a place.
 */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, line, column, pointer, code, message }) => {
    const place = HABITS.has(code) ? '' : `${line}:${column}`;
    const key = `${file}\n${pointer}\n${code}\n${place}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
