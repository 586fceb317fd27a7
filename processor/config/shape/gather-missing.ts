import type { Finding } from '../../model/finding.ts';
import { findingAt } from '../shared/finding-at.ts';
import { showKey } from '../shared/show-value.ts';
import type { ExpandedFile } from './expand-file.ts';

/** Further entries that a finding names: more help nobody. */
const MOST_RELATED = 10;

/**
 * An attribute that several entries need and that stands nowhere in the file is one fault: at `defaults`, from where it
 * most probably was taken, or else at the first of these entries.
 */
export function gatherMissing({ entries }: ExpandedFile, findings: readonly Finding[]): readonly Finding[] {
  const owners = new Map(entries.map((entry) => [entry.pointer, entry]));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.code !== 'missing-attribute' || !owners.has(finding.pointer)) continue;
    const group = groups.get(finding.message);
    if (group === undefined) groups.set(finding.message, [finding]);
    else group.push(finding);
  }
  for (const { attributes } of entries) for (const name in attributes) groups.delete(`${showKey(name)} is missing`);
  const gathered = new Map<Finding, Finding | undefined>();
  for (const [first, ...others] of groups.values()) {
    if (first === undefined || others.length === 0) continue;
    // Entries that are of several types by what they hold need each its own.
    if (first.hint?.includes('"pipeline_type"') === true && others.some(({ hint }) => hint !== first.hint)) continue;
    for (const other of others) gathered.set(other, undefined);
    const related = others
      .slice(0, MOST_RELATED)
      .map(({ file, line, column }) => ({ file, line, column, message: 'missing here as well' }));
    const message = `${first.message}, which ${others.length + 1} entries need`;
    gathered.set(first, { ...first, message, related });
    const entry = owners.get(first.pointer);
    if (entry?.source.value === undefined || !hasDefaults(entry.source.value)) continue;
    const place = { pointer: '/defaults', part: 'key' } as const;
    const hint = hintAtDefaults(first.hint);
    gathered.set(first, findingAt(entry.source, { severity: 'error', code: first.code, ...place, message, hint }));
  }
  return findings.flatMap((finding) => (gathered.has(finding) ? (gathered.get(finding) ?? []) : finding));
}

function hasDefaults(file: unknown): boolean {
  return typeof file === 'object' && file !== null && Object.hasOwn(file, 'defaults');
}

function hintAtDefaults(hint = 'add it'): string {
  if (hint.startsWith('add it')) return hint.replace('add it', 'add it here, or to each of them');
  return hint.startsWith('add ') ? `${hint} here, or to each of them` : `add it here, or to each of them: ${hint}`;
}
