import { canonicalJson } from '../../pipelines/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import { isSecretKey, looksSecret, REDACTED } from '../model/redact.ts';
import type { ConfigChange } from '../model/plan.ts';
import { alignLists } from './align-lists.ts';

/**
 * What differs between two normalised configs, attribute by attribute, sorted by path: nested objects by their keys,
 * lists by their elements (`subnets[1]`; the index is that of the old list for a removed element, of the new one
 * else). Values that look like secrets, by key or by form, never leave this function.
 */
export function diffConfig(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly ConfigChange[] {
  return diffObjects('', before, after);
}

function diffValues(path: string, before: unknown, after: unknown): readonly ConfigChange[] {
  if (before === undefined && after === undefined) return [];
  if (isObject(before) && isObject(after)) return diffObjects(path, before, after);
  if (isList(before) && isList(after)) return diffLists(path, before, after);
  if (canonicalJson(before) === canonicalJson(after) && (before === undefined) === (after === undefined)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before: redact(path, before) }),
      ...(after === undefined ? {} : { after: redact(path, after) }),
    },
  ];
}

function diffObjects(
  path: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly ConfigChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  return keys.flatMap((key) => diffValues(joinPath(path, key), own(before, key), own(after, key)));
}

function diffLists(path: string, before: readonly unknown[], after: readonly unknown[]): readonly ConfigChange[] {
  return alignLists(before, after).flatMap((pair) => {
    const index = pair.afterIndex ?? pair.beforeIndex;
    return diffValues(
      `${path}[${index ?? 0}]`,
      pair.beforeIndex === undefined ? undefined : before[pair.beforeIndex],
      pair.afterIndex === undefined ? undefined : after[pair.afterIndex],
    );
  });
}

/** Hides what looks secret, at any depth of a value that was added or removed whole. */
function redact(path: string, value: unknown): unknown {
  if (path.split(/[.[\]"]+/).some((part) => isSecretKey(part))) return REDACTED;
  if (typeof value === 'string') return looksSecret(value) ? REDACTED : value;
  if (isList(value)) return value.map((item, index) => redact(`${path}[${index}]`, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(joinPath(path, key), item)]));
}

/** Keys that are no plain words are quoted in brackets, so that a path is never ambiguous. */
function joinPath(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
