#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { codeCacheOf, compileProgram, startProgram } from './compiled-program.ts';

/**
 * The first file of the built program. Behind it is `main.ts`, or for `mlops validate` the smaller `main-validate.ts`.
 * More than half of a start is the engine reading source, so the build leaves the engine's own form of the program
 * beside it. Where that is missing, or of another version, newer versions of Node.js make such a form by themselves,
 * and Node.js 20 reads the source.
 */
const file = fileURLToPath(new URL(process.argv[2] === 'validate' ? 'validate.js' : 'program.js', import.meta.url));
const load = module.createRequire(import.meta.url);
const cache = readIfThere(codeCacheOf(file));
if (cache === undefined) {
  (module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
  load(file);
} else {
  startProgram(compileProgram(file, cache), load);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
