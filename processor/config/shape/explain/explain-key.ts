import { nearest } from '../../../model/nearest.ts';
import { PROBLEM_TYPES } from '../../normalize/normalize-attributes.ts';
import { HYPERPARAMETER_LIMITS } from '../../rules/training/hyperparameter-limits.ts';
import {
  attributesOf,
  describeAttribute,
  newSpellingOf,
  typesWithAttribute,
} from '../../shared/attribute-catalogue.ts';
import { joinPointer, splitPointer, valueAt } from '../../shared/json-pointer.ts';
import { meantFreeKey } from '../../shared/meant-free-key.ts';
import { nestedKeysOf } from '../../shared/nested-keys.ts';
import { labelOf, showKey } from '../../shared/show-value.ts';
import { elsewhereHint } from './elsewhere-hint.ts';
import { exampleAt } from './explain-hint.ts';
import { explainTagKey } from './explain-tag-key.ts';
import { squash, synonymOf } from './key-synonyms.ts';
import type { ShapeFault, ShapeSubject } from '../shape-fault.ts';
import { isObjectByStage, withoutStage } from '../without-stage.ts';

/** A key that must be there and is not. */
export function explainMissingKey(pointer: string, key: string, subject: ShapeSubject): ShapeFault {
  const keys = splitPointer(pointer);
  const plain = withoutStage(keys, subject);
  const { pipelineType } = subject;
  const isTop = keys.length === 0 && pipelineType !== undefined;
  const description = isTop ? describeAttribute(pipelineType, key) : undefined;
  const where = keys.length === 0 ? '' : ` in ${labelOf(keys)}`;
  const alias = isTop ? [...attributesOf(pipelineType).values()].find(({ aliasOf }) => aliasOf === key) : undefined;
  const condition = alias === undefined ? description?.requiredWhen : undefined;
  const attribute = pipelineType === undefined ? undefined : attributesOf(pipelineType).get(keys[0] ?? key);
  const example = description?.examples?.[0] ?? exampleAt([...plain, key], attribute, subject);
  const hint =
    condition !== undefined
      ? `required when ${condition}`
      : example === undefined
        ? valuesHint(key)
        : `add it, for example \`${JSON.stringify(key)}: ${JSON.stringify(example)}\``;
  return { code: 'missing-attribute', pointer, part: 'value', message: `${showKey(key)} is missing${where}`, hint };
}

function valuesHint(key: string): string {
  return key === 'problem_type' ? `add it, as one of ${PROBLEM_TYPES.map(showKey).join(', ')}` : 'add it';
}

/** A key that nobody knows here. */
export function explainUnknownKey(pointer: string, key: string, subject: ShapeSubject): ShapeFault {
  const keys = splitPointer(pointer);
  const at = { pointer: joinPointer(pointer, key), part: 'key' } as const;
  const known = allowedKeys(keys, pointer, subject);
  if (known === undefined) return { ...at, ...explainFreeKey(keys, key, subject) };
  const owner =
    keys.length > 0 ? labelOf(keys) : subject.pipelineType === undefined ? 'this file' : `\`${subject.pipelineType}\``;
  const object = valueAt(subject.value, pointer);
  const synonym = synonymOf(key, known);
  // What another name for it has been given under its own is not what is meant.
  const allowed =
    synonym === undefined || !hasMember(object, synonym) ? known : known.filter((name) => name !== synonym);
  const message = `${showKey(key)} is no ${keys.length === 0 && subject.pipelineType !== undefined ? 'attribute' : 'key'} of ${owner}`;
  return {
    ...at,
    code: 'unknown-attribute',
    message,
    hint:
      pluralHint(key, object, allowed) ??
      synonymHint(key, allowed) ??
      (subject.pipelineType === undefined ? undefined : groupHint(key, allowed, { object, owner: keys.at(-1) })) ??
      placeHint(key, keys, subject) ??
      (subject.isSettings === true && keys.length === 0 ? configHint(key) : undefined) ??
      unknownHint(key, allowed, { keys, object, subject }),
  };
}

