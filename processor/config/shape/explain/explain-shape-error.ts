import type { Attribute } from '../../../../schema/generated/attributes.ts';
import type { ShapeError } from '../../../../schema/generated/validators.js';
import { REDACTED } from '../../../model/redact.ts';
import { attributesOf, describeAttribute } from '../../shared/attribute-catalogue.ts';
import { joinPointer, splitPointer, valueAt } from '../../shared/json-pointer.ts';
import { labelOf, showKey, showNumber, showValue } from '../../shared/show-value.ts';
import { ACCOUNT_FORM, isAccountKey } from './account-hint.ts';
import { explainChoice, type Explained } from './explain-choice.ts';
import { explainForm, formedExample } from './explain-form.ts';
import { fallbackHint, type HintSubject } from './explain-hint.ts';
import { explainMissingKey, explainUnknownKey } from './explain-key.ts';
import type { Explanation } from './explain-location.ts';
import { hasPlainStages } from '../has-plain-stages.ts';
import { NOT_AN_OBJECT } from '../not-an-object.ts';
import { isInstanceKey } from './noun-of.ts';
import { nullHint } from './null-hint.ts';
import type { ShapeFault, ShapeSubject } from '../shape-fault.ts';
import { rangeHint } from './range-hint.ts';
import { typeHint } from './type/type-hint.ts';
import { withoutStage } from '../without-stage.ts';

/** One error of a compiled validator in words: what was found, what is allowed, what to do. */
export function explainShapeError(error: ShapeError, subject: ShapeSubject): ShapeFault {
  const { keyword, instancePath: pointer, params } = error;
  if (keyword === 'required') return explainMissingKey(pointer, String(params['missingProperty']), subject);
  if (keyword === 'additionalProperties')
    return explainUnknownKey(pointer, String(params['additionalProperty']), subject);

  if (keyword === 'false schema') return explainBothSpellings(pointer, subject);
  if (keyword === 'uniqueItems')
    return explainRepeated(pointer, Math.max(Number(params['i']), Number(params['j'])), subject);
  const value = valueAt(subject.value, pointer);
  const keys = splitPointer(pointer);
  const plain = withoutStage(keys, subject);
  const attribute = attributeAt(keys, subject);
  const { code, message, hint: own } = explainValue(error, value, plain, attribute, subject);
  const hint =
    (value === null ? nullHint(plain, attribute, subject) : undefined) ??
    rangeHint(keys, plain, subject) ??
    own ??
    fallbackHint(error, { value, keys: plain, attribute, subject });
  const label = keys.length === 0 ? '' : `${labelOf(keys)}: `;
  const number = typeof value === 'number' ? subject.numberAt?.(pointer) : undefined;
  const shown = number === undefined || Object.is(value, -0) ? showValue(value, keys) : showNumber(number, keys);
  // Explanations and hints may quote parts of the value.
  if (shown === REDACTED) return { code, pointer, part: 'value', message: `${label}${shown} is not allowed here` };
  return { code, pointer, part: 'value', message: `${label}${shown} ${message}`, hint };
}

/** An item that an earlier one is equal to. */
function explainRepeated(list: string, index: number, subject: ShapeSubject): ShapeFault {
  const pointer = joinPointer(list, index);
  const keys = splitPointer(pointer);
  const shown = showValue(valueAt(subject.value, pointer), keys);
  const message = `${labelOf(keys)}: ${shown} stands in the list a second time`;
  return { code: 'duplicate-item', pointer, part: 'value', message, hint: 'remove one' };
}

/** An attribute beside its old spelling, which is the one to go. */
function explainBothSpellings(pointer: string, subject: ShapeSubject): ShapeFault {
  const [name = ''] = splitPointer(pointer);
  const known = subject.pipelineType === undefined ? [] : [...attributesOf(subject.pipelineType).values()];
  const old = known.find(({ aliasOf }) => aliasOf === name)?.name ?? name;
  return {
    code: 'both-spellings',
    pointer: joinPointer('', old),
    part: 'key',
    message: `${showKey(old)} stands beside ${showKey(name)}; they mean the same`,
    hint: `keep ${showKey(name)} and remove this old spelling`,
  };
}

