import { readFileSync, writeFileSync } from 'node:fs';

import { buildDocs } from './generate/build-docs.ts';

/**
 * Writes the generated parts of the documents: `npx tsx scripts/generate-docs.ts`; `--check` compares them with what is
 * committed and exits with 1 when they differ.
 */
const check = process.argv.includes('--check');
for (const [path, text] of Object.entries(await buildDocs())) {
  const file = new URL(`../${path}`, import.meta.url);
  if (readIfThere(file) === text) continue;
  if (check) {
    console.error(`${path} is out of date: run npx tsx scripts/generate-docs.ts and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
