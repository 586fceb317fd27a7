import { escapeText } from '../../../../model/escape-text.ts';
import { isSecretKey, looksSecret } from '../../../../model/redact.ts';
import type { WrongType } from './wrong-type.ts';

/** The longest tags that help more than they hide. */
const MOST_TAGS = 100;

/** Tags as AWS's APIs list them, where one object is meant. */
export function listedTags({ value, keys }: WrongType): string | undefined {
  if (keys.length !== 1 || keys[0] !== 'tags' || !Array.isArray(value) || value.length === 0) return undefined;
  const pairs = value.map((item: unknown): readonly unknown[] => {
    const { Key, Value, key = Key, value: text = Value } = (item ?? {}) as Readonly<Record<string, unknown>>;
    return [key, text];
  });
  if (!pairs.every(isShown)) return undefined;
  const shown = pairs.map(([key, text]) => `${JSON.stringify(key)}: ${JSON.stringify(text)}`).join(', ');
  return shown.length > MOST_TAGS ? undefined : `write \`${escapeText(`{ ${shown} }`)}\``;
}

/** A hint quotes what the message does not: nothing that may be a secret. */
function isShown([key, text]: readonly unknown[]): boolean {
  if (typeof key !== 'string' || typeof text !== 'string') return false;
  return !isSecretKey(key) && !looksSecret(key) && !looksSecret(text);
}
