import { accountHint } from '../account-hint.ts';
import { itemHint } from './list-hint.ts';
import { isIndex, type WrongType } from './wrong-type.ts';

/** A number, or a boolean, where a text is asked for. */
export function noText(wrong: WrongType): string | undefined {
  const { value } = wrong;
  if (typeof value === 'number') return numberForText(wrong);
  // A boolean is no number in quotes either.
  return typeof value === 'boolean' && !holdsNumber(wrong) ? quoted(wrong, String(value)) : undefined;
}

function numberForText(wrong: WrongType): string | undefined {
  const { keys, attribute, number } = wrong;
  const name = keys.findLast((key) => !isIndex(key)) ?? '';
  const account = attribute === undefined ? accountHint(name, number) : undefined;
  if (account !== undefined) return account;
  return keys[0] === 'python_version' ? `write \`"py${number.replaceAll('.', '')}"\`` : quoted(wrong, number);
}

/** True where a text is asked for that holds a number. */
function holdsNumber({ keys, attribute }: WrongType): boolean {
  return attribute?.kind === 'integer' || attribute?.kind === 'number' || keys[0]?.endsWith('_ranges') === true;
}

function quoted({ types, keys }: WrongType, text: string): string | undefined {
  if (!types.includes('string')) return undefined;
  const item = isIndex(keys.at(-1)) ? itemHint(keys.at(-2) ?? '', text) : undefined;
  return item ?? `write \`"${text}"\` in double quotes`;
}
