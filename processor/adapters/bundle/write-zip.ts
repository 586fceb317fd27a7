import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { BundleFile } from './bundle-files.ts';

/** The zip's identity. */
export interface WrittenZip {
  readonly sha256: string;
  readonly bytes: number;
}

/** rw-r--r--, as a Unix system writes it. */
const MODE = 0o644 << 16;
const UNIX = 3;

/** Compressing these again only takes time. */
const COMPRESSED = /\.(?:zip|gz|br|png)$/;

/**
 * Writes files into a zip, one at a time: no more than one of them is in memory. The same files give the same bytes on
 * every machine: fixed time and mode, the order of the list, and a compressor that is the same code everywhere (that of
 * Node.js differs between versions and kinds of processors).
 */
export function writeZip(file: string, files: readonly BundleFile[]): WrittenZip {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'wx', 0o600);
  let bytes = 0;
  try {
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      hash.update(chunk);
      bytes += chunk.length;
      for (let rest = chunk; rest.length > 0;) rest = rest.subarray(writeSync(descriptor, rest));
    });
    for (const { path, source } of files) {
      const entry = COMPRESSED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
      // The format stores local time, so a fixed time is made of local parts.
      Object.assign(entry, { mtime: new Date(1980, 0, 2), os: UNIX, attrs: MODE });
      zip.add(entry);
      entry.push(readFileSync(source), true);
    }
    zip.end();
  } finally {
    closeSync(descriptor);
  }
  return { sha256: hash.digest('hex'), bytes };
}
