import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The built program. */
export const PROGRAM = path.resolve(import.meta.dirname, '../../../dist/mlops.js');

const HOOK = path.resolve(import.meta.dirname, '../../helpers/record-loaded.cjs');

/** As the user's shell has it, but for what would lead the program elsewhere. */
const INHERITED = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:AWS_|NODE_OPTIONS$|NODE_V8_COVERAGE$|GIT_)/.test(name)),
);

export interface Run {
  readonly milliseconds: number;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** URLs and paths of all scripts that were loaded; only with `record`. */
  readonly loaded: readonly string[];
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Also list what the process loads, which makes it slower. */
  readonly record?: boolean;
}

/** Runs Node.js to its end, without blocking this process, which may be the one that answers it. */
export async function runNode(args: readonly string[], { env = {}, record = false }: RunOptions = {}): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, [...(record ? ['--require', HOOK] : []), ...args], {
    env: { ...INHERITED, ...env },
    stdio: ['ignore', 'pipe', 'pipe', record ? 'pipe' : 'ignore'],
  });
  const texts = ['', '', ''];
  for (const [index, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    stream?.on('data', (chunk: Buffer) => {
      texts[index] = (texts[index] ?? '') + chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const milliseconds = performance.now() - start;
  const [stdout = '', stderr = '', loaded = ''] = texts;
  return { milliseconds, code: code ?? -1, stdout, stderr, loaded: loaded.split('\n').filter((line) => line !== '') };
}

/** Runs the built program; throws when it ends otherwise than expected. */
export async function runProgram(args: readonly string[], options?: RunOptions & { readonly code?: number }) {
  const run = await runNode([PROGRAM, ...args], options);
  if (run.code !== (options?.code ?? 0))
    throw new Error(`mlops ${args.join(' ')} ended with ${run.code}\n${run.stderr}`);
  return run;
}

/** Packages among what was loaded: the folder names below `node_modules`. */
export function packagesOf({ loaded }: Pick<Run, 'loaded'>): readonly string[] {
  const names = loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** The shortest that a process takes: Node.js that does nothing. */
export async function startNode(options?: RunOptions): Promise<number> {
  return (await runNode(['-e', '0'], options)).milliseconds;
}
