import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

import type { SyntaxFault } from './syntax/syntax-fault.ts';

/** Largest config or settings file, in bytes. Bounds time and memory of everything that follows. */
export const MAX_FILE_BYTES = 262_144;

/** Why bytes are no text that may be parsed; undefined when they are. Offsets count bytes: see `offsetUnit`. */
export function explainBytes(bytes: Uint8Array): SyntaxFault | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    // How many there are in all is not known: of a file that is far too large only the beginning was read.
    const message = `the file has more than ${MAX_FILE_BYTES} bytes, the most that are read`;
    const hint = 'split it into several config files; settings are never so large';
    return { code: 'file-too-large', offset: 0, message, hint };
  }
  if (bytes.length === 0) return emptyFile('the file is empty');
  const first = bytes[0];
  const second = bytes[1];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || looksUtf16(bytes)) {
    const message = 'the file is UTF-16; config files are UTF-8';
    return { code: 'utf-16', offset: 0, message, hint: 'save it as UTF-8 without byte order mark' };
  }
  if (isUtf8(bytes)) return undefined;
  const offset = firstInvalidByte(bytes);
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  if (bytes.includes(0)) {
    const message = 'the file is binary, compressed or encrypted; config files are UTF-8 text';
    return { code: 'binary-file', offset, message, hint: 'commit the plain JSON file' };
  }
  const message = `the byte 0x${byte} is no UTF-8`;
  return { code: 'invalid-utf-8', offset, message, hint: 'save the file as UTF-8' };
}

/** Why a text cannot be a JSON document whatever its details: blank, a Git-LFS pointer, an unfinished merge. */
export function explainText(text: string): SyntaxFault | undefined {
  if (/^\s*$/.test(text)) return emptyFile('the file holds nothing but blanks');
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    const message = 'the file is a Git LFS pointer, not the JSON it stands for';
    return { code: 'git-lfs-pointer', offset: 0, message, hint: 'take config files out of Git LFS' };
  }
  const marker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(text);
  if (marker !== null) {
    const message = 'a merge conflict is not resolved';
    const hint = 'decide between the two sides and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`';
    return { code: 'merge-conflict', offset: marker.index, message, hint };
  }
  return undefined;
}

function emptyFile(message: string): SyntaxFault {
  return { code: 'empty-file', offset: 0, message, hint: 'write one object, in braces, or remove the file' };
}

function looksUtf16(bytes: Uint8Array): boolean {
  const first = bytes[0];
  const second = bytes[1];
  const third = bytes[2];
  const fourth = bytes[3];
  return (
    (first === 0 && second !== 0 && third === 0 && fourth !== 0) ||
    (first !== 0 && second === 0 && third !== 0 && fourth === 0)
  );
}

/** Binary search: a prefix is invalid exactly when it holds the bad byte, apart from a sequence cut at its end. */
function firstInvalidByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValidPrefix(decoder, bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return invalid - 1;
}

function isValidPrefix(decoder: TextDecoder, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  } finally {
    resetDecoder(decoder);
  }
}

function resetDecoder(decoder: TextDecoder): void {
  try {
    decoder.decode();
  } catch {
    // A sequence cut at the end of the prefix: nothing is wrong with what came before it.
  }
}
