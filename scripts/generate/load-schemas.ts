import { readFileSync, readdirSync } from 'node:fs';

/** A JSON Schema as data; `true` and `false` are schemas too. */
export type Schema = Readonly<Record<string, unknown>>;

/** The schemas that are written by hand. Everything else is derived from them. */
export interface SourceSchemas {
  /** `$defs` of `common.schema.json`: one per attribute, and their parts. */
  readonly definitions: Readonly<Record<string, Schema>>;
  /** One schema per pipeline type, in the order in which `pipeline_type` lists them. */
  readonly types: ReadonlyMap<string, Schema>;
  readonly settings: Schema;
}

/** Folder of the schemas, as a URL with a trailing slash. */
export const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** Start of every reference from a type schema to a shared definition. */
export const COMMON_REFERENCE = '../common.schema.json#/$defs/';

/** Reads the hand-written schemas; throws when a pipeline type has no file or a file no pipeline type. */
export function loadSchemas(): SourceSchemas {
  const definitions = readSchema('common.schema.json')['$defs'] as SourceSchemas['definitions'];
  const names = definitions['pipeline_type']?.['enum'] as readonly string[];
  const files = readdirSync(new URL('types/', SCHEMA_FOLDER)).map((file) => file.replace('.schema.json', ''));
  const unlisted = files.filter((file) => !names.includes(file));
  if (unlisted.length > 0)
    throw new Error(`schema/types has files that pipeline_type does not list: ${unlisted.join(', ')}`);
  return {
    definitions,
    types: new Map(names.map((name) => [name, readSchema(`types/${name}.schema.json`)])),
    settings: readSchema('mlops-settings.schema.json'),
  };
}

/** One property of a type schema with the shared definition merged in; what the property says itself wins. */
export function resolveProperty(property: Schema, definitions: SourceSchemas['definitions']): ResolvedProperty {
  const { $ref, ...own } = property;
  if (typeof $ref !== 'string') return { definition: undefined, schema: own };
  const definition = $ref.slice(COMMON_REFERENCE.length);
  const shared = definitions[definition];
  if (!$ref.startsWith(COMMON_REFERENCE) || shared === undefined) throw new Error(`unknown reference ${$ref}`);
  return { definition, schema: { ...shared, ...own } };
}

/** A property and the name of the shared definition that it came from. */
export interface ResolvedProperty {
  readonly definition: string | undefined;
  readonly schema: Schema;
}

/** The properties of an object schema, in the written order. */
export function propertiesOf(schema: Schema): [string, Schema][] {
  return Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
}

function readSchema(path: string): Schema {
  return JSON.parse(readFileSync(new URL(path, SCHEMA_FOLDER), 'utf8')) as Schema;
}
