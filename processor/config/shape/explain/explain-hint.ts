import type { Attribute } from '../../../../schema/generated/attributes.ts';
import type { ShapeError } from '../../../../schema/generated/validators.js';
import { escapeText } from '../../../model/escape-text.ts';
import { describeAttribute } from '../../shared/attribute-catalogue.ts';
import { splitPointer } from '../../shared/json-pointer.ts';
import { nestedKeysOf } from '../../shared/nested-keys.ts';
import { shareOf } from '../../shared/share-of.ts';
import { isInstanceKey } from './noun-of.ts';
import { inOtherUnits } from './other-units.ts';
import type { ShapeSubject } from '../shape-fault.ts';
import { isObjectByStage } from '../without-stage.ts';

/** The longest example that helps more than it hides. */
const MAX_EXAMPLE = 100;

/** Items of a list in which each has a meaning of its own, such as the bounds of a range. */
const MOST_PARTS = 3;

/** What a faulty value is of. */
export interface HintSubject {
  readonly value: unknown;
  readonly keys: readonly string[];
  readonly attribute: Attribute | undefined;
  readonly subject: ShapeSubject;
}

/** What to do about an error that explains itself no further: a bound, a length, or an example from the schema. */
export function fallbackHint({ keyword, params, instancePath }: ShapeError, about: HintSubject): string | undefined {
  const { value, attribute, keys } = about;
  const limit = Number(params['limit']);
  const isOptional = keys.length === 1 && attribute?.required === false;
  const orOut = isOptional ? ', or leave the attribute out' : '';
  switch (keyword) {
    case 'minimum':
    case 'textMinimum':
      return `the least is ${limit}${unitOf(keys, limit)}${otherUnits(Number(value), keys, { min: limit, max: attribute?.maximum })}`;
    case 'maximum':
    case 'textMaximum':
      return (
        shareHint(value, limit, keys) ??
        `the most is ${limit}${unitOf(keys, limit)}${otherUnits(Number(value), keys, { min: attribute?.minimum, max: limit })}`
      );
    case 'maxLength': {
      const python = /^python\s*([23][.\d]*)$/i.exec(String(value))?.[1]?.replaceAll('.', '');
      if (keys[0] === 'python_version' && python !== undefined) return `did you mean \`py${python}\`?`;
      const own = nameInArn(String(value)) ?? listOf(String(value), keys);
      if (own !== undefined) return own;
      // Something else than an instance type becomes none by being shorter.
      if (isInstanceKey(keys[0] ?? '')) return exampleHint(about);
      const over = String(value).length - limit;
      return `make it ${over} character${over === 1 ? '' : 's'} shorter`;
    }
    case 'maxItems':
    case 'maxProperties': {
      // A list of so few has a form of its own, which an example shows.
      const example = keyword === 'maxItems' && limit <= MOST_PARTS ? exampleHint(about) : undefined;
      return example ?? `remove ${sizeOf(value) - limit}`;
    }
    case 'minItems':
    case 'minProperties':
      return `${exampleHint(about) ?? 'add one'}${orOut}`;
    case 'enum':
    case 'const': {
      const allowed: readonly unknown[] = keyword === 'enum' ? (params['allowedValues'] as readonly unknown[]) : [];
      if (allowed.includes(true)) return 'write `true` or `false`';
      return `write ${allowed.length === 0 ? 'it' : 'one of them'}${orOut}`;
    }
    case 'type':
      return (
        (params['type'] === 'object' ? mixedHint(instancePath, about.subject) : undefined) ??
        exampleHint(about) ??
        (typeof value === 'object' && !/object|array/.test(String(params['type']))
          ? 'write one plain value'
          : undefined)
      );
    default:
      return exampleHint(about);
  }
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** For a plain value among objects by stage, where users name the members: it may be one of them, for all stages. */
function mixedHint(pointer: string, subject: ShapeSubject): string | undefined {
  const [name = '', key, ...rest] = splitPointer(pointer);
  if (key === undefined || rest.length > 0 || nestedKeysOf(name) !== undefined || !isObjectByStage(name, subject))
    return undefined;
  const members = Object.entries((subject.value as Readonly<Record<string, object>>)[name] ?? {});
  const stage = members.find(([, value]) => typeof value === 'object')?.[0] ?? '';
  const shown = escapeText(`{ ${JSON.stringify(stage)}: { ${JSON.stringify(key)}: ... } }`);
  return `if it is for all stages, write it into the object of each, as in \`${shown}\``;
}

/**
 * The name at the end of an ARN, or in the address that answers requests; a name is never so long, and a shorter ARN
 * would be no better.
 */
function nameInArn(text: string): string | undefined {
  const name =
    /^arn:[a-z-]+:[a-z]+:[^/]+[/]([a-zA-Z0-9-]{1,63})$/.exec(text)?.[1] ??
    /^https:.*[/]endpoints[/]([a-zA-Z0-9-]{1,63})(?:[/]|$)/.exec(text)?.[1];
  return name === undefined ? undefined : `write the name alone: \`${name}\``;
}

/** One item of a list that holds several, as the console of AWS shows them. */
function listOf(text: string, keys: readonly string[]): string | undefined {
  if (!/^\d+$/.test(keys.at(-1) ?? '') || !/[,\s]/.test(text.trim())) return undefined;
  const items = text.split(/[,\s]+/).filter((item) => item !== '');
  return `write each as an item of its own: \`${items.map((item) => JSON.stringify(item)).join(', ')}\``;
}

/** A percentage where a share is meant; little more than 1 is a slip of another kind. */
function shareHint(value: unknown, limit: number, keys: readonly string[]): string | undefined {
  const percentage = Number(value);
  const isShare = limit === 1 && keys.some((key) => key.includes('threshold'));
  if (!isShare || percentage < 2 || percentage > 100) return undefined;
  // Of one digit either the percent sign is missing or the zero before the point.
  const isDigit = Number.isInteger(percentage) && percentage < 10;
  const other = isDigit ? `\`0.${percentage}\`, or for ${percentage} % ` : '';
  return `write ${other}\`${shareOf(percentage)}\`, a share of 1`;
}

/** What a number counts, where its name leaves it open; wrong units are the most common reason for a wrong bound. */
function unitOf(keys: readonly string[], count: number): string {
  if (countsSeconds(keys)) return count === 1 ? ' second' : ' seconds';
  return nameOf(keys).includes('volume_size') ? ' GB' : '';
}

/** The number as it would be if another unit was meant, where that is within the bounds. */
function otherUnits(
  value: number,
  keys: readonly string[],
  bounds: { min?: number | undefined; max?: number | undefined },
): string {
  const counts = countsSeconds(keys)
    ? 'seconds'
    : nameOf(keys).includes('volume_size')
      ? 'GB'
      : nameOf(keys).endsWith('_in_mb')
        ? 'MB'
        : undefined;
  const meant = counts === undefined ? [] : inOtherUnits(value, counts, bounds);
  return meant.length === 0 ? '' : `: ${meant.join(', ')}`;
}

function countsSeconds(keys: readonly string[]): boolean {
  return /runtime|wait_time|seconds/.test(keys[0] ?? '') || nameOf(keys).includes('seconds');
}

function nameOf(keys: readonly string[]): string {
  return keys.findLast((key) => !/^\d+$/.test(key)) ?? '';
}

/** The part of the schema's example of an attribute that stands where the faulty value does. */
function exampleHint({ keys, attribute, subject }: Omit<HintSubject, 'value'>): string | undefined {
  const example = exampleAt(keys, attribute, subject);
  if (example === undefined) return undefined;
  const shown = JSON.stringify(example).replaceAll('","', '", "').replaceAll(',"', ', "').replaceAll('":', '": ');
  return shown.length > MAX_EXAMPLE ? undefined : `write for example \`${shown}\``;
}

/** What stands at these keys in the schema's example of the attribute; undefined where nothing does. */
export function exampleAt(keys: readonly string[], attribute: Attribute | undefined, subject: ShapeSubject): unknown {
  const [name, ...rest] = keys;
  if (name === undefined || attribute === undefined || subject.pipelineType === undefined) return undefined;
  let example: unknown = describeAttribute(subject.pipelineType, attribute.aliasOf ?? name)?.examples?.[0];
  for (const key of rest) {
    if (Array.isArray(example)) example = example[Number(key)] ?? example[0];
    else if (typeof example === 'object' && example !== null) {
      const members = example as Readonly<Record<string, unknown>>;
      // Hyperparameters have names of their own, which no example has: each range has the form of the first.
      example = Object.hasOwn(members, key)
        ? members[key]
        : name.endsWith('ranges')
          ? Object.values(members)[0]
          : undefined;
    }
  }
  return example;
}
