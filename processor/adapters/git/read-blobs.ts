import { endOf, startGit, type GitRunner } from './run-git.ts';
import { unreadableRepository } from './repository-errors.ts';

/** More of one file is never kept: far above what any config may have, so its parser still sees that it is too long. */
export const LARGEST_READ = 4 * 1024 * 1024;

/** A blob, cut at {@link LARGEST_READ}; undefined when the repository lacks it. */
export type Blob = Buffer | undefined;

/**
 * Reads blobs by id through one process, in the order asked for. Nothing of `.gitattributes` applies: these are the
 * bytes that were committed. `onRead` is told of each as soon as it is there. Throws `unreadable-repository` when an
 * object is damaged.
 */
export async function readBlobs(
  runner: GitRunner,
  ids: readonly string[],
  onRead?: (bytes: Uint8Array) => void,
): Promise<readonly Blob[]> {
  if (ids.length === 0) return [];
  const child = startGit(runner, ['cat-file', '--batch', '--buffer']);
  child.stdin.end(ids.join('\n') + '\n');
  const reader = new BatchReader(onRead);
  child.stdout.on('data', (chunk: Buffer) => {
    reader.push(chunk);
  });
  const { code, stderr } = await endOf(child);
  if (code !== 0 || reader.blobs.length !== ids.length) throw unreadableRepository(runner.folder, stderr);
  return reader.blobs;
}

/** Takes the output of `cat-file --batch` apart: `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n`. */
class BatchReader {
  readonly blobs: Blob[] = [];
  #header = '';
  #parts: Buffer[] = [];
  #kept = 0;
  /** Bytes of the current blob still to come, with the line feed after it; null while a header is read. */
  #left: number | null = null;
  readonly #onRead: ((bytes: Uint8Array) => void) | undefined;

  constructor(onRead: ((bytes: Uint8Array) => void) | undefined) {
    this.#onRead = onRead;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#left === null ? this.#readHeader(chunk, at) : this.#readBody(chunk, at);
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(0x0a, at);
    this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    const size = / blob (\d+)$/.exec(this.#header)?.[1];
    if (size === undefined) this.blobs.push(undefined);
    else this.#left = Number(size) + 1;
    this.#header = '';
    return end + 1;
  }

  #readBody(chunk: Buffer, at: number): number {
    const left = this.#left ?? 0;
    const taken = chunk.subarray(at, at + left);
    const content = taken.length === left ? taken.subarray(0, -1) : taken;
    const room = content.subarray(0, Math.max(0, LARGEST_READ - this.#kept));
    this.#parts.push(room);
    this.#kept += room.length;
    this.#left = left - taken.length;
    if (this.#left === 0) this.#finishBody();
    return at + taken.length;
  }

  #finishBody(): void {
    const blob = Buffer.concat(this.#parts);
    this.blobs.push(blob);
    this.#onRead?.(blob);
    this.#parts = [];
    this.#kept = 0;
    this.#left = null;
  }
}
