import { isDeepStrictEqual } from 'node:util';
import { expandFile } from '../config/shape/expand-file.ts';
import { readPositions, offsetAt } from '../config/read/position-tree.ts';
import { readConfigText } from '../config/read/read-config-text.ts';
import { RequestRefused } from './answer.ts';

/** The text of a config file of one workload. */
export function writeConfig(value: Readonly<Record<string, unknown>>): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/**
 * The bytes of a file with one workload replaced; undefined when it says the same already. The rest of the file stays
 * byte by byte. Throws RequestRefused 409 when the file's `defaults` would add to what the request says.
 */
export function replaceWorkload(
  file: { readonly path: string; readonly bytes: Uint8Array },
  { pointer, value }: { readonly pointer: string; readonly value: Readonly<Record<string, unknown>> },
): Uint8Array | undefined {
  const before = attributesAt(file, pointer);
  if (isDeepStrictEqual(before, value)) return undefined;
  if (pointer === '') return writeConfig(value);
  const text = Buffer.from(file.bytes).toString('utf8');
  const start = offsetAt(readPositions(text).root, pointer, 'value');
  const end = endOfObject(text, start);
  const written = JSON.stringify(value, null, 2).replaceAll('\n', `\n${indentAt(text, start)}`);
  const bytes = Buffer.from(text.slice(0, start) + written + text.slice(end));
  const after = attributesAt({ ...file, bytes }, pointer);
  if (isDeepStrictEqual(after, value)) return bytes;
  const added = Object.keys(after ?? {}).filter((name) => !Object.hasOwn(value, name));
  throw new RequestRefused(
    409,
    `the \`defaults\` of ${file.path} would add ${added.join(', ')} to the workload: send them too, or edit the file in Git`,
  );
}

/** A workload with the defaults of its file. */
function attributesAt(
  file: { readonly path: string; readonly bytes: Uint8Array },
  pointer: string,
): Readonly<Record<string, unknown>> | undefined {
  const { parsed } = readConfigText(file.bytes, file.path);
  if (parsed === undefined) return undefined;
  return expandFile(parsed).entries.find((entry) => entry.pointer === pointer)?.attributes;
}

/** Behind the closing brace of the object that starts there, in a text that is JSON. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return start + index + token.length;
  }
  return text.length;
}

/** The blanks that the line of an offset starts with. */
function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
