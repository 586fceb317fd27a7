import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { annotationOf, plainValue } from './build-catalogue.ts';
import { omit } from './omit.ts';
import { propertiesOf, resolveProperty, type Schema, type SourceSchemas } from './load-schemas.ts';

const BANNER = `// Generated from the schemas by scripts/generate.ts: do not edit.

/** A value for all stages, or a map from stage name to value. */
export type PerStage<T> = T | { readonly [stage: string]: T };

/** A boolean, or the text that the orchestrator uses for one. */
export type WrittenBoolean = boolean | 'True' | 'False' | 'true' | 'false';

/** One range of a tuner: its kind, then bounds (and a scaling type) or categories. */
export type WrittenRange =
  | ['continuous' | 'integer', (number | string)[]]
  | ['categorical', (number | string)[]];
`;

/** TypeScript types of the kinds that need no more than their kind. */
const TYPE_OF_KIND: Readonly<Record<string, string>> = {
  text: 'string',
  integer: 'number | string',
  number: 'number | string',
  boolean: 'WrittenBoolean',
  'assets-key': 'string',
  's3-location': 'string',
  arn: 'string',
  schedule: 'string',
};

/** Writes `written-config.ts`: the types of config and settings files as they stand in a commit. */
export async function writeTypes(schemas: SourceSchemas): Promise<string> {
  const definitions: Record<string, Schema> = {};
  const types = [...schemas.types].map(([type, schema]) => {
    definitions[type] = {
      ...schema,
      properties: writtenProperties(schema, schemas, definitions),
      title: `written_${type}`,
    };
    return withoutConditions(definitions, type);
  });
  const root = {
    title: 'WrittenWorkload',
    description: 'One workload as it stands in a config file, before defaults and normalisation.',
    anyOf: types,
    $defs: definitions,
  };
  const options = { additionalProperties: false, ignoreMinAndMaxItems: true };
  const workloads = await compile(root, 'WrittenWorkload', { ...options, bannerComment: BANNER });
  const settings = withoutTitles(schemas.settings) as JSONSchema;
  return workloads + (await compile(settings, 'WrittenSettings', { ...options, bannerComment: '' }));
}

function withoutConditions(definitions: Record<string, Schema>, type: string): Schema {
  definitions[type] = omit(definitions[type] ?? {}, 'if', 'then', 'else', 'allOf', '$schema');
  return { $ref: `#/$defs/${type}` };
}

function writtenProperties(type: Schema, schemas: SourceSchemas, definitions: Record<string, Schema>): Schema {
  const entries = propertiesOf(type).map(([name, property]) => {
    const { definition, schema } = resolveProperty(property, schemas.definitions);
    if (name === '$schema' || name === 'pipeline_type') return [name, withoutTitles(withoutAnnotations(schema))];
    return [name, writtenProperty(schema, definition ?? name, schemas, definitions)];
  });
  return Object.fromEntries(entries) as Schema;
}

function writtenProperty(
  schema: Schema,
  definition: string,
  schemas: SourceSchemas,
  definitions: Record<string, Schema>,
): Schema {
  const { kind, perStage, aliasOf } = annotationOf(schema);
  const { description } = schema;
  const plain = plainValue(schema, schemas);
  if (definition === 'model_scores') return { description, tsType: 'number | string' };
  if (definition === 'attribute_names') return { description, tsType: 'string[] | string' };
  const simple = TYPE_OF_KIND[kind];
  if (simple !== undefined) return { description, tsType: perStage ? `PerStage<${simple}>` : simple };
  if (kind === 'enum' || kind === 'list') return withoutTitles(withoutAnnotations(plain));
  if (definition.endsWith('ranges')) return { description, tsType: 'Record<string, WrittenRange>' };
  if (plain['patternProperties'] !== undefined) {
    const map = `Record<string, ${mapType(definition)}>`;
    return { description, tsType: perStage ? `PerStage<${map}>` : map };
  }
  const name = aliasOf ?? definition;
  definitions[name] ??= { ...withoutTitles(withoutAnnotations(plain)), title: name };
  const reference = { $ref: `#/$defs/${name}` };
  return perStage
    ? { description, anyOf: [reference, { type: 'object', additionalProperties: reference }] }
    : reference;
}

function mapType(definition: string): string {
  return definition.startsWith('algo_') ? 'string | number | boolean | (number | number[])[]' : 'string';
}

/** Without the titles of parts, each of which would become an exported type of its own. */
function withoutTitles(schema: Schema): Schema {
  const { properties, items } = schema;
  return {
    ...omit(schema, 'title', 'properties', 'items'),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(propertiesOf(schema).map(([name, part]) => [name, withoutTitles(part)])) }),
    ...(items === undefined ? {} : { items: withoutTitles(items as Schema) }),
  };
}

function withoutAnnotations(schema: Schema): Schema {
  return omit(schema, 'x-mlops', 'x-mlops-required-when', 'default', 'examples');
}
