import { escapeText } from '../../../model/escape-text.ts';
import { looksSecret } from '../../../model/redact.ts';

/** The longest ranges that help more than they hide. */
const MOST_SHOWN = 200;
const KINDS: readonly (readonly [kind: string, written: RegExp])[] = [
  ['continuous', /^(?:continuous|float$|double$|real$|uniform$)/i],
  ['integer', /^(?:integer|int$)/i],
  ['categorical', /^(?:categorical|choice$|list$|enum$)/i],
];
const SCALINGS: readonly string[] = ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'];

type Members = ReadonlyMap<string, unknown>;

/** What a range is made of, as far as it can be read out of what stands there. */
interface Range {
  readonly kind?: string | undefined;
  readonly values: readonly unknown[];
}

/**
 * The ranges of hyperparameters that are meant by others than ours, as members of JSON: those of the SageMaker API
 * (lists of `Name`, `MinValue` and `MaxValue` under `ContinuousParameterRanges`; API reference, ParameterRanges) and of
 * its Python SDK, bounds without their kind or as `min` and `max`. Undefined where one bound or value cannot be told.
 */
export function meantRanges(name: string, written: unknown): string | undefined {
  const ranges = Array.isArray(written) && written.some(isNamed) ? listed(name, written) : [[name, rangeOf(written)]];
  const shown = (ranges as readonly (readonly [string, Range | undefined])[]).map(([parameter, range]) => {
    const text = range && textOf(range);
    return text === undefined || looksSecret(parameter) ? undefined : `${JSON.stringify(parameter)}: ${text}`;
  });
  if (shown.length === 0 || shown.includes(undefined)) return undefined;
  const text = escapeText(shown.join(', '));
  return text.length > MOST_SHOWN ? undefined : text;
}

/** The API's lists. Their name, where it is one of the three, has the kind. */
function listed(name: string, items: readonly unknown[]): readonly (readonly [string, Range | undefined])[] {
  return items.map((item) => {
    const members = membersOf(item);
    return [String(members?.get('name')), rangeOf(item, kindOf(name))] as const;
  });
}

function isNamed(item: unknown): boolean {
  return typeof membersOf(item)?.get('name') === 'string';
}

/** Members by their names in lower case, without signs between the words. */
function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase().replaceAll(/[_-]/g, ''), member]));
}

function rangeOf(written: unknown, kind?: string): Range | undefined {
  if (Array.isArray(written)) return ofList(written, kind);
  const members = membersOf(written);
  if (members === undefined) return undefined;
  const own = kind ?? kindOf(members.get('type') ?? members.get('kind'));
  const values = members.get('values') ?? members.get('choices');
  if (Array.isArray(values)) return { kind: own ?? 'categorical', values };
  const bounds = ['min', 'max'].map((end) => members.get(`${end}value`) ?? members.get(end));
  const scaling = scalingOf(members.get('scalingtype') ?? members.get('scaling'));
  return { kind: own, values: [...bounds, ...(scaling === undefined ? [] : [scaling])] };
}

/** Of a list the kind may come first; what others call it only before a bound or a list, as else it is a choice. */
function ofList(items: readonly unknown[], kind?: string): Range {
  const [first, ...rest] = items;
  const [next] = rest;
  const isKind = Array.isArray(next) || numberOf(next) !== undefined || KINDS.some(([known]) => known === first);
  const own = kind ?? (isKind ? kindOf(first) : undefined);
  if (own === undefined) return { values: items };
  return { kind: own, values: rest.length === 1 && Array.isArray(next) ? (next as readonly unknown[]) : rest };
}

function kindOf(word: unknown): string | undefined {
  return typeof word === 'string' ? KINDS.find(([, written]) => written.test(word))?.[0] : undefined;
}

/** `Auto` is what nobody needs to write. */
function scalingOf(word: unknown): string | undefined {
  const known = SCALINGS.find((scaling) => scaling.toLowerCase() === String(word).toLowerCase());
  return known === 'Auto' ? undefined : known;
}

/** Two numbers are bounds, and anything else that is no list of lists a choice. */
function textOf({ kind, values }: Range): string | undefined {
  const [least, most, ...rest] = values;
  const bounds = [least, most].map(numberOf);
  const scaling = rest.map(scalingOf);
  if (kind !== 'categorical' && bounds.every((bound) => bound !== undefined) && rest.length < 2) {
    if (rest.length === 1 && scaling[0] === undefined) return undefined;
    const told = kind ?? (bounds.every((bound) => Number.isInteger(bound)) ? 'integer' : 'continuous');
    const parts = [...bounds.map(String), ...scaling.map((word) => JSON.stringify(word))];
    return `["${told}", [${parts.join(', ')}]]`;
  }
  const isChoice = kind === 'categorical' || (kind === undefined && values.every((value) => typeof value === 'string'));
  if (!isChoice || values.length === 0 || !values.every(isPlain)) return undefined;
  return `["categorical", [${values.map((value) => JSON.stringify(String(value))).join(', ')}]]`;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A hint quotes what the message does not: nothing that may be a secret. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && !looksSecret(String(value));
}
