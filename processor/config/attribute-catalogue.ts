import type { PipelineType } from '../../pipelines/spec.ts';
import { ATTRIBUTES, PIPELINE_TYPES, type Attribute } from '../../schema/generated/attributes.ts';
import { DESCRIPTIONS, type AttributeDescription } from '../../schema/generated/descriptions.ts';

const BY_TYPE: ReadonlyMap<string, ReadonlyMap<string, Attribute>> = new Map(
  PIPELINE_TYPES.map((type) => [type, new Map(ATTRIBUTES[type].map((attribute) => [attribute.name, attribute]))]),
);

/** What reading an attribute takes. Every member is always there: objects of one form are looked up in fast. */
export interface Reading {
  readonly perStage: boolean;
  readonly emptyMeansUnset: boolean;
  /** Undefined also where the default is the empty text. */
  readonly default: Attribute['default'];
  /** The value is a key in the assets bucket. */
  readonly inAssets: boolean;
  /** The old spelling of the name. */
  readonly oldName: string | undefined;
}

const READINGS: ReadonlyMap<string, ReadonlyMap<string, Reading>> = new Map(
  PIPELINE_TYPES.map((type) => {
    const attributes = ATTRIBUTES[type];
    return [type, new Map(attributes.map((attribute) => [attribute.name, readingOf(attribute, attributes)]))];
  }),
);

function readingOf(attribute: Attribute, all: readonly Attribute[]): Reading {
  const { name, kind, perStage, emptyMeansUnset, default: value } = attribute;
  return {
    perStage,
    emptyMeansUnset: emptyMeansUnset === true,
    default: value === '' ? undefined : value,
    inAssets: kind === 'assets-key',
    oldName: all.find(({ aliasOf }) => aliasOf === name)?.name,
  };
}

/** True for one of the twelve pipeline types, spelt exactly; `constructor` is none. */
export function isPipelineType(value: unknown): value is PipelineType {
  return typeof value === 'string' && BY_TYPE.has(value);
}

/** The attributes of a pipeline type by name, old spellings included. */
export function attributesOf(type: PipelineType): ReadonlyMap<string, Attribute> {
  return BY_TYPE.get(type) ?? new Map<string, Attribute>();
}

/** How the attributes of a pipeline type are read, by name. */
export function readingsOf(type: PipelineType): ReadonlyMap<string, Reading> {
  return READINGS.get(type) ?? new Map<string, Reading>();
}

/** The pipeline types that have an attribute. */
export function typesWithAttribute(name: string): readonly PipelineType[] {
  return PIPELINE_TYPES.filter((type) => BY_TYPE.get(type)?.has(name) === true);
}

/** What documents say about an attribute. */
export function describeAttribute(type: PipelineType, name: string): AttributeDescription | undefined {
  const descriptions = DESCRIPTIONS[type];
  return Object.hasOwn(descriptions, name) ? descriptions[name] : undefined;
}
