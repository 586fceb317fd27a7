import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codeCacheOf, compileProgram, startProgram } from '../processor/compiled-program.ts';

/**
 * Leaves the engine's own form of the built program beside it: `node write-code-cache.ts <dist>/program.js`. Runs the
 * program once first, in this process, so that the functions of an ordinary validation are in it too.
 */
const file = path.resolve(process.argv[2] ?? '');
const examples = path.resolve(import.meta.dirname, '../examples/repository');
const program = compileProgram(file);
process.argv.splice(2, Infinity, 'validate', '--repo', examples);
// What it says of the examples, or of a machine without Git, is of no interest here.
process.stdout.write = () => true;
process.stderr.write = () => true;
process.once('exit', () => {
  writeFileSync(codeCacheOf(file), program.script.createCachedData());
  process.exitCode = 0;
});
startProgram(program, createRequire(file));
