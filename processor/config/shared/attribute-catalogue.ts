import type { PipelineType } from '../../../pipelines/spec.ts';
import { ATTRIBUTES, PIPELINE_TYPES, type Attribute } from '../../../schema/generated/attributes.ts';
import { descriptionsOf, type AttributeDescription } from '../../../schema/generated/descriptions.ts';

/** What reading an attribute takes. Every member is always there: objects of one form are looked up in fast. */
export interface Reading {
  readonly perStage: boolean;
  /** The value is an object, which may be one by stage. */
  readonly isObject: boolean;
  readonly emptyMeansUnset: boolean;
  /** Undefined also where the default is the empty text. */
  readonly default: Attribute['default'];
  /** The value is a key in the assets bucket. */
  readonly inAssets: boolean;
  /** The old spelling of the name. */
  readonly oldName: string | undefined;
}

/** What is known of the attributes of a type, by name. */
interface Catalogue {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly readings: ReadonlyMap<string, Reading>;
}

/** Made when a workload of the type is met: of twelve types, most repositories have a few. */
const catalogues = new Map<PipelineType, Catalogue>();

function catalogueOf(type: PipelineType): Catalogue {
  const known = catalogues.get(type);
  if (known !== undefined) return known;
  const all = ATTRIBUTES[type];
  const made = {
    attributes: new Map(all.map((attribute) => [attribute.name, attribute])),
    readings: new Map(all.map((attribute) => [attribute.name, readingOf(attribute, all)])),
  };
  catalogues.set(type, made);
  return made;
}

function readingOf(attribute: Attribute, all: readonly Attribute[]): Reading {
  const { name, kind, perStage, emptyMeansUnset, default: value } = attribute;
  return {
    perStage,
    isObject: kind === 'object',
    emptyMeansUnset: emptyMeansUnset === true,
    default: value === '' ? undefined : value,
    inAssets: kind === 'assets-key',
    oldName: all.find(({ aliasOf }) => aliasOf === name)?.name,
  };
}

/** True for one of the twelve pipeline types, spelt exactly; `constructor` is none. */
export function isPipelineType(value: unknown): value is PipelineType {
  return typeof value === 'string' && Object.hasOwn(ATTRIBUTES, value);
}

/** The attributes of a pipeline type by name, old spellings included. */
export function attributesOf(type: PipelineType): ReadonlyMap<string, Attribute> {
  return catalogueOf(type).attributes;
}

/** How the attributes of a pipeline type are read, by name. */
export function readingsOf(type: PipelineType): ReadonlyMap<string, Reading> {
  return catalogueOf(type).readings;
}

/** The name itself, or where it is an old spelling, the one that replaces it. */
export function newSpellingOf(name: string): string {
  for (const type of PIPELINE_TYPES) {
    const { aliasOf } = catalogueOf(type).attributes.get(name) ?? {};
    if (aliasOf !== undefined) return aliasOf;
  }
  return name;
}

/** The pipeline types that have an attribute. */
export function typesWithAttribute(name: string): readonly PipelineType[] {
  return PIPELINE_TYPES.filter((type) => catalogueOf(type).attributes.has(name));
}

/** Made when something is said about the type for the first time. */
const described = new Map<PipelineType, ReturnType<typeof descriptionsOf>>();

/** What documents say about an attribute. */
export function describeAttribute(type: PipelineType, name: string): AttributeDescription | undefined {
  let descriptions = described.get(type);
  if (descriptions === undefined) described.set(type, (descriptions = descriptionsOf(type)));
  return Object.hasOwn(descriptions, name) ? descriptions[name] : undefined;
}
