import { escapeText, shorten } from '../../model/escape-text.ts';
import type { ConfigChange } from '../../model/plan.ts';
import { REDACTED } from '../../model/redact.ts';

/**
 * A config value in one line: plain texts as they are, everything else as JSON; what cannot be seen is escaped. Longer
 * than `length` characters it is cut, and says how long it was.
 */
export function showValue(value: unknown, length = Infinity): string {
  if (value === REDACTED) return REDACTED;
  const isPlain =
    typeof value === 'string' && /^[^\s"'`]+$/.test(value) && !/^(true|false|null|-?\d[\d.eE+_-]*)$/.test(value);
  const text = isPlain ? value : JSON.stringify(value);
  return length === Infinity ? escapeText(text) : shorten(text, Math.max(12, length));
}

/** `added`, `removed` or `changed`. */
export function kindOf(change: ConfigChange): 'added' | 'removed' | 'changed' {
  if (change.before === undefined) return 'added';
  return change.after === undefined ? 'removed' : 'changed';
}
