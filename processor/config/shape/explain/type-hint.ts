import type { Attribute } from '../../../../schema/generated/attributes.ts';
import { escapeText } from '../../../model/escape-text.ts';
import { isSecretKey, looksSecret } from '../../../model/redact.ts';
import { accountHint } from './account-hint.ts';
import { hasPlainStages } from '../has-plain-stages.ts';
import { itemHint, listHint } from './list-hint.ts';
import { meantNumber } from './meant-number.ts';

/** Objects of the settings, which people write shorter than they are. */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['control_plane', 'write an object: `{}` takes every default'],
  ['guards', 'write an object, such as `{ "max_deletions": 3 }`'],
  ['notifications', 'write an object, such as `{ "emails": ["ml-team@example.com"] }`'],
  ['source', 'write an object, such as `{ "provider": "github", "repository": "my-team/models" }`'],
]);

const A_STAGE = '`[{ "name": "dev", "region": "eu-central-1" }]`';
const A_TAG = '`[{ "Key": "team", "Value": "ml" }]`';

/** Lists of objects, of which a plain value is no item either: what to write for these texts, or for anything else. */
const OBJECT_LISTS: ReadonlyMap<string, (texts: readonly string[]) => string> = new Map([
  ['stages', stagesHint],
  ['tags', () => `write ${A_TAG}`],
  ['metric_definitions', () => 'write `[{ "Name": "auc", "Regex": "auc=([0-9.]+)" }]`'],
]);

/** The longest tags that help more than they hide. */
const MOST_TAGS = 100;

