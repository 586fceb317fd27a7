import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';

/** The program in one file, with the engine's own form of it beside it. */
export interface CompiledProgram {
  readonly file: string;
  readonly script: Script;
}

type Start = (require: NodeJS.Require, filename: string, dirname: string) => void;

/** What Node.js puts around a CommonJS module. */
const HEAD = '(function (require, __filename, __dirname) {';
const TAIL = '\n})';

/** Where the engine's form of a program lies: each version of the engine, on each kind of processor, has its own. */
export function codeCacheOf(file: string): string {
  return `${file.replace(/\.js$/, '')}-${process.versions.v8}-${process.arch}.cache`;
}

/**
 * Compiles the program from its source, or, with what `Script.createCachedData` once gave, takes it over without even
 * parsing. The engine checks that the data is its own and was made of this source, and else compiles. The source is
 * ASCII, as the build writes it, and read as such.
 */
export function compileProgram(file: string, cachedData?: Buffer): CompiledProgram {
  const source = `${HEAD}${readFileSync(file, 'latin1')}${TAIL}`;
  // The data keep this name for traces, and where they were made is of no interest.
  const filename = path.basename(file);
  return { file, script: new Script(source, { filename, columnOffset: -HEAD.length, cachedData }) };
}

/** Runs the program in this process, as if Node.js had loaded its file. */
export function startProgram({ file, script }: CompiledProgram, require: NodeJS.Require): void {
  const start = script.runInThisContext() as Start;
  start(require, file, path.dirname(file));
}
