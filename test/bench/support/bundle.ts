import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compileErrors, LATER_PATTERN } from '../../../scripts/generate/compile-validators.ts';
import { loadSchemas } from '../../../scripts/generate/load-schemas.ts';
import { makeFolder } from './repository.ts';

/** What we compare with is what ajv compiles, and not what the program makes of it. */
const plainValidators: Plugin = {
  name: 'plain-validators',
  setup(bundler) {
    const filter = /plain-validators\.js$/;
    bundler.onLoad({ filter }, () => ({
      contents: LATER_PATTERN + compileErrors(loadSchemas(), { esm: true }),
      resolveDir: import.meta.dirname,
    }));
    bundler.onResolve({ filter }, ({ resolveDir, path: name }) => ({ path: path.join(resolveDir, name) }));
  },
};

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
    plugins: [plainValidators],
    logLevel: 'warning',
  });
  return outfile;
}
