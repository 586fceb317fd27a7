import { format } from 'prettier';
import { buildCatalogue } from './build-catalogue.ts';
import { buildRootSchema } from './build-root-schema.ts';
import type { SourceSchemas } from './load-schemas.ts';
import { writeAttributes, writeDescriptions } from './write-catalogue.ts';
import { writeTypes } from './write-types.ts';

/** Everything derived from the schemas that is committed: path inside `schema/` to text. */
export async function buildOutputs(schemas: SourceSchemas): Promise<Readonly<Record<string, string>>> {
  const catalogue = buildCatalogue(schemas);
  return {
    'mlops-config.schema.json': await pretty(JSON.stringify(buildRootSchema(schemas)), 'json'),
    'generated/attributes.ts': await pretty(writeAttributes(catalogue), 'typescript'),
    'generated/descriptions.ts': await pretty(writeDescriptions(catalogue), 'typescript'),
    'generated/written-config.ts': await pretty(await writeTypes(schemas), 'typescript'),
  };
}

function pretty(text: string, parser: 'json' | 'typescript'): Promise<string> {
  return format(text, { parser, singleQuote: true, printWidth: 120 });
}
