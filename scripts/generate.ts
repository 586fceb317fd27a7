import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { buildCatalogue } from './generate/build-catalogue.ts';
import { buildRootSchema } from './generate/build-root-schema.ts';
import { compileValidators } from './generate/compile-validators.ts';
import { loadSchemas, SCHEMA_FOLDER } from './generate/load-schemas.ts';
import { writeAttributes, writeDescriptions } from './generate/write-catalogue.ts';
import { writeTypes } from './generate/write-types.ts';

/**
 * Derives everything from the hand-written schemas: `npx tsx scripts/generate.ts` writes, `--check` compares what is
 * committed and exits with 1 when it differs. The compiled validators are never committed.
 */
const check = process.argv.includes('--check');
const schemas = loadSchemas();
const catalogue = buildCatalogue(schemas);
const prettierOptions = { singleQuote: true, printWidth: 120 };

const committed: Readonly<Record<string, string>> = {
  'mlops-config.schema.json': await format(JSON.stringify(buildRootSchema(schemas)), { ...prettierOptions, parser: 'json' }),
  'generated/attributes.ts': await format(writeAttributes(catalogue), { ...prettierOptions, parser: 'typescript' }),
  'generated/descriptions.ts': await format(writeDescriptions(catalogue), { ...prettierOptions, parser: 'typescript' }),
  'generated/written-config.ts': await format(await writeTypes(schemas), { ...prettierOptions, parser: 'typescript' }),
};

mkdirSync(new URL('generated/', SCHEMA_FOLDER), { recursive: true });
for (const [path, text] of Object.entries(committed)) {
  const file = new URL(path, SCHEMA_FOLDER);
  const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (current === text) continue;
  if (check) {
    console.error(`schema/${path} differs from its schemas: run npx tsx scripts/generate.ts and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote schema/${path}`);
  }
}
if (!check) writeFileSync(new URL('generated/validators.js', SCHEMA_FOLDER), await compileValidators(schemas));
