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

const BOUNDS: readonly (readonly string[])[] = [
  ['minvalue', 'min', 'low', 'lower'],
  ['maxvalue', 'max', 'high', 'upper'],
];

type Members = ReadonlyMap<string, unknown>;

/** What a range is made of, as far as it can be read out of what stands there. */
interface Range {
  readonly kind?: string | undefined;
  readonly values: readonly unknown[];
}

/** Ranges as they are to be written. */
export interface MeantRanges {
  /** Members of an object of JSON, without its braces. */
  readonly text: string;
  /** Whole numbers were taken for bounds of whole numbers, though nothing says that fractions between are not meant. */
  readonly areGuessed: boolean;
}

/**
 * The ranges of hyperparameters that are meant by others than ours: those of the SageMaker API (lists of `Name`,
 * `MinValue` and `MaxValue` under `ContinuousParameterRanges`; API reference, ParameterRanges) and of its Python SDK,
 * bounds without their kind or as `min` and `max`. Undefined where one bound or value cannot be told.
 */
export function meantRanges(name: string, written: unknown): MeantRanges | undefined {
  const ranges = Array.isArray(written) && written.some(isNamed) ? listed(name, written) : [named(name, written)];
  const shown = ranges.map(([parameter, range]) => {
    const text = range && textOf(range);
    return text === undefined || looksSecret(parameter) ? undefined : `${JSON.stringify(parameter)}: ${text}`;
  });
  if (shown.includes(undefined)) return undefined;
  const text = escapeText(shown.join(', '));
  const areGuessed = ranges.some(([, range]) => range?.kind === undefined && areIntegers(range?.values ?? []));
  return text.length > MOST_SHOWN ? undefined : { text, areGuessed };
}

type NamedRange = readonly [parameter: string, range: Range | undefined];

function named(parameter: string, written: unknown, kind?: string): NamedRange {
  return [parameter, rangeOf(written, kind)];
}

/** The API's lists. Their name, where it is one of the three, has the kind. */
function listed(name: string, items: readonly unknown[]): readonly NamedRange[] {
  return items.map((item) => named(String(membersOf(item)?.get('name')), item, kindOf(name)));
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
  if (typeof written === 'string') return ofCall(written);
  if (Array.isArray(written)) return ofList(written, kind);
  const members = membersOf(written);
  if (members === undefined) return undefined;
  const own = kind ?? kindOf(members.get('type') ?? members.get('kind'));
  const values = members.get('values') ?? members.get('choices');
  if (Array.isArray(values)) return { kind: own ?? 'categorical', values };
  const bounds = BOUNDS.map((names) => names.map((name) => members.get(name)).find((bound) => bound !== undefined));
  const scaling = scalingOf(members.get('scalingtype') ?? members.get('scaling'));
  return { kind: own, values: [...bounds, ...(scaling === undefined ? [] : [scaling])] };
}

/** `ContinuousParameter(0.1, max_value=0.5)` of the Python SDK, copied as text. */
function ofCall(text: string): Range | undefined {
  const [, name = '', inner = ''] = /^(\w{1,30})\(([^()]{1,200})\)$/.exec(text.trim()) ?? [];
  const kind = kindOf(name);
  const values = parsed(`[${inner.replaceAll(/\b[a-z_]+=/g, '').replaceAll("'", '"')}]`);
  return kind === undefined || !Array.isArray(values) ? undefined : { kind, values: unwrapped(values) };
}

/** What stands in brackets of its own, without them. */
function unwrapped(values: readonly unknown[]): readonly unknown[] {
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? (only as readonly unknown[]) : values;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Of a list the kind may come first; what others call it only before a bound or a list, as else it is a choice. */
function ofList(items: readonly unknown[], kind?: string): Range {
  const [first, ...rest] = items;
  const [next] = rest;
  const isKind = Array.isArray(next) || numberOf(next) !== undefined || KINDS.some(([known]) => known === first);
  const own = kind ?? (isKind ? kindOf(first) : undefined);
  return own === undefined ? { values: items } : { kind: own, values: unwrapped(rest) };
}

function kindOf(word: unknown): string | undefined {
  return typeof word === 'string' ? KINDS.find(([, written]) => written.test(word))?.[0] : undefined;
}

function scalingOf(word: unknown): string | undefined {
  return SCALINGS.find((scaling) => scaling.toLowerCase() === String(word).toLowerCase());
}

/** Two numbers are bounds, and anything else that is no list of lists a choice. */
function textOf({ kind, values }: Range): string | undefined {
  const [least, most, ...rest] = values;
  const bounds = [least, most].map(numberOf);
  if (kind !== 'categorical' && bounds.every((bound) => bound !== undefined) && rest.length < 2) {
    const scaling = rest.map(scalingOf);
    if (scaling.includes(undefined)) return undefined;
    const parts = [...bounds.map(String), ...scaling.map((word) => JSON.stringify(word))];
    return `["${kind ?? (areIntegers(values) ? 'integer' : 'continuous')}", [${parts.join(', ')}]]`;
  }
  const isChoice = kind === 'categorical' || (kind === undefined && values.every((value) => typeof value === 'string'));
  if (!isChoice || values.length === 0 || !values.every(isPlain)) return undefined;
  return `["categorical", [${values.map((value) => JSON.stringify(String(value))).join(', ')}]]`;
}

function areIntegers([least, most]: readonly unknown[]): boolean {
  return [least, most].every((bound) => Number.isInteger(numberOf(bound)));
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A hint quotes what the message does not: nothing that may be a secret. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && !looksSecret(String(value));
}
