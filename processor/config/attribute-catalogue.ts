import type { PipelineType } from '../../pipelines/spec.ts';
import { ATTRIBUTES, PIPELINE_TYPES, type Attribute } from '../../schema/generated/attributes.ts';
import { DESCRIPTIONS, type AttributeDescription } from '../../schema/generated/descriptions.ts';

const BY_TYPE: ReadonlyMap<string, ReadonlyMap<string, Attribute>> = new Map(
  PIPELINE_TYPES.map((type) => [type, new Map(ATTRIBUTES[type].map((attribute) => [attribute.name, attribute]))]),
);

/** Old spellings of the attributes that have one, by pipeline type. */
const OLD_SPELLINGS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  PIPELINE_TYPES.map((type) => [
    type,
    new Map(ATTRIBUTES[type].flatMap(({ name, aliasOf }) => (aliasOf === undefined ? [] : [[aliasOf, name] as const]))),
  ]),
);

/** True for one of the twelve pipeline types, spelt exactly; `constructor` is none. */
export function isPipelineType(value: unknown): value is PipelineType {
  return typeof value === 'string' && BY_TYPE.has(value);
}

/** The attributes of a pipeline type by name, old spellings included. */
export function attributesOf(type: PipelineType): ReadonlyMap<string, Attribute> {
  return BY_TYPE.get(type) ?? new Map<string, Attribute>();
}

/** The old spelling of an attribute; undefined when it has none. */
export function oldSpellingOf(type: PipelineType, name: string): string | undefined {
  return OLD_SPELLINGS.get(type)?.get(name);
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
