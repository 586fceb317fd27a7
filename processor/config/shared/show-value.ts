import { shorten } from '../../model/escape-text.ts';
import { isSecretKey, looksSecret, REDACTED } from '../../model/redact.ts';

const MAX_SHOWN = 60;

/**
 * A value from a file as it may stand in a message: JSON in backticks, cut, invisible characters escaped, and never a
 * secret. `keys` are the member names on the way to it: one of them may say that the value is secret.
 */
export function showValue(value: unknown, keys: readonly string[] = []): string {
  if (keys.some(isSecretKey)) return REDACTED;
  if (Array.isArray(value)) return `an array of ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (typeof value === 'object' && value !== null) {
    const count = Object.keys(value).length;
    return count === 0 ? 'an empty object' : `an object with ${count} member${count === 1 ? '' : 's'}`;
  }
  if (typeof value === 'string') return showText(value);
  if (Object.is(value, -0)) return '`-0`';
  return `\`${String(value)}\``;
}

/** A number as it is written in the file, which may say more than its value: `1.10`. */
export function showNumber(written: string, keys: readonly string[]): string {
  return keys.some(isSecretKey) ? REDACTED : `\`${shorten(written, MAX_SHOWN)}\``;
}

/** A text in double quotes and backticks, cut, escaped, never a secret. */
export function showText(text: string): string {
  return looksSecret(text) ? REDACTED : `\`"${shorten(text, MAX_SHOWN)}"\``;
}

/** A member name in backticks. */
export function showKey(key: string): string {
  return looksSecret(key) ? REDACTED : `\`${shorten(key, MAX_SHOWN)}\``;
}

/** The way to a value as people write it: `` `tuner_configs.tags[0].Key` ``. */
export function labelOf(keys: readonly string[]): string {
  const path = keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
  return showKey(path);
}
