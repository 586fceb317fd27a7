import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { createFaults, type Faults } from './faults.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = join(ROOT, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const LAUNCHER = join(ROOT, 'test', 'emulator', 'launcher.py');
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 5_000;

/** What a running emulator may be told anew. */
export interface EmulatorPace {
  /** Entries in a page of CloudFormation's lists (default 100); small values force several pages. */
  readonly pageSize?: number;
  /** Milliseconds until a stack operation or change set gets going (default 30), so that *_IN_PROGRESS is seen. */
  readonly latencyMs?: number;
}

/** How an emulator is started. */
export interface EmulatorOptions extends EmulatorPace {
  /** Port of 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** Sends the emulators' own logs to this process's stderr. */
  readonly verbose?: boolean;
}

/** One call that a client made to the endpoint. `action` is the operation's name, e.g. `DescribeStacks`. */
export interface RecordedCall {
  readonly service: string;
  readonly action: string;
  readonly accessKey: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The calls since the start, the last `reset()` or the last `clearCalls()`. */
export interface RecordedCalls {
  readonly counts: readonly { readonly service: string; readonly action: string; readonly count: number }[];
  readonly calls: readonly RecordedCall[];
}

/** The part of an SDK client's configuration that sends it to the emulator. */
export interface EmulatorClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle: true;
}

/** A running emulator. */
export interface Emulator {
  /** What AWS_ENDPOINT_URL is to be. */
  readonly endpoint: string;
  readonly pid: number;
  /** What is to go wrong from now on. */
  readonly faults: Faults;
  /** For `new XyzClient(...)`; a 12-digit access key id selects another account than 000000000000. */
  clientConfig(region?: string, accessKeyId?: string): EmulatorClientConfig;
  /** The environment for a child process that finds the emulator through the standard variables. */
  environment(region?: string): Record<string, string>;
  calls(): Promise<RecordedCalls>;
  clearCalls(): Promise<void>;
  /** Forgets all resources, faults and calls, and changes its pace where one is named. */
  reset(pace?: EmulatorPace): Promise<void>;
  /** Whether it has not ended yet. */
  isRunning(): boolean;
  /** Lets this process end while the emulator runs; it ends with it. */
  unref(): void;
  /** Ends the emulator and all its children. */
  stop(): Promise<void>;
}

/** Whether the virtual environment is there; `node scripts/emulator-setup.mjs` makes it. */
export function emulatorAvailable(): boolean {
  return existsSync(PYTHON);
}

/**
 * Starts an emulator as a child process and waits until it answers.
 * Rejects with the launcher's own words when it cannot start. The child ends with this process, however that ends.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const args = ['-B', LAUNCHER, '--exit-with-stdin', '--port', String(options.port ?? 0)];
  if (options.pageSize !== undefined) args.push('--page-size', String(options.pageSize));
  if (options.latencyMs !== undefined) args.push('--latency-ms', String(options.latencyMs));
  if (options.verbose === true) args.push('--verbose');
  const child = spawn(PYTHON, args, { cwd: ROOT, stdio: 'pipe' });
  const { endpoint } = await ready(child, options.verbose === true);
  child.stdin.on('error', () => undefined);
  return {
    endpoint,
    pid: child.pid ?? 0,
    faults: createFaults((method, path, body) => admin(endpoint, method, path, body)),
    clientConfig: (region = 'us-east-1', accessKeyId = 'test') => ({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey: 'test' },
      forcePathStyle: true,
    }),
    environment: (region = 'us-east-1') => ({
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: region,
    }),
    calls: async () => (await admin(endpoint, 'GET', 'calls')) as RecordedCalls,
    clearCalls: async () => {
      await admin(endpoint, 'DELETE', 'calls');
    },
    reset: async (pace) => {
      await admin(endpoint, 'POST', 'reset', pace);
    },
    isRunning: () => isRunning(child),
    unref: () => {
      child.unref();
      for (const pipe of [child.stdin, child.stdout, child.stderr] as Partial<Socket>[]) pipe.unref?.();
    },
    stop: () => stop(child),
  };
}

function ready(child: ChildProcessWithoutNullStreams, verbose: boolean): Promise<{ readonly endpoint: string }> {
  return new Promise((resolve, reject) => {
    let complaints = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the emulator did not answer within ${READY_WITHIN_MS / 1000} s\n${complaints}`));
    }, READY_WITHIN_MS);
    child.stderr.on('data', (chunk: Buffer) => {
      if (verbose) process.stderr.write(chunk);
      complaints = (complaints + chunk.toString()).slice(-4000);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the emulator ended with code ${String(code)} before it was ready\n${complaints}`));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(JSON.parse(line) as { endpoint: string });
    });
  });
}

function isRunning(child: ChildProcessWithoutNullStreams): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function stop(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (!isRunning(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin.end();
  });
}

async function admin(endpoint: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${endpoint}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const data = (await answer.json()) as { readonly message?: string };
  if (!answer.ok) throw new Error(`emulator: ${data.message ?? answer.statusText}`);
  return data;
}
