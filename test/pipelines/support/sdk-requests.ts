import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Interpreter of the emulator's environment. */
export const PYTHON = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../requests_from_sdk.py', import.meta.url));

/** A configuration to be sent through the SDK; the attributes are in normal form. */
export interface SdkCase {
  readonly kind: string;
  readonly attributes: unknown;
  readonly jobName: string;
  readonly roleArn: string;
  readonly region: string;
  readonly image?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface SdkAnswers {
  readonly sdk: string;
  /** By operation; `uploaded` holds the files by name. */
  readonly answers: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
}

/** Whether the SageMaker Python SDK is in the emulator's environment. */
export function isSdkInstalled(): boolean {
  if (!existsSync(PYTHON)) return false;
  const probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('sagemaker') is None)";
  return spawnSync(PYTHON, ['-c', probe]).status === 0;
}

/** What the SDK sends for each case. */
export function sdkRequests(cases: readonly SdkCase[]): SdkAnswers {
  const text = execFileSync(PYTHON, [SCRIPT], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 100_000_000,
  });
  return JSON.parse(text) as SdkAnswers;
}

/** Every leaf of a value by its path; the entries of lists of tags, channels and the like by their names. */
function leavesOf(value: unknown, path = ''): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const entries = Array.isArray(value)
    ? value.map((member: unknown, index) => [`${path}[${nameOf(member, index)}]`, member] as const)
    : Object.entries(value).map(([key, member]) => [path === '' ? key : `${path}.${key}`, member as unknown] as const);
  if (entries.length === 0) return new Map([[path, value]]);
  return new Map(entries.flatMap(([name, member]) => [...leavesOf(member, name)]));
}

function nameOf(member: unknown, index: number): string {
  if (typeof member !== 'object' || member === null) return String(index);
  const named = member as Readonly<Record<string, unknown>>;
  const name = named['ChannelName'] ?? named['InputName'] ?? named['OutputName'] ?? named['Key'] ?? named['Name'];
  return typeof name === 'string' ? name : String(index);
}

/** Paths at which two requests differ. */
export function differences(ours: unknown, theirs: unknown): readonly string[] {
  const [a, b] = [leavesOf(ours), leavesOf(theirs)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => {
    return JSON.stringify(a.get(path)) !== JSON.stringify(b.get(path));
  });
}
