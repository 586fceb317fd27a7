import { meantNumber } from '../meant-number.ts';
import { asksFor, type WrongType } from './wrong-type.ts';

const TRUE = /^(?:true|yes|on)$/i;
const FALSE = /^(?:false|no|off)$/i;

/** Quotes around what is no text. */
export function quotedValue(wrong: WrongType): string | undefined {
  const { value } = wrong;
  if (typeof value !== 'string') return undefined;
  return quotedNumber(wrong, value) ?? quotedBoolean(wrong, value) ?? quotedContainer(wrong, value);
}

function quotedNumber(wrong: WrongType, text: string): string | undefined {
  const { types, keys } = wrong;
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  if (isNumber && (types.includes('integer') || types.includes('number'))) {
    return `write \`${Number(text)}\` without quotes`;
  }
  if (!asksFor(wrong, 'integer')) return undefined;
  const meant = meantNumber(text, keys.at(-1) ?? '');
  return meant === undefined ? 'write a whole number without quotes, such as `3`' : `write \`${meant}\` without quotes`;
}

function quotedBoolean({ types }: WrongType, text: string): string | undefined {
  if (!types.includes('boolean')) return undefined;
  if (TRUE.test(text)) return 'write `true` without quotes';
  return FALSE.test(text) ? 'write `false` without quotes' : undefined;
}

function quotedContainer({ types }: WrongType, text: string): string | undefined {
  const isContainer =
    (types.includes('object') && /^\s*\{/.test(text)) || (types.includes('array') && /^\s*\[/.test(text));
  return isContainer ? 'write the value itself, without the quotes around it' : undefined;
}
