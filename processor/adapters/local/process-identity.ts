import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { sha256 } from './envelope.ts';
import { systemErrorCode } from './file-system.ts';

/** Which process holds a lock, precisely enough to see that it is gone although its pid is in use again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Same value = same boot of the same machine and the same space of pids (containers have their own). */
  readonly pidSpace: string;
  /** When the process started, as the kernel counts; null where the system does not tell. */
  readonly startedAt: string | null;
}

/** What can be said of another process from here. */
export interface ProcessTable {
  self(): ProcessIdentity;
  /** `unknown`: it lives elsewhere, or its pid is in use and nothing tells by whom. */
  liveness(of: ProcessIdentity): 'alive' | 'dead' | 'unknown';
}

/** The processes of this machine, from /proc on Linux and from signal 0 elsewhere. */
export function createProcessTable(): ProcessTable {
  const pidSpace = sha256(`${read('/proc/sys/kernel/random/boot_id')} ${pidNamespace()} ${hostname()}`).slice(0, 16);
  return {
    self: () => ({ pid: process.pid, host: hostname(), pidSpace, startedAt: startOf(process.pid) }),
    liveness: (of) => {
      if (of.pidSpace !== pidSpace) return 'unknown';
      if (!exists(of.pid)) return 'dead';
      const started = startOf(of.pid);
      if (of.startedAt === null || started === null) return 'unknown';
      return started === of.startedAt ? 'alive' : 'dead';
    },
  };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

function startOf(pid: number): string | null {
  // Fields after the command name, which stands in parentheses and may itself contain spaces; the 22nd of all is the
  // start in clock ticks since boot (proc(5)). A zombie counts as gone: it runs no code.
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  if (fields === undefined) return null;
  return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null);
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