function explainValue(
  { keyword, instancePath, params }: ShapeError,
  value: unknown,
  keys: readonly string[],
  attribute: Attribute | undefined,
  subject: ShapeSubject,
): Explained {
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'type':
      return withExample(explainType(params['type'], value, attribute, keys, subject.numberAt?.(instancePath)), {
        value,
        keys,
        attribute,
        subject,
      });
    case 'enum':
      return explainChoice(params['allowedValues'] as readonly unknown[], value, attribute);
    case 'const':
      return explainChoice([params['allowedValue']], value, attribute);
    case 'pattern':
      return { code: 'wrong-form', ...explainPattern(String(params['pattern']), value, keys, attribute, subject) };
    case 'minimum':
    case 'textMinimum':
    case 'maximum':
    case 'textMaximum':
    case 'exclusiveMinimum':
      return explainRange(keyword, limit, attribute);
    case 'minLength':
      return value === ''
        ? { code: 'too-short', message: 'is empty', hint: 'write a value' }
        : { code: 'too-short', message: `is too short: at least ${plural(limit, 'character')}` };
    case 'maxLength':
      if (isAccountKey(keys.findLast((key) => !/^\d+$/.test(key)) ?? ''))
        return { code: 'wrong-form', ...explainPattern(ACCOUNT_FORM, value, keys, attribute, subject) };
      return {
        code: 'too-long',
        message: `has ${String(value).length} characters; at most ${limit} are allowed`,
      };
    case 'minItems':
      return { code: 'too-few', message: `is too short: at least ${plural(limit, 'item')}` };
    case 'maxItems':
      return { code: 'too-many', message: `is too long: at most ${plural(limit, 'item')}` };
    case 'minProperties':
      return { code: 'too-few', message: `has too little in it: at least ${plural(limit, 'member')}` };
    case 'maxProperties':
      return { code: 'too-many', message: `has too much in it: at most ${plural(limit, 'member')}` };
    default:
      return { code: 'wrong-form', message: `is not valid (${keyword})` };
  }
}

function explainPattern(
  pattern: string,
  value: unknown,
  keys: readonly string[],
  attribute: Attribute | undefined,
  subject: ShapeSubject,
): Explanation {
  if (typeof value !== 'string') return { message: 'has the wrong form' };
  // The value of the attribute itself, for all stages or for one; anything else is a part of an object.
  const isWhole = keys.length === 1 || (keys.length === 2 && hasPlainStages(attribute));
  const [name = ''] = keys;
  if (!isWhole || attribute === undefined || subject.pipelineType === undefined) {
    return explainForm({ text: value, pattern, key: keys.findLast((part) => !/^\d+$/.test(part)) ?? '' });
  }
  const example = describeAttribute(subject.pipelineType, name)?.examples?.[0];
  return explainForm({ text: value, pattern, key: name, attribute, example });
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  object: 'an object',
  array: 'an array',
  null: '`null`',
};

function explainType(
  type: unknown,
  value: unknown,
  attribute: Attribute | undefined,
  keys: readonly string[],
  number: string | undefined,
): Explained {
  const types = (Array.isArray(type) ? type : [type]).map(String);
  const holdsNumber = ['integer', 'number'].includes(attribute?.kind ?? '') || isNumberWithin(keys);
  const wanted = eitherOf(
    types
      .map((name) => (name === 'string' && holdsNumber ? 'a text holding one' : (TYPE_NAMES[name] ?? name)))
      .sort((a, b) => Number(a === 'a text holding one') - Number(b === 'a text holding one')),
  );
  const message = wanted === TYPE_NAMES['object'] ? NOT_AN_OBJECT : `is not ${wanted}`;
  return {
    code: 'wrong-type',
    message,
    hint: typeHint({ types, value, keys, attribute, number: number ?? String(value) }),
  };
}

/** Members that take a number, or a text that holds one. */
function isNumberWithin(keys: readonly string[]): boolean {
  return keys.at(-1) === 'probability_threshold' || (keys.length > 2 && keys[0]?.endsWith('_ranges') === true);
}

function eitherOf(names: readonly string[]): string {
  return names.length < 3 ? names.join(' or ') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A number in quotes would be no instance type or location either: there an example says more. */
function withExample(explained: Explained, { value, keys, attribute, subject }: HintSubject): Explained {
  const [name = ''] = keys;
  const isFormed =
    isInstanceKey(name) || ['arn', 'assets-key', 's3-location', 'schedule'].includes(attribute?.kind ?? '');
  if (!['number', 'boolean'].includes(typeof value)) return explained;
  const example =
    subject.pipelineType === undefined
      ? formedExample(keys.at(-1) ?? '')
      : isFormed
        ? describeAttribute(subject.pipelineType, name)?.examples?.[0]
        : undefined;
  return typeof example === 'string' ? { ...explained, hint: `a valid one is \`${example}\`` } : explained;
}

function explainRange(keyword: string, limit: number, attribute: Attribute | undefined): Explained {
  const { minimum, maximum } = attribute ?? {};
  const isLow = keyword === 'minimum' || keyword === 'textMinimum';
  const code = 'out-of-range';
  if (minimum !== undefined && maximum !== undefined && (limit === minimum || limit === maximum)) {
    return { code, message: `is out of range: ${minimum} to ${maximum}` };
  }
  if (keyword === 'exclusiveMinimum') return { code, message: `is out of range: more than ${limit}` };
  return { code, message: `is out of range: at ${isLow ? 'least' : 'most'} ${limit}` };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function attributeAt(keys: readonly string[], subject: ShapeSubject): Attribute | undefined {
  const [name] = keys;
  return name === undefined || subject.pipelineType === undefined
    ? undefined
    : attributesOf(subject.pipelineType).get(name);
}
