import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Change } from '../../processor/model/plan.ts';
import type { AppliedChange } from '../../processor/model/outcome.ts';
import { initRepository, type TestRepository } from './git-repository.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/mlops.js', import.meta.url));

/** How a command ended. */
export interface Ended {
  /** Undefined when it was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs as a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Fulfilled as soon as the text stands on stderr, or the process has ended. */
  shows(text: string): Promise<void>;
}

/**
 * A Git repository of config files and the command line on it, in this process or, as built, in one of its own. Where
 * stacks live is a matter of the environment: without `aws`, in files beside the repository.
 */
export class CliWorld {
  readonly repository: TestRepository;
  readonly stateDir: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'mlops-cli-world-'));
  readonly #env: Readonly<Record<string, string>>;
  readonly #target: 'local' | 'aws';

  constructor(
    options: {
      readonly aws?: Readonly<Record<string, string>>;
      readonly settings?: object;
      /** More variables, whatever the target. */
      readonly env?: Readonly<Record<string, string>>;
    } = {},
  ) {
    this.#target = options.aws === undefined ? 'local' : 'aws';
    this.#env = { ...options.aws, ...options.env, MLOPS_TEST: '1' };
    this.stateDir = join(this.#folder, 'state');
    const root = join(this.#folder, 'repository');
    mkdirSync(root);
    this.repository = initRepository(root, this.#folder);
    if (options.settings !== undefined) this.write({ 'mlops-settings.json': options.settings });
  }

  get root(): string {
    return this.repository.root;
  }

  write(files: Readonly<Record<string, object>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), JSON.stringify(content, null, 2));
    }
  }

  drop(path: string): void {
    rmSync(join(this.root, path));
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  /** What is to go wrong on the local target. */
  localFaults(faults: object): void {
    mkdirSync(this.stateDir, { recursive: true });
    writeFileSync(join(this.stateDir, 'faults.json'), JSON.stringify(faults));
  }

  /** Runs a command in this process. */
  async run(...args: readonly string[]): Promise<Ended> {
    const output = { stdout: '', stderr: '' };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    // The SDK reads its credentials from the process.
    const before = { ...process.env };
    Object.assign(process.env, this.#env);
    try {
      const env = { ...this.repository.env, ...this.#env };
      const world = {
        argv: this.#argv(args),
        env,
        cwd: this.root,
        stdin,
        stdout,
        stderr,
        onInterrupt: () => undefined,
      };
      // Mocha loads tests by `require`, commands load each other by `import`: two copies of every module, unless the
      // whole program comes by the same road.
      const { run } = await import('../../processor/cli/run.ts');
      const code = await run(world);
      return { code, ...output };
    } finally {
      for (const name of Object.keys(this.#env)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  }

  /** Runs a command as users do: the built program, in a process of its own. */
  start(...args: readonly string[]): Running {
    if (!existsSync(PROGRAM)) throw new Error('dist/mlops.js is missing; run: npm run build');
    // What a killed program leaves in the temporary folder goes with the world.
    const env = { ...this.repository.env, TMPDIR: this.#folder, ...this.#env };
    const child = spawn(process.execPath, [PROGRAM, ...this.#argv(args)], { cwd: this.root, env });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code: code ?? undefined, ...output });
      });
    });
    return {
      process: child,
      ended,
      shows: (text) =>
        Promise.race([
          ended.then(() => undefined),
          new Promise<void>((resolve) => {
            function look(): void {
              if (output.stderr.includes(text)) resolve();
            }
            child.stderr.on('data', look);
            look();
          }),
        ]),
    };
  }

  async plan(...args: readonly string[]): Promise<readonly Change[]> {
    const { code, stdout, stderr } = await this.run('plan', '--format', 'json', ...args);
    if (code !== 0) throw new Error(`plan ended with ${String(code)}: ${stderr}`);
    return changesOf(stdout);
  }

  async apply(
    ...args: readonly string[]
  ): Promise<{ readonly code: number | undefined; readonly changes: readonly AppliedChange[] }> {
    const { code, stdout, stderr } = await this.run('apply', '--auto-approve', '--format', 'json', ...args);
    if (stdout === '') throw new Error(`apply ended with ${String(code)}: ${stderr}`);
    return { code, changes: changesOf(stdout) as readonly AppliedChange[] };
  }

  /** What a list command gives as JSON. */
  async list(command: 'status' | 'history'): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { code, stdout, stderr } = await this.run(command, '--format', 'json');
    if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${stderr}`);
    const [list] = Object.values(JSON.parse(stdout) as Readonly<Record<string, Readonly<Record<string, unknown>>[]>>);
    return list ?? [];
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #argv([command = '', ...args]: readonly string[]): readonly string[] {
    const place = ['validate', 'show'].includes(command)
      ? []
      : ['--target', this.#target, '--state-dir', this.stateDir];
    return [command, ...place, ...args];
  }
}

/** Makes worlds for the tests of the describe block that calls this, and removes them after each. */
export function useCliWorlds(): (...options: ConstructorParameters<typeof CliWorld>) => CliWorld {
  const worlds: CliWorld[] = [];
  afterEach('remove the worlds', () => {
    for (const world of worlds.splice(0)) world.remove();
  });
  return (...options) => {
    const world = new CliWorld(...options);
    worlds.push(world);
    return world;
  };
}

function changesOf(json: string): readonly Change[] {
  const { stages } = JSON.parse(json) as { readonly stages: readonly { readonly changes: readonly Change[] }[] };
  return stages.flatMap((stage) => stage.changes);
}
