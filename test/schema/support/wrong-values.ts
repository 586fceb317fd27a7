import type { Attribute } from '../../../schema/generated/attributes.ts';

/** JSON types that an attribute takes besides those of its kind. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  model_scores: ['number'],
  attribute_names: ['string'],
  model_framework_version: ['number'],
};

const TYPES_OF_KIND: Readonly<Record<Attribute['kind'], readonly string[]>> = {
  text: ['string'],
  integer: ['number', 'string'],
  number: ['number', 'string'],
  boolean: ['boolean', 'string'],
  'assets-key': ['string'],
  's3-location': ['string'],
  arn: ['string'],
  schedule: ['string'],
  enum: ['string'],
  object: ['object'],
  list: ['array'],
};

const SAMPLES: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 7,
  string: 'some text',
  array: [],
  object: {},
};

/** One value of every JSON type that the attribute does not take, by the name of that type. */
export function wrongValues(attribute: Attribute): [string, unknown][] {
  const allowed = [...TYPES_OF_KIND[attribute.kind], ...(ALSO[attribute.name] ?? [])];
  return Object.entries(SAMPLES).filter(([type]) => !allowed.includes(type));
}
