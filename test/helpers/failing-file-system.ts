import * as fs from 'node:fs';
import type { FileSystem } from '../../processor/adapters/local/file-system.ts';

/** A file system whose calls can be counted, and of which one can be made to fail. */
export interface FailingFileSystem {
  readonly fileSystem: FileSystem;
  /** Names of the calls that change something, in order. */
  readonly calls: readonly string[];
  /** Lets the change with this number (from 0), and all later ones when `forever`, fail with a system error. */
  failAt(change: number, failure: { readonly code: string; readonly forever?: boolean }): void;
}

const CHANGES = new Set(['mkdirSync', 'writeSync', 'fsyncSync', 'linkSync', 'renameSync', 'ftruncateSync']);

export function failingFileSystem(): FailingFileSystem {
  const calls: string[] = [];
  let failing: { readonly change: number; readonly code: string; readonly forever?: boolean } | undefined;
  function fails(at: number): boolean {
    return failing !== undefined && (at === failing.change || (failing.forever === true && at > failing.change));
  }
  const fileSystem = new Proxy<FileSystem>(fs, {
    get(target, name: keyof FileSystem) {
      const call = target[name] as (...args: readonly unknown[]) => unknown;
      return (...args: readonly unknown[]): unknown => {
        const opensForWriting =
          name === 'openSync' && (args[1] === 'wx' || (Number(args[1]) & fs.constants.O_CREAT) !== 0);
        if (CHANGES.has(name) || opensForWriting) {
          const at = calls.push(name) - 1;
          if (fails(at)) throw Object.assign(new Error(`${String(failing?.code)}: injected`), { code: failing?.code });
        }
        return call(...args);
      };
    },
  });
  return {
    fileSystem,
    calls,
    failAt: (change, failure) => {
      failing = { change: calls.length + change, ...failure };
    },
  };
}
