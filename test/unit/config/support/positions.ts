/** Where the member names and values of a JSON text stand, found without the processor's own reader. */
export interface Positions {
  /** `line:column` by JSON pointer; both from 1, columns in UTF-16 code units. */
  readonly values: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
}

/** Reads well-formed JSON by tokens. */
export function positionsOf(text: string): Positions {
  const values = new Map<string, string>();
  const keys = new Map<string, string>();
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)];
  let next = 0;

  function place(index: number): string {
    const before = text.slice(0, index).split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  }

  function readValue(pointer: string): void {
    const token = tokens[next++];
    values.set(pointer, place(token?.index ?? 0));
    if (token?.[0] !== '{' && token?.[0] !== '[') return;
    for (let item = 0; !['}', ']'].includes(tokens[next]?.[0] ?? '}'); item++) {
      let part = String(item);
      if (token[0] === '{') {
        const key = tokens[next++];
        part = (JSON.parse(key?.[0] ?? '""') as string).replaceAll('~', '~0').replaceAll('/', '~1');
        keys.set(`${pointer}/${part}`, place(key?.index ?? 0));
        next++;
      }
      readValue(`${pointer}/${part}`);
      if (tokens[next]?.[0] === ',') next++;
    }
    next++;
  }

  readValue('');
  return { values, keys };
}
