import type { Finding, Place } from '../../model/finding.ts';
import type { ParsedFile } from './parsed-file.ts';

/** What is to be said of a value of a file, before its place is looked up. */
export interface ValueFinding extends Omit<Finding, keyof Place> {
  /** `key` marks the name of the member in place of its value. */
  readonly part?: 'key' | 'value';
}

/** The finding with its place in the file. */
export function findingAt(source: ParsedFile, { part, severity, code, pointer, ...said }: ValueFinding): Finding {
  return { severity, code, file: source.file, ...source.locate(pointer, part), pointer, ...said };
}