/** What to write instead of a value of a wrong type; undefined where an example says more. */
export function typeHint(
  types: readonly string[],
  value: unknown,
  attribute: Attribute | undefined,
  keys: readonly string[],
  number = String(value),
): string | undefined {
  if (value === null) {
    return attribute?.required === true ? 'write a value' : 'write a value, or leave the attribute out';
  }
  const isObject = typeof value === 'object' && !Array.isArray(value);
  const tags = keys.length === 1 && keys[0] === 'tags' ? tagsIn(value) : undefined;
  if (tags !== undefined) return `write \`${tags}\``;
  if (isObject && keys.length === 2 && hasPlainStages(attribute)) return 'one map from stage to value is enough';
  if (isObject && keys.length === 1 && attribute?.perStage === false && !types.includes('object')) {
    return keys[0] === 'stages'
      ? `write a list: \`${listed(Object.keys(value))}\``
      : `it cannot differ by stage: write one ${types.includes('array') ? 'list' : 'plain value'}`;
  }
  if (typeof value === 'string') {
    if (
      (types.includes('integer') || types.includes('number')) &&
      value.trim() !== '' &&
      Number.isFinite(Number(value))
    ) {
      return `write \`${Number(value)}\` without quotes`;
    }
    if (types.length === 1 && types[0] === 'integer') {
      const meant = meantNumber(value, keys.at(-1) ?? '');
      return meant === undefined
        ? 'write a whole number without quotes, such as `3`'
        : `write \`${meant}\` without quotes`;
    }
    const truth = /^(?:true|yes|on)$/i.test(value) ? 'true' : /^(?:false|no|off)$/i.test(value) ? 'false' : undefined;
    if (types.includes('boolean') && truth !== undefined) return `write \`${truth}\` without quotes`;
    if ((types.includes('object') && /^\s*\{/.test(value)) || (types.includes('array') && /^\s*\[/.test(value))) {
      return 'write the value itself, without the quotes around it';
    }
  }
  const isList = types.includes('array') && (!types.includes('string') || keys[0] === 'attribute_names');
  if (isList && !isObject) {
    const items = attribute === undefined || keys.length > 1 ? OBJECT_LISTS.get(keys.at(-1) ?? '') : undefined;
    if (items !== undefined) return items(typeof value === 'string' ? value.split(',') : []);
    if (keys[0]?.endsWith('_ranges') === true) return 'put the values in brackets';
    if (typeof value === 'string' && value.includes(',')) return listHint(keys.at(-1) ?? '', value, number);
    const isItem = /^\d+$/.test(keys.at(-1) ?? '');
    if (isItem && typeof value === 'string') return 'write the list as one text, such as `"auc,error"`';
    if (isItem) return 'a list of lists is meant: put each row in brackets of its own';
    return listHint(keys.at(-1) ?? '', value, number);
  }
  if (isObject && keys.at(-1) === 'baseline') return 'write rows, such as `[[41, 0.5]]`, or the key of a CSV file';
  if (types.length === 1 && isObject && types[0] === 'array') {
    if (keys[0]?.endsWith('_ranges') === true) return undefined;
    if (keys.at(-1) === 'stages') return `write a list: ${A_STAGE}`;
    if (keys.at(-1) === 'tags' && !Object.hasOwn(value, 'Key')) return `write ${A_TAG}`;
    // A map by stage stands around all of an object, and not within it.
    if (keys.length > 1 && attribute?.perStage === true && Object.values(value).every(Array.isArray)) {
      return `write one list here; what differs by stage is all of \`${keys[0]}\`: \`{ "dev": { ... }, "prod": { ... } }\``;
    }
    return 'a list is meant: put brackets around the object';
  }
  if (types.length === 1 && types[0] === 'boolean' && !isObject) {
    return value === 0 || value === 1 ? `write \`${value === 1}\`` : 'write `true` or `false`';
  }
  if (types.length === 1 && types[0] === 'object' && keys.at(-2) === 'metric_definitions') {
    return 'write `{ "Name": "auc", "Regex": "auc=([0-9.]+)" }`';
  }
  if (types.length === 1 && types[0] === 'object' && keys.length > 2 && keys.at(-2) === 'tags') {
    return 'write `{ "Key": "team", "Value": "ml" }`';
  }
  if (typeof value === 'string' && /^\d+$/.test(keys.at(-1) ?? '') && keys.at(-2) === 'stages') {
    return `write an object for each: \`{ "name": ${JSON.stringify(value)} }\``;
  }
  if (types.length === 1 && types[0] === 'object' && attribute === undefined) {
    return OBJECTS.get(keys.join('/')) ?? 'write one object, in braces';
  }
  if (isObject && keys[0] === 'tags') return 'tags cannot differ by stage: write one text';
  if (types.length > 2 && typeof value === 'object') return 'write one plain value';
  // Before text is asked for: a number given as text must be whole too.
  if (typeof value === 'number' && types.includes('integer')) {
    // A share where a percentage is meant.
    const isShare = keys.some((key) => key.includes('percentage')) && value > 0 && value < 1;
    if (!isShare && Math.round(value) === 0) return 'write a whole number, such as `3`';
    return `write \`${isShare ? Math.round(value * 100) : Math.round(value)}\``;
  }
  const isNumber =
    attribute?.kind === 'integer' || attribute?.kind === 'number' || keys[0]?.endsWith('_ranges') === true;
  if (typeof value === 'boolean' && isNumber) return undefined;
  const account =
    typeof value === 'number' && attribute === undefined ? accountHint(keys.findLast(isName) ?? '', number) : undefined;
  if (account !== undefined) return account;
  if (keys[0] === 'python_version' && typeof value === 'number') return `write \`"py${number.replaceAll('.', '')}"\``;
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    const text = typeof value === 'number' ? number : String(value);
    const item = /^\d+$/.test(keys.at(-1) ?? '') ? itemHint(keys.at(-2) ?? '', text) : undefined;
    return item ?? `write \`"${text}"\` in double quotes`;
  }
  return undefined;
}

/** Tags as AWS's APIs list them, as the one object that is meant. */
function tagsIn(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const pairs = value.map((item: unknown): readonly unknown[] => {
    const { Key, Value, key = Key, value: text = Value } = (item ?? {}) as Readonly<Record<string, unknown>>;
    return [key, text];
  });
  if (!pairs.every(isShown)) return undefined;
  const shown = pairs.map(([key, text]) => `${JSON.stringify(key)}: ${JSON.stringify(text)}`).join(', ');
  return shown.length > MOST_TAGS ? undefined : escapeText(`{ ${shown} }`);
}

/** A hint quotes what the message does not: nothing that may be a secret. */
function isShown([key, text]: readonly unknown[]): boolean {
  if (typeof key !== 'string' || typeof text !== 'string') return false;
  return !isSecretKey(key) && !looksSecret(key) && !looksSecret(text);
}

/** The names of stages as the list of objects that is meant. */
function stagesHint(names: readonly string[]): string {
  const items = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `{ "name": ${JSON.stringify(name)} }`);
  return items.length === 0 ? `write a list: ${A_STAGE}` : `write \`[${items.join(', ')}]\``;
}

function isName(key: string): boolean {
  return !/^\d+$/.test(key);
}

function listed(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item.trim())).join(', ')}]`;
}