/** Several under the name of one, where that is another attribute's: `tag` with an object in it. */
function pluralHint(key: string, object: unknown, allowed: readonly string[]): string | undefined {
  const value = hasMember(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
  const name = `${key.toLowerCase()}s`;
  return typeof value === 'object' && value !== null && allowed.includes(name)
    ? `did you mean ${showKey(newSpellingOf(name))}?`
    : undefined;
}

/** As {@link suggestKey}; an attribute of another type is one by a like name, and not by a slip of the finger. */
export function suggestAttribute(key: string, allowed: readonly string[]): string | undefined {
  if (typesWithAttribute(key).length === 0) return suggestKey(key, allowed);
  return synonymOf(key, allowed) ?? onlyWith(key, allowed);
}

/** The one of these attributes whose members are those of an object that stands under another name. */
export function suggestByMembers(key: string, object: unknown, allowed: readonly string[]): string | undefined {
  const members = wrappedIn(key, object);
  if (members.length === 0 || nestedKeysOf(key)?.includes(members[0] ?? '') === true) return undefined;
  return allowed.find((name) => {
    const known = nestedKeysOf(name);
    return known !== undefined && members.every((member) => known.includes(member));
  });
}

/** The members of an object that one unknown key beside them holds: it is a level too much around them. */
export function wrappedIn(key: string, object: unknown): readonly string[] {
  const value = hasMember(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The allowed key that a misspelt one, or one of which a word is missing, most probably is. */
export function suggestKey(key: string, allowed: readonly string[]): string | undefined {
  const folded = key.trim().toLowerCase().replaceAll(/[\s-]/g, '_');
  return (
    allowed.find((name) => name === folded) ??
    ofSameLetters(key, allowed) ??
    synonymOf(key, allowed) ??
    nearest(key, allowed) ??
    onlyWith(folded, allowed) ??
    onlyOfSameWords(folded, allowed)
  );
}

/** The one that differs in capitals and in what stands between the words: no other name for something else. */
function ofSameLetters(key: string, allowed: readonly string[]): string | undefined {
  const letters = squash(key);
  return allowed.find((name) => squash(name) === letters);
}

function synonymHint(key: string, allowed: readonly string[]): string | undefined {
  const name = ofSameLetters(key, allowed) ?? synonymOf(key, allowed);
  return name === undefined ? undefined : `did you mean \`${newSpellingOf(name)}\`?`;
}

function hasMember(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

/** Where attributes stand in an object of somebody's own, by stage or by subject. */
function groupHint(
  key: string,
  allowed: readonly string[],
  { object, owner }: { readonly object: unknown; readonly owner: string | undefined },
): string | undefined {
  const inner = wrappedIn(key, object).find((name) => allowed.includes(name));
  if (inner === undefined || synonymOf(key, allowed) !== undefined || nearest(key, allowed) !== undefined)
    return undefined;
  if (owner !== undefined && squash(key) === squash(owner))
    return `remove ${showKey(key)} and its braces: what is in it stands directly in ${showKey(owner)}`;
  return `take \`${inner}\` out of it; if ${showKey(key)} is a stage, write \`"${inner}": { ${JSON.stringify(key)}: ... }\``;
}

/** A key that belongs one level further in, or further out. */
function placeHint(key: string, keys: readonly string[], subject: ShapeSubject): string | undefined {
  if (keys.length > 1) return undefined;
  const known = allowedKeys([], '', subject) ?? [];
  const [owner] = keys;
  if (owner !== undefined && subject.pipelineType !== undefined) {
    return known.includes(key) ? `move it out of ${showKey(owner)}, to the other attributes` : undefined;
  }
  if (owner !== undefined && known.includes(key)) return `move it out of ${showKey(owner)}`;
  const near = owner === undefined ? known : (allowedKeys(keys, `/${owner}`, subject) ?? []);
  const isMisspelt = nearest(key, near) !== undefined;
  const object = isMisspelt ? undefined : known.find((name) => keysWithin(name, subject)?.includes(key));
  if (object === undefined) return undefined;
  return `write it into ${object === 'stages' ? 'the stages that it is for, in `stages`' : showKey(object)}`;
}

/** What is said of a workload, or of all of a file, in the settings. */
function configHint(key: string): string | undefined {
  const isOfConfig = key === 'defaults' || key === 'workloads' || typesWithAttribute(key).length > 0;
  return isOfConfig ? 'write it into an mlops-config.json: settings are of the whole repository' : undefined;
}

/** Keys of the object, or of each of the objects, that an attribute holds. */
function keysWithin(name: string, subject: ShapeSubject): readonly string[] | undefined {
  if (subject.pipelineType !== undefined) return nestedKeysOf(name);
  return subject.allowedKeys?.(`/${name}`) ?? subject.allowedKeys?.(`/${name}/0`);
}

/** The one name that has all words of the key, in their order. */
function onlyWith(words: string, allowed: readonly string[]): string | undefined {
  if (!words.includes('_')) return undefined;
  const fitting = allowed.filter((name) => hasWords(name.split('_'), words.split('_')));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Words of names that say nothing of what is meant, or only its unit. */
const FILLERS = /^(?:a|an|for|gb|hours|in|minutes|of|per|seconds|the|to)$/;

/** The one name of the same words as the key, in any order. */
function onlyOfSameWords(words: string, allowed: readonly string[]): string | undefined {
  const wanted = wordsThatTell(words);
  if (!wanted.includes(' ')) return undefined;
  const fitting = allowed.filter((name) => wordsThatTell(name) === wanted);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function wordsThatTell(name: string): string {
  const words = name.split('_').filter((word) => !FILLERS.test(word));
  return words.sort().join(' ');
}

function hasWords(all: readonly string[], wanted: readonly string[]): boolean {
  let found = 0;
  for (const word of all) if (word === wanted[found]) found += 1;
  return found === wanted.length;
}

/** Keys allowed at a pointer; undefined where the user chooses them, as in `tags`. */
export function allowedKeys(
  keys: readonly string[],
  pointer: string,
  subject: ShapeSubject,
): readonly string[] | undefined {
  const known = subject.allowedKeys?.(pointer);
  if (known !== undefined || subject.pipelineType === undefined) return known;
  const [attribute, index] = keys;
  if (attribute === undefined) return [...attributesOf(subject.pipelineType).keys()];
  if (isObjectByStage(attribute, subject)) return keys.length === 2 ? nestedKeysOf(attribute) : undefined;
  if (attribute === 'tuner_configs' && keys.length === 3) {
    return index === 'metric_definitions' ? ['Name', 'Regex'] : ['Key', 'Value'];
  }
  return keys.length === 1 ? nestedKeysOf(attribute) : undefined;
}

function unknownHint(
  key: string,
  allowed: readonly string[],
  at: { readonly keys: readonly string[]; readonly object: unknown; readonly subject: ShapeSubject },
): string {
  const isAttribute = at.keys.length === 0 && at.subject.pipelineType !== undefined;
  const absent = allowed.filter((name) => !hasMember(at.object, name));
  const suggestion =
    (isAttribute ? suggestByMembers(key, at.object, absent) : undefined) ??
    (isAttribute ? suggestAttribute : suggestKey)(key, allowed);
  const others = isAttribute ? typesWithAttribute(key) : [];
  // Beside the attribute of like name, one of another type is just too much.
  if (others.length > 0 && (suggestion === undefined || hasMember(at.object, suggestion))) {
    const shown = others.slice(0, 3).map((type) => `\`${type}\``);
    const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
    return `this is an attribute of ${shown.join(', ')}${more}: remove it, or change \`pipeline_type\``;
  }
  if (suggestion !== undefined) return `did you mean \`${newSpellingOf(suggestion)}\`?`;
  if (!isAttribute) return `allowed: ${allowed.map((name) => `\`${name}\``).join(', ')}`;
  if (allowed.includes('algo_hyperparameters') && isHyperparameter(key)) return 'write it into `algo_hyperparameters`';
  return elsewhereHint(key, allowed) ?? 'remove it';
}

/** True of what some algorithm of Amazon's takes. */
function isHyperparameter(name: string): boolean {
  return Object.values(HYPERPARAMETER_LIMITS).some((table) => Object.hasOwn(table, name));
}

/** Keys of maps whose names the user chooses. */
function explainFreeKey(
  keys: readonly string[],
  key: string,
  subject: ShapeSubject,
): Pick<ShapeFault, 'code' | 'message' | 'hint'> {
  const [attribute] = keys;
  if (isMapOfStages(keys, subject)) {
    const message = `${showKey(key)} in ${labelOf(keys)} is no name of a stage`;
    return { code: 'unknown-stage', message, hint: 'a map by stage has the names of stages as keys' };
  }
  const tag = attribute === 'tags' ? explainTagKey(key) : undefined;
  if (tag !== undefined) return { code: 'wrong-form', ...tag };
  const message = `${key === '' ? 'an empty text' : showKey(key)} is not allowed as a key in ${labelOf(keys)}`;
  const rule = FREE_KEY_RULES.get(attribute ?? '');
  const meant = meantFreeKey(attribute ?? '', key);
  return {
    code: 'wrong-form',
    message,
    hint: meant === undefined ? rule : `did you mean ${showKey(meant)}? Allowed: ${rule}`,
  };
}

function isMapOfStages(keys: readonly string[], subject: ShapeSubject): boolean {
  const [name = ''] = keys;
  const attribute = subject.pipelineType === undefined ? undefined : attributesOf(subject.pipelineType).get(name);
  if (attribute?.kind === 'object') return keys.length === 1 && isObjectByStage(name, subject);
  return attribute?.perStage === true;
}

const FREE_KEY_RULES: ReadonlyMap<string, string> = new Map([
  ['tags', '1 to 128 letters, digits, blanks and `_ . : / = + - @`, not starting with `aws:` or `mlops:`'],
  ['environment', 'letters, digits and underscores, not starting with a digit'],
  ['algo_hyperparameters', '1 to 256 characters without blanks'],
  ['algo_hyperparamaters', '1 to 256 characters without blanks'],
  ['hyperparameters_ranges', '1 to 256 characters without blanks'],
  ['hyperparamaters_ranges', '1 to 256 characters without blanks'],
]);
