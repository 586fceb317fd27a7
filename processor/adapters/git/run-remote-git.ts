import { spawn } from 'node:child_process';
import { gitEnvironment, gitMissing, HARDENING, LONGEST_COMPLAINT, type GitResult, type GitRunner } from './run-git.ts';
import type { RemoteUrl } from './remote-url.ts';

/** What transports need besides what Git itself does: keys, proxies, certificates and how the user answers for Git. */
const FOR_TRANSPORT = [
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
];

/**
 * On top of what holds for every Git process: no work in the background, no submodules, no connection that went silent.
 */
const REMOTE_HARDENING = [
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  '-c',
  'submodule.recurse=false',
  '-c',
  'fetch.recurseSubmodules=false',
  '-c',
  'transfer.bundleURI=false',
  '-c',
  'http.lowSpeedLimit=100',
  '-c',
  'http.lowSpeedTime=30',
];

/** Output of one command that is kept, in bytes. A list of 100,000 branches fits. */
const LARGEST_OUTPUT = 16 * 1024 * 1024;

export interface RemoteGitOptions {
  readonly remote: RemoteUrl;
  /** Milliseconds after which Git and what it started are ended. */
  readonly timeout: number;
}

/**
 * Runs a Git command that talks to a remote, over the one protocol of that remote, without ever asking anybody for a
 * password. `code` is 124 when it took too long. Throws `git-missing`.
 */
export async function runRemoteGit(
  { folder, env }: GitRunner,
  args: readonly string[],
  { remote, timeout }: RemoteGitOptions,
): Promise<GitResult> {
  const inherited = FOR_TRANSPORT.map((name) => [name, env[name]] as const).filter(([, value]) => value !== undefined);
  const child = spawn('git', [...HARDENING, ...REMOTE_HARDENING, ...args], {
    cwd: folder,
    env: {
      ...gitEnvironment(env),
      GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15',
      ...Object.fromEntries(inherited),
      // Empty: no program is asked. A helper that the user chose answers before it comes to that.
      GIT_ASKPASS: env['GIT_ASKPASS'] ?? '',
      SSH_ASKPASS: '',
      GCM_INTERACTIVE: 'never',
      GIT_ALLOW_PROTOCOL: remote.protocol,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    // A group of its own: Ctrl-C is for us, and what Git starts can be ended with it.
    detached: true,
  });
  return new Promise<GitResult>((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endGroup(child.pid);
    }, timeout);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_OUTPUT) parts.push(chunk);
      else endGroup(child.pid);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < LONGEST_COMPLAINT) stderr += chunk.toString();
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(gitMissing(error));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : (code ?? 128), stdout: Buffer.concat(parts), stderr: stderr.trim() });
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
