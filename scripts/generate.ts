import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildOutputs } from './generate/build-outputs.ts';
import { compileValidators } from './generate/compile-validators.ts';
import { loadSchemas, SCHEMA_FOLDER } from './generate/load-schemas.ts';

/**
 * Derives everything from the hand-written schemas: `npx tsx scripts/generate.ts` writes, `--check` compares what is
 * committed and exits with 1 when it differs. The compiled validators are never committed.
 */
const check = process.argv.includes('--check');
const schemas = loadSchemas();
const committed = await buildOutputs(schemas);

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
