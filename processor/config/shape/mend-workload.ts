import { contentName } from '../../../pipelines/names.ts';
import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Attribute } from '../../../schema/generated/attributes.ts';
import { validatorFor, type ShapeError } from '../../../schema/generated/validators.js';
import { attributesOf } from '../shared/attribute-catalogue.ts';
import { doubtAbout, type Doubt, type FaultyNames } from '../shared/doubt.ts';
import { splitPointer } from '../shared/json-pointer.ts';
import { meantFreeKey } from '../shared/meant-free-key.ts';
import { nestedKeysOf } from '../shared/nested-keys.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { holdsStages } from '../stages/holds-stages.ts';
import type { WrittenEntry } from './expand-file.ts';
import { suggestAttribute, suggestKey } from './explain/explain-key.ts';
import { standInFor } from './stand-in.ts';

/** Without these nobody can say what the workload is, or where it goes. */
const ESSENTIAL: readonly string[] = ['pipeline_type', 'stages'];

/** Names that no two workloads share: a stand-in for one has to be one of its own. */
const NAMES: readonly string[] = ['model_name', 'image_tag', 'name'];

/** Stand-ins may ask for further attributes, which then need some as well. */
const MOST_ROUNDS = 4;

type Attributes = Readonly<Record<string, unknown>>;

/** A workload with faults of shape, made whole for the rules to look at what is sound in it. */
export interface MendedWorkload {
  /** Without the faulty attributes; watched. */
  readonly written: WrittenWorkload;
  /** With stand-ins; valid, and never to be planned. */
  readonly complete: WrittenWorkload;
  readonly doubt: Doubt;
  /** The workload as it stands in the file, but for names that are mended. */
  readonly original: WrittenWorkload;
  /** Names of the attributes that are taken from it as a whole. */
  readonly faulty: ReadonlySet<string>;
  /** False when its name is a stand-in: others may refer to it and not find it. */
  readonly isNamed: boolean;
}

/** Undefined when the faults concern what the workload is, or when it cannot be made whole. */
export function mendWorkload(
  entry: WrittenEntry,
  pipelineType: PipelineType,
  errors: readonly ShapeError[],
): MendedWorkload | undefined {
  const validate = validatorFor(pipelineType);
  const catalogue = attributesOf(pipelineType);
  const faults = faultsIn(catalogue, entry.attributes);
  let found = errors;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const error of found) faults.add(error);
    const { names } = faults;
    if ([...names].some((name) => ESSENTIAL.includes(name))) return undefined;
    const sound = withoutFaults(entry.attributes, faults);
    const standIns = [...catalogue.values()]
      .filter(({ name, aliasOf }) => names.has(name) && aliasOf === undefined)
      .filter(({ name, required }) => required || NAMES.includes(name) || isMissing([...errors, ...found], name))
      .map((attribute) => [attribute.name, ownStandIn(attribute, entry)] as const);
    const attributes = { ...sound, ...Object.fromEntries([...renamedFrom(entry, faults), ...standIns]) };
    if (validate?.(attributes) === true) {
      const { source, pointer } = entry;
      const pointerOf = pointersIn(entry, faults);
      const doubt = doubtAbout(faults);
      const complete = { source, pipelineType, pointer, pointerOf, attributes };
      const isNamed = !NAMES.some((name) => names.has(name));
      const original = {
        ...complete,
        attributes: { ...entry.attributes, ...Object.fromEntries(renamedFrom(entry, faults)) },
      };
      const written = { ...complete, attributes: doubt.watch(sound), doubt };
      return { complete, written, doubt, original, faulty: names, isNamed };
    }
    found = validate?.errors ?? [];
  }
  return undefined;
}

function pointersIn(entry: WrittenEntry, { renamed }: Faults): WrittenEntry['pointerOf'] {
  if (renamed.size === 0) return entry.pointerOf;
  return (name) => entry.pointerOf(renamed.get(name) ?? name);
}

function renamedFrom({ attributes }: WrittenEntry, { renamed }: Faults): readonly (readonly [string, unknown])[] {
  return [...renamed].map(([name, written]) => [name, attributes[written]]);
}

