import { listHint } from './list-hint.ts';
import { A_LIST_OF_STAGES, A_LIST_OF_TAGS } from './list-examples.ts';
import { isIndex, isObject, type WrongType } from './wrong-type.ts';

/** Lists of objects, of which a plain value is no item either: what to write for these texts, or for anything else. */
const OBJECT_LISTS: ReadonlyMap<string, (texts: readonly string[]) => string> = new Map([
  ['stages', stagesHint],
  ['tags', () => `write ${A_LIST_OF_TAGS}`],
  ['metric_definitions', () => 'write `[{ "Name": "auc", "Regex": "auc=([0-9.]+)" }]`'],
]);

/** One plain value where a list is asked for, or several in one text. */
export function bareItems({ types, value, keys, attribute, number }: WrongType): string | undefined {
  const isList = types.includes('array') && (!types.includes('string') || keys[0] === 'attribute_names');
  if (!isList || isObject(value)) return undefined;
  const list = keys.at(-1) ?? '';
  const items = attribute === undefined || keys.length > 1 ? OBJECT_LISTS.get(list) : undefined;
  if (items !== undefined) return items(typeof value === 'string' ? value.split(',') : []);
  if (keys[0]?.endsWith('_ranges') === true) return 'put the values in brackets';
  const isRow = isIndex(list) && !(typeof value === 'string' && value.includes(','));
  return isRow ? rowHint(value) : listHint(list, value, number);
}

/** For an item, in a list of lists. */
function rowHint(value: unknown): string {
  return typeof value === 'string'
    ? 'write the list as one text, such as `"auc,error"`'
    : 'a list of lists is meant: put each row in brackets of its own';
}

/** The names of stages as the list of objects that is meant. */
function stagesHint(names: readonly string[]): string {
  const items = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `{ "name": ${JSON.stringify(name)} }`);
  return items.length === 0 ? `write a list: ${A_LIST_OF_STAGES}` : `write \`[${items.join(', ')}]\``;
}
