import type { Finding } from '../../model/finding.ts';
import type { ReadFile } from '../read/read-config-text.ts';

/** `and-more` (error): so many faults of a file are not listed. */
export function andMore(source: ReadFile, omitted: number): Finding {
  const message = `and ${omitted} more error${omitted === 1 ? '' : 's'} in this file`;
  const place = { file: source.file, ...source.end(), pointer: '' };
  return { severity: 'error', code: 'and-more', ...place, message, hint: 'repair the ones above first' };
}
