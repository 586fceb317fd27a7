import { createHash } from 'node:crypto';

/** Format of the state files that this version writes and reads. */
export const STATE_SCHEMA = 1;

/** What stands around every body. */
export interface EnvelopeHeader {
  readonly schema: number;
  /** Identity of the state folder that the file belongs to. */
  readonly lineage: string;
  readonly serial: number;
}

export type Decoded =
  | { readonly result: 'ok'; readonly header: EnvelopeHeader; readonly body: unknown }
  | { readonly result: 'damaged'; readonly problem: string }
  | { readonly result: 'newer'; readonly schema: number };

const LINE = /^\{"schema":(\d{1,9}),"lineage":"([0-9a-f-]{36})","serial":(\d{1,15}),"sha256":"([0-9a-f]{64})","body":/;

/** One line of JSON `{schema, lineage, serial, sha256, body}`; the checksum covers all the rest. */
export function encodeEnvelope(lineage: string, serial: number, body: unknown): string {
  const text = JSON.stringify(body);
  const header = { schema: STATE_SCHEMA, lineage, serial };
  const sha256 = checksum(header, text);
  return `{"schema":${STATE_SCHEMA},"lineage":"${lineage}","serial":${serial},"sha256":"${sha256}","body":${text}}`;
}

/** Reads such a line back. The text must be exactly what was written: a state file is not for editing. */
export function decodeEnvelope(line: string): Decoded {
  if (line.length === 0) return { result: 'damaged', problem: 'is empty' };
  const match = LINE.exec(line);
  if (match === null) return { result: 'damaged', problem: 'does not start like a state file' };
  const header = { schema: Number(match[1]), lineage: match[2] ?? '', serial: Number(match[3]) };
  const text = line.slice(match[0].length, -1);
  if (checksum(header, text) !== match[4] || !line.endsWith('}')) {
    return { result: 'damaged', problem: 'does not match its checksum' };
  }
  if (header.schema > STATE_SCHEMA) return { result: 'newer', schema: header.schema };
  return { result: 'ok', header, body: JSON.parse(text) };
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function checksum(header: EnvelopeHeader, body: string): string {
  return sha256(`${header.schema}\n${header.lineage}\n${header.serial}\n${body}`);
}
