import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { UserError } from '../../model/errors.ts';

/** Environment variables of the program, of which only those named below reach Git. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitRunner {
  /** Where Git runs. */
  readonly folder: string;
  readonly env: Environment;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a Git process needs to start and to find the user's `safe.directory`; GIT_DIR and its kin stay out. */
const INHERITED = [
  'PATH',
  'Path',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_GLOBAL',
  'TMPDIR',
];

/**
 * A repository's own config may name programs (file system monitor, hooks, transports, editors). The command line wins
 * over it, so what Git could start while it lists and reads objects is switched off here.
 */
export const HARDENING = [
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'core.symlinks=false',
  '-c',
  'core.excludesFile=/dev/null',
  '-c',
  'core.quotePath=false',
  '-c',
  'protocol.allow=never',
  '-c',
  'protocol.ext.allow=never',
];

/** Characters of what Git says on stderr that are kept. */
export const LONGEST_COMPLAINT = 4096;

/**
 * Runs Git to its end, without a shell. Throws `git-missing` when there is no Git; exit codes are for the caller. Waits
 * for it: nothing else is to be done meanwhile, and streams to a process take half as long to set up as Git to answer.
 */
export function runGit({ folder, env }: GitRunner, args: readonly string[]): Promise<GitResult> {
  const { status, stdout, stderr, error } = spawnSync('git', [...HARDENING, ...args], {
    cwd: folder,
    env: gitEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: Infinity,
    windowsHide: true,
  });
  if (error !== undefined) return Promise.reject(gitMissing(error));
  return Promise.resolve({ code: status ?? 128, stdout, stderr: stderr.toString().trim().slice(0, LONGEST_COMPLAINT) });
}

export type GitProcess = ReturnType<typeof startGit>;

/** Starts Git; stdin and stdout are the caller's. */
export function startGit({ folder, env }: GitRunner, args: readonly string[]) {
  const child = spawn('git', [...HARDENING, ...args], {
    cwd: folder,
    env: gitEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // A process that ends early closes its stdin; its exit code and stderr tell why.
  child.stdin.on('error', () => undefined);
  return child;
}

/** Exit code and stderr, once everything is read. */
export async function endOf(child: GitProcess): Promise<Pick<GitResult, 'code' | 'stderr'>> {
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < LONGEST_COMPLAINT) stderr += chunk.toString();
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? 128, stderr: stderr.trim() };
  } catch (error) {
    throw gitMissing(error);
  }
}

/** `git-missing`: there is no Git to start. */
export function gitMissing(cause: unknown): UserError {
  return new UserError('git-missing', 'git could not be started', {
    instructions: ['install Git 2.30 or later and put it on the PATH'],
    cause,
  });
}

/** The environment that Git runs in: nothing of GIT_DIR and its kin, no prompts, no transport. */
export function gitEnvironment(env: Environment): NodeJS.ProcessEnv {
  const inherited = INHERITED.map((name) => [name, env[name]] as const).filter(([, value]) => value !== undefined);
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
    HOME: homedir(),
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // No transport at all, whatever the config allows: a partial clone must not fetch behind our back.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
