import { readdirSync, readFileSync } from 'node:fs';
import { SCHEMA_FOLDER, type Schema } from '../../../scripts/generate/load-schemas.ts';

/** One schema inside a file, with its JSON pointer. */
export interface Part {
  readonly pointer: string;
  readonly schema: Schema;
}

const MAPS = ['properties', 'patternProperties', '$defs'];
const LISTS = ['allOf', 'prefixItems'];
const SINGLES = ['items', 'if', 'then', 'else', 'not', 'additionalProperties'];

/** Paths of all schema files, relative to `schema/`. */
export function listSchemas(): string[] {
  return readdirSync(SCHEMA_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.schema.json'))
    .sort();
}

/** Reads one schema file. */
export function readSchema(path: string): Schema {
  return JSON.parse(readFileSync(new URL(path, SCHEMA_FOLDER), 'utf8')) as Schema;
}

/** Every schema inside a schema, itself included; conditions are left out, because they demand nothing. */
export function walkSchema(schema: unknown, pointer = ''): Part[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const parts: Part[] = [{ pointer, schema: schema as Schema }];
  for (const [keyword, value] of Object.entries(schema)) {
    const children = MAPS.includes(keyword) || LISTS.includes(keyword) ? Object.entries(value as object) : [];
    for (const [key, child] of children) parts.push(...walkSchema(child, `${pointer}/${keyword}/${key}`));
    if (SINGLES.includes(keyword) && keyword !== 'if') parts.push(...walkSchema(value, `${pointer}/${keyword}`));
  }
  return parts;
}

/** The JSON types that a schema names. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = schema as { type?: string | readonly string[] };
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}
