import { bareItems } from './bare-items.ts';
import { listedTags } from './listed-tags.ts';
import { needlessStages } from './needless-stages.ts';
import { noBoolean } from './no-boolean.ts';
import { noObject } from './no-object.ts';
import { noPlainValue } from './no-plain-value.ts';
import { noText } from './no-text.ts';
import { noValue } from './no-value.ts';
import { noWholeNumber } from './no-whole-number.ts';
import { objectForList } from './object-for-list.ts';
import { quotedValue } from './quoted-value.ts';
import type { WrongType } from './wrong-type.ts';

/** What people do to give a value a wrong type; what says the most about it comes first. */
const SLIPS: readonly ((wrong: WrongType) => string | undefined)[] = [
  noValue,
  listedTags,
  needlessStages,
  quotedValue,
  bareItems,
  objectForList,
  noBoolean,
  noObject,
  noPlainValue,
  // Before text is asked for: a number given as text must be whole too.
  noWholeNumber,
  noText,
];

/** What to write instead of a value of a wrong type; undefined where an example says more. */
export function typeHint(wrong: WrongType): string | undefined {
  for (const hintOn of SLIPS) {
    const hint = hintOn(wrong);
    if (hint !== undefined) return hint;
  }
  return undefined;
}