interface Faults extends FaultyNames {
  readonly names: Set<string>;
  readonly members: Map<string, Set<string>>;
  /**
   * What is taken under its right name, and the one it was written by: without its stages nobody knows what a workload
   * lacks.
   */
  readonly renamed: ReadonlyMap<string, string>;
  readonly add: (error: ShapeError) => void;
}

/**
 * Of an attribute that holds an object, one faulty member leaves the others to the rules; where the object misses
 * something, nobody can say what it means.
 */
function faultsIn(catalogue: ReadonlyMap<string, Attribute>, attributes: Attributes): Faults {
  const names = new Set<string>();
  const members = new Map<string, Set<string>>();
  const renamed = new Map<string, string>();
  function add(error: ShapeError): void {
    const name = attributeAt(error);
    const attribute = catalogue.get(name);
    const isWhole = attribute?.kind !== 'object' || holdsStages(attributes[name], attribute);
    const member = isWhole ? undefined : memberAt(error);
    mark(name, member);
    // A misspelt optional one is not absent either: rules would go by its default.
    const { additionalProperty: unknown } = error.params;
    if (typeof unknown !== 'string') return;
    const isMember = splitPointer(error.instancePath).length === 1;
    const owner = isMember ? attributes[name] : attributes;
    const meant = isMember
      ? (meantFreeKey(name, unknown) ?? suggestKey(unknown, nestedKeysOf(name) ?? []))
      : suggestAttribute(unknown, [...catalogue.keys()]);
    if (meant === 'stages' && !isMember) renamed.set(meant, unknown);
    if (meant === undefined || ESSENTIAL.includes(meant) || !isObject(owner) || Object.hasOwn(owner, meant)) return;
    if (isMember) mark(name, meant);
    else if (error.instancePath === '') mark(meant, undefined);
  }
  function mark(name: string, member: string | undefined): void {
    for (const spelling of spellingsOf(name, catalogue)) {
      if (member === undefined) names.add(spelling);
      else members.set(spelling, (members.get(spelling) ?? new Set()).add(member));
    }
  }
  return { names, members, renamed, add };
}

function spellingsOf(name: string, catalogue: ReadonlyMap<string, Attribute>): readonly string[] {
  const others = [...catalogue.values()].flatMap(({ name: other, aliasOf }) =>
    aliasOf === name ? [other] : other === name && aliasOf !== undefined ? [aliasOf] : [],
  );
  return [name, ...others];
}

function ownStandIn(attribute: Attribute, { source, pointer }: WrittenEntry): unknown {
  if (!NAMES.includes(attribute.name)) return standInFor(attribute);
  return contentName({ base: 'stand-in', inputs: { file: source.file, pointer }, maxLength: 30 });
}

/** Name of the attribute that an error is about; of an unknown one, the unknown name. */
function attributeAt(error: ShapeError): string {
  const [first] = splitPointer(error.instancePath);
  if (first !== undefined) return first;
  const { missingProperty, additionalProperty } = error.params;
  const name = missingProperty ?? additionalProperty;
  return typeof name === 'string' ? name : '';
}

/** Name of the member of an object that an error is about; undefined when it is about the object. */
function memberAt(error: ShapeError): string | undefined {
  const [, member] = splitPointer(error.instancePath);
  const { additionalProperty } = error.params;
  return member ?? (typeof additionalProperty === 'string' ? additionalProperty : undefined);
}

function isMissing(errors: readonly ShapeError[], name: string): boolean {
  return errors.some((error) => error.params['missingProperty'] === name);
}

function withoutFaults(attributes: Attributes, { names, members }: FaultyNames): Attributes {
  const sound = Object.entries(withoutKeys(attributes, names)).map(([name, value]) => {
    const faulty = members.get(name);
    return [name, faulty === undefined || !isObject(value) ? value : withoutKeys(value, faulty)] as const;
  });
  return Object.fromEntries(sound);
}

function withoutKeys(attributes: Attributes, keys: ReadonlySet<string>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !keys.has(key)));
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
