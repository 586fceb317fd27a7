import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { listNames, publishFile, readTextIfPresent, removeQuietly, removeTemporaries } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import type { ProcessIdentity, ProcessTable } from './process-identity.ts';

/** What stands in a lock file. */
interface LockEntry {
  readonly schema: 1;
  /** Who asked, in words for people; null once released. */
  readonly holder: string | null;
  readonly nonce: string;
  readonly acquiredAt: string;
  readonly process: ProcessIdentity;
}

export interface EpochLockOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly clock: Clock;
  readonly processes: ProcessTable;
  readonly newId: () => string;
  /** Without a sign of life for so long, a holder that cannot be asked counts as dead. */
  readonly leaseMilliseconds: number;
  readonly heartbeatMilliseconds: number;
}

/** A lock that is held. */
export interface HeldLock {
  /** True when the holder before this one ended without releasing. */
  readonly afterCrash: boolean;
  /** False when somebody else has taken over. */
  isHeld(): boolean;
  release(): void;
}

/**
 * One writer at a time, across processes and machines that share the folder. The lock is a sequence of files
 * `<epoch>.json` of which the highest counts: acquiring and releasing both create the next one, which fails for all
 * but one contender. Nothing is ever removed that could be somebody's lock, so taking over from a dead holder has no
 * window in which two succeed. Clocks are never compared: a holder that cannot be asked is dead when its file does not
 * change for one lease, as counted here. Throws `lock-held` with the holder.
 */
export async function acquireEpochLock(options: EpochLockOptions, holder: string): Promise<HeldLock> {
  for (;;) {
    const epoch = newestEpoch(options);
    const state = epoch === 0 ? 'free' : await judge(options, epoch);
    if (state === 'moved') continue;
    const entry: LockEntry = {
      schema: 1,
      holder,
      nonce: options.newId(),
      acquiredAt: options.clock.now(),
      process: options.processes.self(),
    };
    if (!publish(options, epoch + 1, entry)) continue;
    return hold(options, epoch + 1, state === 'dead');
  }
}

function hold(options: EpochLockOptions, epoch: number, afterCrash: boolean): HeldLock {
  const { fs, folder, clock } = options;
  const file = fileOf(options, epoch);
  for (const name of listNames(fs, folder)) {
    if (epochOf(name) < epoch && epochOf(name) > 0) removeQuietly(fs, path.join(folder, name));
  }
  if (afterCrash) removeTemporaries(fs, folder);
  const heartbeat = setInterval(() => {
    beat(fs, file, clock.now());
  }, options.heartbeatMilliseconds);
  heartbeat.unref();
  return {
    afterCrash,
    isHeld: () => newestEpoch(options) === epoch,
    release: () => {
      clearInterval(heartbeat);
      const released = { schema: 1, holder: null, nonce: options.newId(), acquiredAt: clock.now() } as const;
      try {
        publish(options, epoch + 1, { ...released, process: options.processes.self() });
      } finally {
        // Also when the disk is full: a lock without a file is free.
        removeQuietly(fs, file);
      }
    },
  };
}

/** Whether the newest entry still binds. Throws `lock-held` when it does. */
async function judge(options: EpochLockOptions, epoch: number): Promise<'free' | 'dead' | 'moved'> {
  const entry = readEntry(options, epoch);
  if (entry?.holder === null) return 'free';
  const liveness = entry === undefined ? 'unknown' : options.processes.liveness(entry.process);
  switch (liveness) {
    case 'dead':
      return 'dead';
    case 'alive':
      throw lockHeld(options, epoch, entry);
    case 'unknown': {
      const seen = signOfLife(options, epoch);
      const start = options.clock.elapsed();
      while (options.clock.elapsed() - start < options.leaseMilliseconds) {
        await options.clock.sleep(options.heartbeatMilliseconds / 2);
        if (newestEpoch(options) !== epoch) return 'moved';
        if (signOfLife(options, epoch) !== seen) throw lockHeld(options, epoch, entry);
      }
      return 'dead';
    }
    default:
      return liveness satisfies never;
  }
}

function lockHeld(options: EpochLockOptions, epoch: number, entry: LockEntry | undefined): UserError {
  const who =
    entry === undefined
      ? 'somebody'
      : `${String(entry.holder)} (process ${entry.process.pid} on ${entry.process.host}, since ${entry.acquiredAt})`;
  return new UserError('lock-held', `the local state is locked by ${who}`, {
    instructions: [
      'wait until the other run has ended, then run the same command again',
      `if no such run exists, remove ${fileOf(options, epoch)}`,
    ],
  });
}

function readEntry(options: EpochLockOptions, epoch: number): LockEntry | undefined {
  const text = readTextIfPresent(options.fs, fileOf(options, epoch));
  try {
    const entry = JSON.parse(text ?? '') as LockEntry | null;
    const usable = entry?.schema === 1 && typeof entry.process.pid === 'number' && entry.process.pid > 0;
    return usable ? entry : undefined;
  } catch {
    // Empty or garbage: nobody can be asked, so the lease decides.
    return undefined;
  }
}

function publish(options: EpochLockOptions, epoch: number, entry: LockEntry): boolean {
  const file = fileOf(options, epoch);
  const content = `${JSON.stringify(entry)}\n`;
  let published: boolean;
  try {
    published = publishFile(options.fs, { file, content, nonce: entry.nonce });
  } catch (error) {
    // It may have appeared before something failed: nobody holds a lock that could not be taken properly.
    if (readTextIfPresent(options.fs, file) === content) removeQuietly(options.fs, file);
    throw error;
  }
  // A contender that slept may find a low epoch free because later holders removed it.
  if (published && newestEpoch(options) === epoch) return true;
  if (published) removeQuietly(options.fs, file);
  return false;
}

function beat(fs: FileSystem, file: string, now: string): void {
  try {
    const time = new Date(now);
    fs.utimesSync(file, time, time);
  } catch {
    // Taken over or not reachable: every write asks isHeld() first.
  }
}

function signOfLife(options: EpochLockOptions, epoch: number): string {
  try {
    const status = options.fs.lstatSync(fileOf(options, epoch));
    return `${status.mtimeMs} ${status.size} ${status.ino}`;
  } catch {
    return 'gone';
  }
}

function newestEpoch(options: EpochLockOptions): number {
  return listNames(options.fs, options.folder).reduce((newest, name) => Math.max(newest, epochOf(name)), 0);
}

function epochOf(name: string): number {
  return Number(/^(\d{1,15})\.json$/.exec(name)?.[1] ?? 0);
}

function fileOf(options: EpochLockOptions, epoch: number): string {
  return path.join(options.folder, `${epoch}.json`);
}
