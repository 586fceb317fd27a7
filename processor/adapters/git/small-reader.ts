import { closeSync, readSync } from 'node:fs';
import { openGuarded } from './open-guarded.ts';

/**
 * Reads small files one after the other into large pieces of memory, each with three calls of the system. Undefined for
 * what cannot be opened, gives nothing, or more than fits: it may be no regular file, and the caller looks at it first.
 */
export function createSmallReader(): (file: string) => Uint8Array | undefined {
  const most = 64 * 1024;
  let piece = Buffer.alloc(0);
  let used = 0;
  return (file) => {
    if (piece.length - used < most) [piece, used] = [Buffer.allocUnsafeSlow(16 * most), 0];
    let count: number;
    try {
      const descriptor = openGuarded(file);
      try {
        count = readSync(descriptor, piece, used, most, null);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return undefined;
    }
    if (count === 0 || count === most) return undefined;
    used += count;
    return piece.subarray(used - count, used);
  };
}
