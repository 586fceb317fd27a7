import { availableParallelism } from 'node:os';
import { receiveMessageOnPort, Worker, MessageChannel } from 'node:worker_threads';
import type { FormCheck } from '../../ports/form-check.ts';
import type { CheckedFiles, FilesToCheck } from './form-check-messages.ts';

/** Config files from which a thread is worth its start. */
const MANY = 1000;

/** Files that travel together: few enough that the first answers come early. */
const BLOCK = 128;

/**
 * Checks forms in a thread of its own, which starts when there are many files and a second processor. `file` is the
 * program of the thread. A thread that fails says nothing more; then all is done without it.
 */
export function createThreadFormCheck(file: string): FormCheck {
  if (availableParallelism() < 2) return { offer: nothing, isSound: () => false, close: nothing };
  const { port1: port, port2: theirs } = new MessageChannel();
  let worker: Worker | undefined;
  let waiting: Uint8Array[] = [];
  let isClosed = false;
  const blocks: (readonly Uint8Array[])[] = [];
  const sound = new Set<Uint8Array>();
  let answered = 0;

  function start(): Worker {
    const started = new Worker(file, { workerData: theirs, transferList: [theirs], stdin: false });
    started.unref();
    started.on('error', nothing);
    return started;
  }

  function send(): void {
    worker ??= start();
    for (let at = 0; at + BLOCK <= waiting.length; at += BLOCK) {
      const block = waiting.slice(at, at + BLOCK);
      const message = pack(block);
      port.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
      blocks.push(block);
    }
    waiting = waiting.slice(waiting.length - (waiting.length % BLOCK));
  }

  function receive(): void {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      const answer = (next as { readonly message: CheckedFiles }).message;
      blocks[answered++]?.forEach((bytes, index) => {
        if (answer[index] === 1) sound.add(bytes);
      });
    }
  }

  return {
    offer: (bytes) => {
      if (isClosed) return;
      waiting.push(bytes);
      if (waiting.length >= (worker === undefined ? MANY : BLOCK)) send();
    },
    isSound: (bytes) => {
      if (sound.has(bytes)) return true;
      if (worker !== undefined && !isClosed) receive();
      return sound.has(bytes);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      port.close();
      void worker?.terminate();
    },
  };
}

function pack(files: readonly Uint8Array[]): FilesToCheck {
  const lengths = new Uint32Array(files.length);
  let size = 0;
  // Files that were read one after the other mostly lie so in memory, and are copied in one piece.
  let isOnePiece = true;
  let before: Uint8Array | undefined;
  for (const [index, file] of files.entries()) {
    lengths[index] = file.length;
    size += file.length;
    isOnePiece &&= before === undefined || follows(file, before);
    before = file;
  }
  const bytes = new Uint8Array(size);
  const [first] = files;
  if (isOnePiece && first !== undefined) bytes.set(new Uint8Array(first.buffer, first.byteOffset, size));
  else {
    let at = 0;
    for (const file of files) {
      bytes.set(file, at);
      at += file.length;
    }
  }
  return { bytes, lengths };
}

function follows(file: Uint8Array, before: Uint8Array): boolean {
  return file.buffer === before.buffer && file.byteOffset === before.byteOffset + before.length;
}

function nothing(): void {
  // Nothing is to be done.
}
