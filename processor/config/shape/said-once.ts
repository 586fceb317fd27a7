import type { Finding } from '../../model/finding.ts';
import type { ExpandedFile } from './expand-file.ts';
import { gatherMissing } from './gather-missing.ts';

/** What is to be said of the shape of a file: a fault of `defaults` once, not again of each entry that inherits it. */
export function saidOnce(file: ExpandedFile, ofEntries: readonly Finding[]): readonly Finding[] {
  const ofFile = [...file.findings, ...(file.unusedDefaults?.() ?? [])];
  if (ofEntries.length === 0) return ofFile;
  const unknown = new Map(
    file.findings.filter(({ code }) => code === 'unknown-attribute').map((finding) => [finding.pointer, finding]),
  );
  const owners = new Set(file.entries.map(({ pointer }) => pointer));
  const mistyped = new Set<string>();
  const explained = new Set<Finding>();
  const kept = ofEntries.filter(({ code, pointer }) => {
    // The same type fits each heir for reasons of its own.
    if (code === 'pipeline-type-mismatch') return !mistyped.has(pointer) && mistyped.add(pointer).size > 0;
    if (code === 'unknown-attribute') return !unknown.has(pointer);
    if (code !== 'missing-attribute') return true;
    if (file.hidesDefaults === true && owners.has(pointer)) return false;
    const other = unknown.get(pointer);
    if (other === undefined) return true;
    // The type is misspelt: by its name, or by its value, of which only the entry tells.
    if (other.hint === 'did you mean `pipeline_type`?') return false;
    explained.add(other);
    return true;
  });
  return [...ofFile.filter((finding) => !explained.has(finding)), ...gatherMissing(file, kept)];
}
