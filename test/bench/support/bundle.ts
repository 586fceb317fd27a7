import path from 'node:path';
import { build } from 'esbuild';
import { makeFolder } from './repository.ts';

/** Bundles a file beside this one as the build bundles the program, and gives the place of the result. */
export async function bundle(name: string): Promise<string> {
  const outfile = path.join(makeFolder(), `${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  return outfile;
}
