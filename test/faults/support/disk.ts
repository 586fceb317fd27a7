/** One change of a disk, small enough that a crash happens before or after it, or in the middle of a `write`. */
export type DiskChange =
  | {
      readonly change: 'make';
      readonly folder: number;
      readonly name: string;
      readonly node: number;
      readonly kind: Kind;
    }
  | { readonly change: 'link'; readonly folder: number; readonly name: string; readonly node: number }
  | { readonly change: 'unlink'; readonly folder: number; readonly name: string }
  | { readonly change: 'rename'; readonly from: Entry; readonly to: Entry }
  | { readonly change: 'write'; readonly node: number; readonly at: number; readonly bytes: Buffer }
  | { readonly change: 'truncate'; readonly node: number; readonly size: number }
  | { readonly change: 'sync'; readonly node: number };

type Kind = 'file' | 'folder';

interface Entry {
  readonly folder: number;
  readonly name: string;
}

/** A file or folder, whatever its names. */
export interface DiskNode {
  readonly id: number;
  readonly kind: Kind;
  bytes: Buffer;
  readonly entries: Map<string, DiskNode>;
}

const ROOT = 1;

/**
 * Files and folders in memory, as nodes with names, and a record of every change in order: so that the disk can be made
 * again as it was at any moment, and as a power loss at that moment may leave it.
 */
export class Disk {
  readonly changes: DiskChange[] = [];
  readonly #nodes = new Map<number, DiskNode>();
  #next = ROOT + 1;

  constructor(changes: readonly DiskChange[] = []) {
    this.#nodes.set(ROOT, { id: ROOT, kind: 'folder', bytes: Buffer.alloc(0), entries: new Map() });
    for (const change of changes) this.apply(change);
  }

  get root(): DiskNode {
    return this.#node(ROOT);
  }

  newId(): number {
    return this.#next++;
  }

  /** Does a change and records it. A change whose folder or file was lost with an earlier one has no effect. */
  apply(change: DiskChange): void {
    this.changes.push(change);
    switch (change.change) {
      case 'make': {
        const node: DiskNode = { id: change.node, kind: change.kind, bytes: Buffer.alloc(0), entries: new Map() };
        this.#nodes.set(change.node, node);
        this.#next = Math.max(this.#next, change.node + 1);
        this.#nodes.get(change.folder)?.entries.set(change.name, node);
        return;
      }
      case 'link': {
        const node = this.#nodes.get(change.node);
        if (node !== undefined) this.#nodes.get(change.folder)?.entries.set(change.name, node);
        return;
      }
      case 'unlink':
        this.#nodes.get(change.folder)?.entries.delete(change.name);
        return;
      case 'rename': {
        const { from, to } = change;
        const node = this.#nodes.get(from.folder)?.entries.get(from.name);
        if (node === undefined) return;
        this.#nodes.get(from.folder)?.entries.delete(from.name);
        this.#nodes.get(to.folder)?.entries.set(to.name, node);
        return;
      }
      case 'write': {
        const node = this.#node(change.node);
        const bytes = Buffer.alloc(Math.max(node.bytes.length, change.at + change.bytes.length));
        node.bytes.copy(bytes);
        change.bytes.copy(bytes, change.at);
        node.bytes = bytes;
        return;
      }
      case 'truncate': {
        const node = this.#node(change.node);
        node.bytes = Buffer.from(node.bytes.subarray(0, change.size));
        return;
      }
      case 'sync':
        return;
      default:
        change satisfies never;
    }
  }

  #node(id: number): DiskNode {
    const node = this.#nodes.get(id) ?? { id, kind: 'file', bytes: Buffer.alloc(0), entries: new Map() };
    this.#nodes.set(id, node);
    return node;
  }
}

/** A way in which a crash leaves the disk. */
export type Crash =
  /** The process was killed in the middle of its last write. */
  | { readonly crash: 'torn' }
  /** The power went: nothing is there that was not made durable by fsync of the file, or of the folder for names. */
  | { readonly crash: 'power' }
  /** The power went, after some of what was not made durable had reached the disk by itself. */
  | { readonly crash: 'partly'; readonly keeps: () => boolean };

/** The changes that a crash after `prefix` leaves. */
export function survivors(prefix: readonly DiskChange[], crash: Crash): readonly DiskChange[] {
  switch (crash.crash) {
    case 'torn': {
      const last = prefix.at(-1);
      if (last?.change !== 'write') return prefix;
      return [...prefix.slice(0, -1), { ...last, bytes: last.bytes.subarray(0, last.bytes.length >> 1) }];
    }
    case 'power':
    case 'partly': {
      const syncs = new Map(prefix.flatMap((each, at) => (each.change === 'sync' ? [[each.node, at] as const] : [])));
      return prefix.filter((change, at) => {
        const isDurable = (syncs.get(madeDurableBy(change)) ?? -1) >= at;
        return isDurable || (crash.crash === 'partly' && crash.keeps());
      });
    }
    default:
      return crash satisfies never;
  }
}

/** The node whose fsync makes a change durable. POSIX promises no more: content by the file, names by their folder. */
function madeDurableBy(change: DiskChange): number {
  switch (change.change) {
    case 'sync':
    case 'write':
    case 'truncate':
      return change.node;
    case 'make':
    case 'link':
    case 'unlink':
      return change.folder;
    case 'rename':
      return change.to.folder;
    default:
      return change satisfies never;
  }
}
