import path from 'node:path';
import { appendTo } from '../../model/append-to.ts';
import { InternalError } from '../../model/errors.ts';
import { listNames, makeFolder, publishFile, removeQuietly, removeTemporaries } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { shardOf } from './shard-of.ts';
import { encodeStackFile, readStackFile, readStackHead, type Expected } from './stack-file.ts';
import type { StackHead, StackRecord } from './stack-record.ts';
import { stackMoved, unsafeState } from './state-errors.ts';
import { readLineage, type StateFolder } from './state-folder.ts';

const GENERATIONS_KEPT = 3;
/** Deleted stacks of one name. */
const ARCHIVED_KEPT = 10;
const FILE_NAME = /^([a-zA-Z][-a-zA-Z0-9]{0,127})\.(\d{1,15})\.json$/;

/** Generations of one stack on disk, newest first. */
type Generations = readonly number[];

/**
 * Stack records as files `stacks/<xx>/<name>.<serial>.json`, where xx comes from a digest of the name and keeps folders
 * small, so that the cost of one stack does not grow with their number. The highest serial counts. A write creates the
 * file of the next serial and fails when it exists, so whoever read an older generation cannot overwrite a newer one.
 * Reading needs no lock: files appear whole and are never changed. The last generation of a deleted stack stays and
 * keeps the serial growing when the name is used again.
 */
export class StackStore {
  readonly #fs: FileSystem;
  readonly #folder: StateFolder;
  readonly #newId: () => string;

  constructor(fs: FileSystem, folder: StateFolder, newId: () => string) {
    this.#fs = fs;
    this.#folder = folder;
    this.#newId = newId;
  }

  /** Heads of all names, in order of name, the deleted among them. */
  listHeads(): readonly StackHead[] {
    const lineage = readLineage(this.#fs, this.#folder);
    if (lineage === undefined) return [];
    const heads: StackHead[] = [];
    const shards = listNames(this.#fs, this.#folder.stacks).filter((name) => !name.startsWith('.'));
    const all = shards.flatMap((shard) => [...this.#scan(path.join(this.#folder.stacks, shard))]);
    all.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, generations] of all) {
      const head =
        readStackHead(this.#fs, this.#expected(name, lineage, generations)) ?? this.#readAgain(name, readStackHead);
      if (head !== undefined) heads.push(head);
    }
    return heads;
  }

  /** The newest record of a name; undefined when the name was never used. */
  read(name: string): StackRecord | undefined {
    return this.#readAgain(name, readStackFile);
  }

  /** By stack id, also when its name was used again since. */
  readById(stackId: string): StackRecord | undefined {
    const [, name = '', uuid = ''] = /:stack\/([^/]+)\/([0-9a-f-]{36})$/.exec(stackId) ?? [];
    if (name === '') return undefined;
    const newest = this.read(name);
    if (newest === undefined || newest.head.stackId === stackId) return newest;
    const archived = this.#archived(name).find((each) => each.uuid === uuid);
    const lineage = readLineage(this.#fs, this.#folder);
    if (archived === undefined || lineage === undefined) return undefined;
    const { file, serial } = archived;
    return readStackFile(this.#fs, { file, lineage, serial, stackName: name, previous: [] });
  }

  /** Writes the generation after `record.serial`. Throws `stack-moved` when somebody else did. */
  write(record: StackRecord): StackRecord {
    const { stackName } = record.head;
    const lineage = readLineage(this.#fs, this.#folder);
    if (lineage === undefined) throw new InternalError('the state folder was not prepared');
    const next = { ...record, serial: record.serial + 1 };
    const content = encodeStackFile(next, lineage);
    const file = this.#file(stackName, next.serial);
    this.#makeShard(path.dirname(file));
    const published = publishFile(this.#fs, { file, content, nonce: this.#newId() });
    // A writer that slept while others wrote and pruned may still find its serial free: it is not the newest then.
    const generations = this.#generations(stackName);
    if (!published || generations?.[0] !== next.serial) throw stackMoved(stackName);
    for (const old of generations.slice(GENERATIONS_KEPT)) removeQuietly(this.#fs, this.#file(stackName, old));
    return next;
  }

  /** Keeps the last generation of a deleted stack by its id, before its name is used again; of each name the newest. */
  archive(record: StackRecord): void {
    const { stackName, stackId } = record.head;
    const lineage = readLineage(this.#fs, this.#folder);
    const uuid = stackId.split('/').at(-1);
    if (lineage === undefined || uuid === undefined) throw new InternalError('nothing to archive');
    const file = path.join(this.#folder.deleted, `${stackName}.${record.serial}.${uuid}.json`);
    publishFile(this.#fs, { file, content: encodeStackFile(record, lineage), nonce: this.#newId() });
    for (const old of this.#archived(stackName).slice(ARCHIVED_KEPT)) removeQuietly(this.#fs, old.file);
  }

  /** Removes what killed writers left. Only for the holder of the lock. */
  clean(): void {
    const shards = listNames(this.#fs, this.#folder.stacks).map((name) => path.join(this.#folder.stacks, name));
    for (const folder of [...shards, this.#folder.deleted, this.#folder.assets]) removeTemporaries(this.#fs, folder);
  }

  /** A reader may lose the race against three writes that prune the file it has chosen: look again. */
  #readAgain<T>(name: string, read: (fs: FileSystem, expected: Expected) => T | undefined): T | undefined {
    const lineage = readLineage(this.#fs, this.#folder);
    if (lineage === undefined) return undefined;
    for (;;) {
      const generations = this.#generations(name);
      if (generations === undefined) return undefined;
      const found = read(this.#fs, this.#expected(name, lineage, generations));
      if (found !== undefined) return found;
    }
  }

  #generations(name: string): Generations | undefined {
    return this.#scan(path.dirname(this.#file(name, 0))).get(name);
  }

  #scan(shard: string): Map<string, Generations> {
    const found = new Map<string, number[]>();
    for (const fileName of listNames(this.#fs, shard)) {
      if (fileName.startsWith('.')) continue;
      const match = FILE_NAME.exec(fileName);
      const name = match?.[1];
      if (name === undefined || shardOf(name) !== path.basename(shard)) {
        const file = path.join(shard, fileName);
        throw unsafeState(file, 'is not a file that was put there', `move ${file} away`);
      }
      appendTo(found, name, Number(match?.[2]));
    }
    for (const generations of found.values()) generations.sort((a, b) => b - a);
    return found;
  }

  /** Newest first. */
  #archived(
    stackName: string,
  ): readonly { readonly file: string; readonly serial: number; readonly uuid: string | undefined }[] {
    const names = listNames(this.#fs, this.#folder.deleted).filter((each) => each.startsWith(`${stackName}.`));
    const found = names.map((name) => {
      const [, serial, uuid] = name.split('.');
      return { file: path.join(this.#folder.deleted, name), serial: Number(serial), uuid };
    });
    return found.sort((a, b) => b.serial - a.serial);
  }

  #makeShard(shard: string): void {
    if (!this.#fs.existsSync(shard)) makeFolder(this.#fs, shard);
  }

  #expected(stackName: string, lineage: string, generations: Generations): Expected {
    const [serial = 0, ...older] = generations;
    const previous = older.map((each) => this.#file(stackName, each));
    return { file: this.#file(stackName, serial), lineage, serial, stackName, previous };
  }

  #file(stackName: string, serial: number): string {
    return path.join(this.#folder.stacks, shardOf(stackName), `${stackName}.${serial}.json`);
  }
}
