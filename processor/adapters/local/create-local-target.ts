import { randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs';
import type { Stage } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { compareTemplates, type TemplateDiffer } from './compare-templates.ts';
import { acquireEpochLock } from './epoch-lock.ts';
import type { FileSystem } from './file-system.ts';
import { LocalStackTarget } from './local-stack-target.ts';
import { createProcessTable, type ProcessTable } from './process-identity.ts';
import { SharedLock } from './shared-lock.ts';
import { StackStore } from './stack-store.ts';
import { prepareStateFolder, stateFolder } from './state-folder.ts';

export interface LocalTargetOptions {
  /** Made on the first write. */
  readonly stateDir: string;
  readonly clock: Clock;
  /** So many random bytes, of which ids are made; default the system's. */
  readonly random?: (size: number) => Uint8Array;
  /** Explains replacement in change sets; without it a changed property counts as `conditional`. */
  readonly diffTemplates?: TemplateDiffer;
  /** Steps that an operation does at each look; default 4. */
  readonly stepsPerLook?: number;
  /** Size at which the journal begins a new file; default 8 MiB, some eight thousand operations. */
  readonly journalBytes?: number;
  /** Default 30,000; see {@link acquireEpochLock}. */
  readonly leaseMilliseconds?: number;
  /** Default a sixth of the lease. */
  readonly heartbeatMilliseconds?: number;
  readonly fileSystem?: FileSystem;
  readonly processes?: ProcessTable;
}

/**
 * Local targets for the stages of one run. Stages that share account and region share the folder and the lock. Nothing
 * is read or made before the first call. Throws `invalid-stage`.
 */
export function createLocalTargets(options: LocalTargetOptions): (stage: Stage) => StackTarget {
  const { stateDir, clock, random = randomBytes, fileSystem: fs = nodeFs, leaseMilliseconds = 30_000 } = options;
  const { heartbeatMilliseconds = leaseMilliseconds / 6, processes = createProcessTable() } = options;
  const locks = new Map<string, SharedLock>();
  function newId(): string {
    return uuidOf(random(16));
  }
  return (stage) => {
    const folder = stateFolder(stateDir, stage);
    const store = new StackStore(fs, folder, newId);
    const lock =
      locks.get(folder.root) ??
      new SharedLock(folder.root, async (holder) => {
        prepareStateFolder(fs, folder, newId);
        const timing = { leaseMilliseconds, heartbeatMilliseconds };
        const held = await acquireEpochLock({ fs, folder: folder.lock, clock, processes, newId, ...timing }, holder);
        if (held.afterCrash) store.clean();
        return held;
      });
    locks.set(folder.root, lock);
    const { diffTemplates = compareTemplates, stepsPerLook = 4, journalBytes = 8 * 2 ** 20 } = options;
    const parts = { stage, fs, folder, store, lock, clock, newId };
    return new LocalStackTarget({ ...parts, diffTemplates, stepsPerLook, journalBytes });
  };
}

/** The local target of one stage, with a lock of its own; see {@link createLocalTargets} for several. */
export function createLocalTarget(options: LocalTargetOptions & { readonly stage: Stage }): StackTarget {
  return createLocalTargets(options)(options.stage);
}

/** A version 4 UUID of sixteen random bytes (RFC 9562). */
function uuidOf(random: Uint8Array): string {
  const bytes = Buffer.from(random.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
