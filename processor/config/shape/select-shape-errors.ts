import type { ShapeError } from '../../../schema/generated/validators.js';
import { appendTo } from '../../model/append-to.ts';
import { newSpellingOf } from '../shared/attribute-catalogue.ts';
import { splitPointer, valueAt } from '../shared/json-pointer.ts';
import { nestedKeysOf } from '../shared/nested-keys.ts';
import { allowedKeys, suggestAttribute, suggestByMembers, suggestKey, wrappedIn } from './explain/explain-key.ts';
import { synonymOf } from './explain/key-synonyms.ts';
import type { ShapeSubject } from './shape-fault.ts';
import { isObjectByStage } from './without-stage.ts';

/** The more telling comes first: of several errors at one value the first is kept. */
const PRIORITY: readonly string[] = ['false schema', 'type', 'enum', 'const', 'maxItems', 'maxProperties', 'minLength'];

/**
 * One error a fault. A value that breaks several keywords is one fault; a misspelt required key is one, not an unknown
 * key and a missing one; a range of unknown kind says nothing about its bounds; too many items hide what is in them.
 */
export function selectShapeErrors(errors: readonly ShapeError[], subject: ShapeSubject): readonly ShapeError[] {
  const covers = errors.filter(hidesInside).map(coverOf);
  const misspelt = misspeltKeys(errors, subject);
  const ofNoKind = new Set(errors.filter(isRangeKind).map(({ instancePath }) => instancePath));
  const kept = new Map<string, ShapeError>();
  for (const error of errors) {
    if (covers.length > 0 && isCovered(error, covers)) continue;
    // What does not even begin like a range is not too short as well.
    if (error.keyword === 'minItems' && ofNoKind.has(`${error.instancePath}/0`)) continue;
    if (error.keyword === 'required' && misspelt.has(missingKey(error))) continue;
    const identity = identityOf(error, subject);
    const other = kept.get(identity);
    if (other === undefined || rank(error) < rank(other)) kept.set(identity, error);
  }
  return [...kept.values()];
}

function isCovered({ instancePath }: ShapeError, covers: readonly string[]): boolean {
  for (const cover of covers) if (instancePath.startsWith(cover)) return true;
  return false;
}

function identityOf({ keyword, instancePath, params }: ShapeError, subject: ShapeSubject): string {
  // Plain items where each is to be a list: one pair of brackets is missing around all of them.
  if (keyword === 'type' && params['type'] === 'array' && /\/\d+$/.test(instancePath)) {
    return `${instancePath.slice(0, instancePath.lastIndexOf('/'))}\n[]`;
  }
  // Texts where numbers are to be: the list as a whole is meant as one text.
  if (keyword === 'type' && /^\/algo_hyperparam[ae]ters\/[^/]+\/\d+$/.test(instancePath)) {
    return `${instancePath.slice(0, instancePath.lastIndexOf('/'))}\n[]`;
  }
  // A plain value among objects by stage: however many there are, they were meant for all stages.
  if (keyword === 'type' && params['type'] === 'object' && isInFreeMap(instancePath, subject)) {
    return `${instancePath.slice(0, instancePath.lastIndexOf('/'))}\n{}`;
  }
  // Names of stages where objects are to be, and tags by stage: one thought, however many there are.
  if (keyword === 'type' && /^\/(?:stages\/\d+|tags\/[^/]+)$/.test(instancePath)) {
    const value = valueAt(subject.value, instancePath);
    const isText = typeof value === 'string' || (typeof value === 'object' && value !== null);
    if (isText && params['type'] !== undefined) return `${instancePath.split('/', 2).join('/')}\n${typeof value}`;
  }
  // The lists of CreateHyperParameterTuningJob, which has one for each kind of range.
  const ofAws = /^\/hyperparam[ae]ters_ranges(?=\/(?:Continuous|Integer|Categorical)ParameterRanges)/.exec(
    instancePath,
  );
  if (ofAws !== null) return `${ofAws[0]}\n[]`;
  if (keyword === 'required') return `${instancePath}\n+${String(params['missingProperty'])}`;
  if (keyword === 'additionalProperties') return `${instancePath}\n-${String(params['additionalProperty'])}`;
  return instancePath;
}

function rank({ keyword }: ShapeError): number {
  const index = PRIORITY.indexOf(keyword);
  return index === -1 ? PRIORITY.length : index;
}

function missingKey({ instancePath, params }: ShapeError): string {
  return `${instancePath}\n${String(params['missingProperty'])}`;
}

/** Missing keys that an unknown key beside them probably stands for, or holds. */
function misspeltKeys(errors: readonly ShapeError[], subject: ShapeSubject): ReadonlySet<string> {
  const found = new Set<string>();
  const missing = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword === 'required') appendTo(missing, instancePath, String(params['missingProperty']));
  }
  if (missing.size === 0) return found;
  for (const { keyword, instancePath, params } of errors) {
    const names = missing.get(instancePath);
    if (keyword !== 'additionalProperties' || names === undefined) continue;
    const allowed = allowedKeys(splitPointer(instancePath), instancePath, subject) ?? names;
    const key = String(params['additionalProperty']);
    // Of several that a name may stand for, the one that is missing.
    const isAttribute = instancePath === '' && subject.pipelineType !== undefined;
    const object = valueAt(subject.value, instancePath);
    const suggestion =
      synonymOf(key, names) ??
      (isAttribute ? suggestByMembers(key, object, names) : undefined) ??
      (isAttribute ? suggestAttribute : suggestKey)(key, allowed);
    for (const name of wrappedIn(key, object)) found.add(`${instancePath}\n${name}`);
    // The old spelling of a name may itself be misspelt.
    const meant = isAttribute && suggestion !== undefined ? newSpellingOf(suggestion) : suggestion;
    if (meant !== undefined && names.includes(meant)) found.add(`${instancePath}\n${meant}`);
  }
  return found;
}

function isInFreeMap(pointer: string, subject: ShapeSubject): boolean {
  const [name = '', ...rest] = splitPointer(pointer);
  return rest.length === 1 && nestedKeysOf(name) === undefined && isObjectByStage(name, subject);
}

function isRangeKind({ keyword, instancePath }: ShapeError): boolean {
  return keyword === 'enum' && /ranges\/[^/]+\/0$/.test(instancePath);
}

function hidesInside(error: ShapeError): boolean {
  return isRangeKind(error) || error.keyword === 'maxItems' || error.keyword === 'maxProperties';
}

function coverOf({ keyword, instancePath }: ShapeError): string {
  return keyword === 'enum' ? `${instancePath.slice(0, -1)}1` : `${instancePath}/`;
}
