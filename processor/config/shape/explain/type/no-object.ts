import { asksFor, isIndex, type WrongType } from './wrong-type.ts';

/** Objects of the settings, which people write shorter than they are. */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['control_plane', 'write an object: `{}` takes every default'],
  ['guards', 'write an object, such as `{ "max_deletions": 3 }`'],
  ['notifications', 'write an object, such as `{ "emails": ["ml-team@example.com"] }`'],
  ['source', 'write an object, such as `{ "provider": "github", "repository": "my-team/models" }`'],
]);

/** Something plain, or a list, where an object is asked for. */
export function noObject(wrong: WrongType): string | undefined {
  const { value, keys, attribute } = wrong;
  const isAsked = asksFor(wrong, 'object');
  const list = keys.at(-2);
  if (isAsked && list === 'metric_definitions') return 'write `{ "Name": "auc", "Regex": "auc=([0-9.]+)" }`';
  if (isAsked && list === 'tags' && keys.length > 2) return 'write `{ "Key": "team", "Value": "ml" }`';
  if (typeof value === 'string' && list === 'stages' && isIndex(keys.at(-1))) {
    return `write an object for each: \`{ "name": ${JSON.stringify(value)} }\``;
  }
  return isAsked && attribute === undefined
    ? (OBJECTS.get(keys.join('/')) ?? 'write one object, in braces')
    : undefined;
}
