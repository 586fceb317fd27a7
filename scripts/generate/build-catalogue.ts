import { propertiesOf, resolveProperty, type Schema, type SourceSchemas } from './load-schemas.ts';

/** How the processor treats an attribute: written in the schemas under `x-mlops`. */
interface Annotation {
  readonly kind: string;
  readonly perStage: boolean;
  readonly aliasOf?: string;
  readonly emptyMeansUnset?: boolean;
}

/** One attribute of one pipeline type, as the generated catalogue lists it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly perStage: boolean;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly aliasOf?: string;
  readonly emptyMeansUnset?: boolean;
  readonly title: string;
  readonly description: string;
  readonly requiredWhen?: string;
  readonly examples?: readonly unknown[];
}

/** Lists the attributes of every pipeline type in the order of its schema. */
export function buildCatalogue(schemas: SourceSchemas): ReadonlyMap<string, readonly CatalogueEntry[]> {
  return new Map([...schemas.types].map(([type, schema]) => [type, listAttributes(schema, schemas)]));
}

function listAttributes(type: Schema, schemas: SourceSchemas): CatalogueEntry[] {
  const required = type['required'] as readonly string[];
  const properties = propertiesOf(type).filter(([name]) => name !== '$schema');
  const resolved = properties.map(([name, property]) => ({ name, ...resolveProperty(property, schemas.definitions) }));
  const aliased = new Set(resolved.map(({ schema }) => annotationOf(schema).aliasOf));
  return resolved.map(({ name, schema }) => {
    const { kind, perStage, aliasOf, emptyMeansUnset } = annotationOf(schema);
    const value = plainValue(schema, schemas);
    const requiredWhen = schema['x-mlops-required-when'];
    return withoutUndefined({
      name,
      kind,
      // An attribute with an old spelling is required under one of its two names.
      required: required.includes(name) || (aliased.has(name) && requiredWhen !== undefined),
      perStage,
      default: schema['default'],
      enum: kind === 'enum' ? (value['enum'] ?? [value['const']]) : undefined,
      minimum: value['minimum'],
      maximum: value['maximum'],
      aliasOf,
      emptyMeansUnset,
      title: schema['title'],
      description: schema['description'],
      requiredWhen,
      examples: schema['examples'],
    }) as unknown as CatalogueEntry;
  });
}

/** What one stage, or all of them, may say: the `else` branch of an attribute that takes a per-stage map. */
export function plainValue(schema: Schema, schemas: SourceSchemas): Schema {
  const otherwise = schema['else'] as Schema | undefined;
  const reference = otherwise?.['$ref'];
  if (typeof reference !== 'string') return schema;
  const value = schemas.definitions[reference.slice('#/$defs/'.length)];
  if (value === undefined) throw new Error(`unknown reference ${reference}`);
  return value;
}

/** The annotation of an attribute; throws when it has none, because nothing could normalise it. */
export function annotationOf(schema: Schema): Annotation {
  const annotation = schema['x-mlops'];
  if (annotation === undefined) throw new Error(`attribute without x-mlops: ${JSON.stringify(schema['title'])}`);
  return annotation as Annotation;
}

function withoutUndefined(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
