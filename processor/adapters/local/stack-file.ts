import { constants } from 'node:fs';
import { decodeEnvelope, encodeEnvelope, sha256, STATE_SCHEMA } from './envelope.ts';
import { systemErrorCode, type FileSystem } from './file-system.ts';
import { corruptState, stateAccessError, stateTooNew, unsafeState } from './state-errors.ts';
import type { StackDetail, StackHead, StackRecord } from './stack-record.ts';

/** Holds most heads, and is small enough for Node.js to take it from its pool of buffers. */
const FIRST_READ = 2048;

/** What is expected of a file, known from its name and folder. */
export interface Expected {
  readonly file: string;
  readonly lineage: string;
  readonly serial: number;
  readonly stackName: string;
  /** Older generations, for the message about damage. */
  readonly previous: readonly string[];
}

interface HeadBody {
  readonly head: StackHead;
  readonly detailSha256: string;
}

/**
 * Text of one generation of one stack: a line with the head, then a line with the detail whose checksum the first line
 * holds. One file, so that one link(2) commits both; two lines, so that a list reads only the first.
 */
export function encodeStackFile(record: StackRecord, lineage: string): string {
  const detail = JSON.stringify(record.detail);
  const body: HeadBody = { head: record.head, detailSha256: sha256(detail) };
  return `${encodeEnvelope(lineage, record.serial, body)}\n${detail}\n`;
}

/**
 * Reads the head alone; undefined when the file is gone (a later generation has replaced it). Throws `corrupt-state`,
 * `state-too-new`, `unsafe-state`.
 */
export function readStackHead(fs: FileSystem, expected: Expected): StackHead | undefined {
  const text = readText(fs, expected, false);
  return text === undefined ? undefined : decodeHead(text, expected).head;
}

/** Reads head and detail; otherwise as {@link readStackHead}. */
export function readStackFile(fs: FileSystem, expected: Expected): StackRecord | undefined {
  const text = readText(fs, expected, true);
  if (text === undefined) return undefined;
  const { head, detailSha256 } = decodeHead(text, expected);
  const detail = text.slice(text.indexOf('\n') + 1, -1);
  if (!text.endsWith('\n') || sha256(detail) !== detailSha256) {
    throw corruptState({ ...expected, problem: 'does not match its checksum' });
  }
  return { serial: expected.serial, head, detail: JSON.parse(detail) as StackDetail };
}

function decodeHead(text: string, expected: Expected): HeadBody {
  const end = text.indexOf('\n');
  const decoded = decodeEnvelope(end === -1 ? text : text.slice(0, end));
  if (decoded.result === 'newer') throw stateTooNew(expected.file, decoded.schema, STATE_SCHEMA);
  if (decoded.result === 'damaged') throw corruptState({ ...expected, problem: decoded.problem });
  const body = decoded.body as HeadBody;
  const { lineage, serial } = decoded.header;
  if (lineage !== expected.lineage) {
    throw corruptState({ ...expected, problem: 'was copied from another state folder' });
  }
  if (serial !== expected.serial || body.head.stackName !== expected.stackName) {
    throw corruptState({ ...expected, problem: `is generation ${serial} of stack ${body.head.stackName}` });
  }
  return body;
}

function readText(fs: FileSystem, expected: Expected, whole: boolean): string | undefined {
  let descriptor: number;
  try {
    descriptor = fs.openSync(expected.file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw unsafeState(expected.file, 'is a symbolic link', `remove ${expected.file}`);
    throw stateAccessError(error, expected.file);
  }
  try {
    const status = fs.fstatSync(descriptor);
    if (!status.isFile()) throw unsafeState(expected.file, 'is not a regular file', `remove ${expected.file}`);
    if (process.platform !== 'win32' && (status.mode & 0o002) !== 0) {
      throw unsafeState(expected.file, 'is writable by everybody', `run "chmod o-w ${expected.file}"`);
    }
    return readBytes(fs, descriptor, status.size, whole);
  } catch (error) {
    throw stateAccessError(error, expected.file);
  } finally {
    fs.closeSync(descriptor);
  }
}

function readBytes(fs: FileSystem, descriptor: number, size: number, whole: boolean): string {
  const bytes = read(fs, descriptor, whole ? size : Math.min(size, FIRST_READ));
  // A head that is longer than usual.
  if (!whole && size > FIRST_READ && !bytes.includes(0x0a)) return readBytes(fs, descriptor, size, true);
  const end = whole ? bytes.length : bytes.indexOf(0x0a);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end + 1);
}

function read(fs: FileSystem, descriptor: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = fs.readSync(descriptor, bytes, done, length - done, done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
