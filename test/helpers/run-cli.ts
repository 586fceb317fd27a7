import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/mlops.js', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process. Nothing interrupts it. */
export async function runCli(
  argv: readonly string[],
  { env, cwd }: { readonly env: Environment; readonly cwd: string },
): Promise<CliResult> {
  const output = { stdout: '', stderr: '' };
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  // As CliWorld says: the whole program by one road.
  const { run } = await import('../../processor/cli/run.ts');
  const code = await run({ argv, env, cwd, stdin, stdout, stderr, onInterrupt: () => undefined });
  return { code, ...output };
}

/** A command that runs as a process of its own, with what it wrote so far. */
export interface RunningCli {
  readonly process: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Fulfilled when the text stands on stderr; rejected when the process ends without it. */
  shows(text: string | RegExp): Promise<void>;
}

/** Starts the built program. */
export function startCli(
  argv: readonly string[],
  { env, cwd }: { readonly env: Environment; readonly cwd: string },
): RunningCli {
  if (!existsSync(PROGRAM)) throw new Error('dist/mlops.js is missing; run: npm run build');
  // What a killed program leaves in the temporary folder goes with the folder that it runs in.
  const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd, env: { TMPDIR: cwd, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 0);
    });
  });
  return {
    process: child,
    output,
    ended,
    shows: async (text) => {
      function isThere(): boolean {
        return typeof text === 'string' ? output.stderr.includes(text) : text.test(output.stderr);
      }
      await new Promise<void>((resolve, reject) => {
        function look(): void {
          if (isThere()) resolve();
        }
        child.stderr.on('data', look);
        void ended.then(() => {
          if (isThere()) resolve();
          else reject(new Error(`the process ended without ${String(text)}:\n${output.stderr}`));
        });
        look();
      });
    },
  };
}
