import { workerData, type MessagePort } from 'node:worker_threads';
import type { CheckedFiles, FilesToCheck } from './adapters/threads/form-check-messages.ts';
import { hasSoundForm } from './config/has-sound-form.ts';

/** The thread of `createThreadFormCheck`: says of each file that it is sent whether its form is sound. */
const port = workerData as MessagePort;

port.on('message', ({ bytes, lengths }: FilesToCheck) => {
  const answer: CheckedFiles = new Uint8Array(lengths.length);
  let at = 0;
  lengths.forEach((length, index) => {
    answer[index] = hasSoundForm(bytes.subarray(at, at + length)) ? 1 : 0;
    at += length;
  });
  port.postMessage(answer, [answer.buffer as ArrayBuffer]);
});
