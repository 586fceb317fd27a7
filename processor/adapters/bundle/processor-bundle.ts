import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Asset } from '../../ports/stack-target.ts';
import { readBuild } from '../cdk/build-output.ts';
import { listBundleFiles, type BundleFile } from './bundle-files.ts';
import { writeZip, type WrittenZip } from './write-zip.ts';

/** The processor as build projects run it: `node dist/mlops.js` in the unpacked zip. */
export interface ProcessorBundle extends Asset {
  /** Where the zip lies. */
  readonly file: string;
  /** Removes the zip again where it could not be kept beside the program. */
  readonly release: () => void;
}

export interface ProcessorBundleOptions {
  /** Folder of the built program. @default the build that this file belongs to */
  readonly buildFolder?: string;
  /** Told before the seconds that packing takes. */
  readonly onPack?: (files: number) => void;
}

/** What is remembered of the last packing. */
interface Remembered extends WrittenZip {
  /** SHA-256 over paths and contents of everything in the zip. */
  readonly contents: string;
}

/**
 * Packs this very program, with the packages that it needs at run time, into one zip under a key that contains its
 * hash. The zip is kept beside the program (`dist/bundle/`), so that the next call only checks that nothing has
 * changed; where that folder cannot be written it lies in a private temporary one.
 *
 * Throws UserError `build-missing`, `package-missing`.
 */
export function packProcessor(options: ProcessorBundleOptions = {}): ProcessorBundle {
  const { folder } = readBuild(options.buildFolder);
  const files = listBundleFiles(folder);
  const contents = digestOf(files);
  const kept = recall(path.join(folder, 'bundle'), contents);
  if (kept !== undefined) return toBundle(kept.zip, kept.file, () => undefined);
  options.onPack?.(files.length);
  const target = writableFolder(path.join(folder, 'bundle'));
  const fresh = path.join(target.folder, `fresh-${process.pid}.zip`);
  try {
    const zip = writeZip(fresh, files);
    const file = path.join(target.folder, `${zip.sha256}.zip`);
    renameSync(fresh, file);
    const remembered: Remembered = { contents, ...zip };
    writeFileSync(path.join(target.folder, 'bundle.json'), JSON.stringify(remembered));
    return toBundle(zip, file, target.remove);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function toBundle({ sha256, bytes }: WrittenZip, file: string, release: () => void): ProcessorBundle {
  return { key: `processor/${sha256}.zip`, sha256, bytes, file, read: () => readFile(file), release };
}

/** The zip of these contents, if it is there and whole. */
function recall(folder: string, contents: string): { readonly zip: WrittenZip; readonly file: string } | undefined {
  const note = path.join(folder, 'bundle.json');
  if (!existsSync(note)) return undefined;
  const remembered = JSON.parse(readFileSync(note, 'utf8')) as Partial<Remembered>;
  const { sha256, bytes } = remembered;
  if (remembered.contents !== contents || sha256 === undefined || bytes === undefined) return undefined;
  const file = path.join(folder, `${sha256}.zip`);
  if (!existsSync(file)) return undefined;
  const isWhole = createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
  return isWhole ? { zip: { sha256, bytes }, file } : undefined;
}

function digestOf(files: readonly BundleFile[]): string {
  const hash = createHash('sha256');
  for (const { path: name, source } of files) {
    const content = createHash('sha256').update(readFileSync(source)).digest('hex');
    hash.update(`${name}\0${content}\n`);
  }
  return hash.digest('hex');
}

function writableFolder(wanted: string): { readonly folder: string; readonly remove: () => void } {
  try {
    rmSync(wanted, { recursive: true, force: true });
    mkdirSync(wanted);
    return { folder: wanted, remove: () => undefined };
  } catch {
    const folder = mkdtempSync(path.join(tmpdir(), 'mlops-bundle-'));
    return {
      folder,
      remove: () => {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
}
