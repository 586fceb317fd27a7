import { A_LIST_OF_STAGES, A_LIST_OF_TAGS } from './list-examples.ts';
import { asksFor, isObject, type WrongType } from './wrong-type.ts';

/** An object where a list is asked for. */
export function objectForList(wrong: WrongType): string | undefined {
  const { value, keys, attribute } = wrong;
  if (!isObject(value)) return undefined;
  const list = keys.at(-1);
  if (list === 'baseline') return 'write rows, such as `[[41, 0.5]]`, or the key of a CSV file';
  // The example of a range says more.
  if (!asksFor(wrong, 'array') || keys[0]?.endsWith('_ranges') === true) return undefined;
  if (list === 'stages') return `write a list: ${A_LIST_OF_STAGES}`;
  if (list === 'tags' && !Object.hasOwn(value, 'Key')) return `write ${A_LIST_OF_TAGS}`;
  // A map by stage stands around all of an object, and not within it.
  if (keys.length > 1 && attribute?.perStage === true && Object.values(value).every(Array.isArray)) {
    return `write one list here; what differs by stage is all of \`${keys[0]}\`: \`{ "dev": { ... }, "prod": { ... } }\``;
  }
  return 'a list is meant: put brackets around the object';
}
