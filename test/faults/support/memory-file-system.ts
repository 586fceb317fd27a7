import { constants } from 'node:fs';
import path from 'node:path';
import type { FileSystem } from '../../../processor/adapters/local/file-system.ts';
import type { Disk, DiskNode } from './disk.ts';

/** What lets a process die at a call: told before and after each change of the disk. */
export interface DiskWitness {
  readonly before: (call: string, file: string) => void;
  readonly after: (call: string, file: string) => void;
}

/** The calls of `node:fs` that the local target makes, on a disk in memory, as one process makes them. */
export function memoryFileSystem(diskOf: () => Disk, witness: DiskWitness): FileSystem {
  const open = new Map<number, { readonly node: DiskNode; readonly file: string }>();
  let nextDescriptor = 100;

  function find(file: string): DiskNode | undefined {
    let node: DiskNode | undefined = diskOf().root;
    for (const name of file.split('/').filter((part) => part !== '')) {
      node = node?.kind === 'folder' ? node.entries.get(name) : undefined;
    }
    return node;
  }

  function need(file: string): DiskNode {
    const node = find(file);
    if (node === undefined) throw systemError('ENOENT', file);
    return node;
  }

  function change(call: string, file: string, action: () => void): void {
    witness.before(call, file);
    action();
    witness.after(call, file);
  }

  function isAt(file: string): { readonly folder: number; readonly name: string } {
    const folder = need(path.dirname(file));
    if (folder.kind !== 'folder') throw systemError('ENOTDIR', file);
    return { folder: folder.id, name: path.basename(file) };
  }

  function make(call: string, file: string, kind: 'file' | 'folder'): void {
    if (find(file) !== undefined) throw systemError('EEXIST', file);
    const place = isAt(file);
    change(call, file, () => {
      diskOf().apply({ change: 'make', ...place, node: diskOf().newId(), kind });
    });
  }

  function opened(descriptor: number): { readonly node: DiskNode; readonly file: string } {
    const found = open.get(descriptor);
    if (found === undefined) throw systemError('EBADF', String(descriptor));
    return found;
  }

  const calls = {
    existsSync: (file: string) => find(file) !== undefined,
    mkdirSync: (file: string) => {
      make('mkdir', file, 'folder');
    },
    openSync: (file: string, flags: string | number) => {
      const creates = flags === 'wx' || (Number(flags) & constants.O_CREAT) !== 0;
      const found = find(file);
      if (flags === 'wx' && found !== undefined) throw systemError('EEXIST', file);
      if (creates && found === undefined) make('create', file, 'file');
      const descriptor = nextDescriptor++;
      open.set(descriptor, { node: need(file), file });
      return descriptor;
    },
    closeSync: (descriptor: number) => {
      open.delete(descriptor);
    },
    writeSync: (descriptor: number, bytes: Uint8Array, offset = 0, length = bytes.length - offset, at?: number) => {
      const { node, file } = opened(descriptor);
      const written = Buffer.from(bytes.subarray(offset, offset + length));
      change('write', file, () => {
        diskOf().apply({ change: 'write', node: node.id, at: at ?? node.bytes.length, bytes: written });
      });
      return length;
    },
    ftruncateSync: (descriptor: number, size = 0) => {
      const { node, file } = opened(descriptor);
      if (node.bytes.length === size) return;
      change('truncate', file, () => {
        diskOf().apply({ change: 'truncate', node: node.id, size });
      });
    },
    fsyncSync: (descriptor: number) => {
      const { node, file } = opened(descriptor);
      change('fsync', file, () => {
        diskOf().apply({ change: 'sync', node: node.id });
      });
    },
    linkSync: (from: string, to: string) => {
      if (find(to) !== undefined) throw systemError('EEXIST', to);
      const node = need(from).id;
      const place = isAt(to);
      change('link', to, () => {
        diskOf().apply({ change: 'link', ...place, node });
      });
    },
    renameSync: (from: string, to: string) => {
      need(from);
      const places = { from: isAt(from), to: isAt(to) };
      change('rename', to, () => {
        diskOf().apply({ change: 'rename', ...places });
      });
    },
    unlinkSync: (file: string) => {
      need(file);
      const place = isAt(file);
      change('unlink', file, () => {
        diskOf().apply({ change: 'unlink', ...place });
      });
    },
    readdirSync: (file: string) => [...need(file).entries.keys()].sort(),
    readFileSync: (file: string) => need(file).bytes.toString(),
    readSync: (descriptor: number, into: Buffer, offset: number, length: number, position: number) =>
      opened(descriptor).node.bytes.copy(into, offset, position, position + length),
    fstatSync: (descriptor: number) => statusOf(opened(descriptor).node),
    lstatSync: (file: string) => statusOf(need(file)),
    statSync: (file: string) => statusOf(need(file)),
    utimesSync: () => undefined,
  };
  return calls as unknown as FileSystem;
}

function statusOf(node: DiskNode): object {
  return {
    ino: node.id,
    size: node.bytes.length,
    mtimeMs: 0,
    mode: 0o600,
    isFile: () => node.kind === 'file',
    isDirectory: () => node.kind === 'folder',
  };
}

function systemError(code: string, file: string): Error {
  return Object.assign(new Error(`${code}: ${file}`), { code });
}
