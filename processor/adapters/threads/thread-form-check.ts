import { availableParallelism } from 'node:os';
import { receiveMessageOnPort, Worker, MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FormCheck } from '../../ports/form-check.ts';
import type { CheckedFiles, FilesToCheck } from './form-check-messages.ts';

/** Config files from which a thread is worth its start. */
const MANY = 1000;

/** Files that travel together: few enough that the first answers come early. */
const BLOCK = 128;

/** A thread at work, and our end of the way to it. */
interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
}

/**
 * Checks forms in a thread of its own, which starts when there are many files and a second processor. `file` is the
 * program of the thread. A thread that fails says nothing more; then all is done without it.
 */
export function createThreadFormCheck(file: string): FormCheck {
  if (availableParallelism() < 2) return { offer: nothing, isSound: () => false, close: nothing };
  let thread: Thread | undefined;
  let waiting: Uint8Array[] = [];
  let isClosed = false;
  const blocks: (readonly Uint8Array[])[] = [];
  const sound = new Set<Uint8Array>();
  let answered = 0;

  function send(): void {
    thread ??= startThread(file);
    for (let at = 0; at + BLOCK <= waiting.length; at += BLOCK) {
      const block = waiting.slice(at, at + BLOCK);
      const message = pack(block);
      thread.port.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
      blocks.push(block);
    }
    waiting = waiting.slice(waiting.length - (waiting.length % BLOCK));
  }

  function receive({ port }: Thread): void {
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
      if (waiting.length >= (thread === undefined ? MANY : BLOCK)) send();
    },
    isSound: (bytes) => {
      if (sound.has(bytes)) return true;
      if (thread !== undefined && !isClosed) receive(thread);
      return sound.has(bytes);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      thread?.port.close();
      void thread?.worker.terminate();
    },
  };
}

function startThread(file: string): Thread {
  const { port1: port, port2: theirs } = new MessageChannel();
  const worker = new Worker(file, { workerData: theirs, transferList: [theirs], stdin: false });
  worker.unref();
  worker.on('error', nothing);
  return { worker, port };
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
