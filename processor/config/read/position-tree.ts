import { joinPointer, splitPointer } from '../shared/json-pointer.ts';
import type { Position } from '../shared/parsed-file.ts';

/** A container with the offsets of what is in it; a scalar is its offset alone. */
export type PositionNode = number | ContainerPosition;

interface ContainerPosition {
  readonly offset: number;
  readonly members?: ReadonlyMap<string, MemberPosition>;
  readonly items?: readonly PositionNode[];
}

interface MemberPosition {
  readonly keyOffset: number;
  readonly node: PositionNode;
}

/** A member name that stands twice in one object. Offsets are those of the keys. */
export interface DuplicateKey {
  readonly key: string;
  readonly pointer: string;
  readonly first: number;
  readonly second: number;
}

export interface PositionTree {
  readonly root: PositionNode;
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * Reads where everything stands in a text that JSON.parse accepts and that is not deeper than the reader allows.
 * Exact where the fast path only counts: keys are compared decoded, so `a` and `\u0061` are the same.
 */
export function readPositions(text: string): PositionTree {
  const duplicates: DuplicateKey[] = [];
  /** The way to the value being read; pointers are made only of those that somebody asks for. */
  const path: (string | number)[] = [];
  let at = 0;

  function skipBlanks(): void {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  }

  function skipString(): string {
    const start = at++;
    let escaped = false;
    for (;;) {
      const code = text.charCodeAt(at++);
      if (code === 0x22) break;
      if (code === 0x5c) {
        escaped = true;
        at++;
      }
    }
    return escaped ? (JSON.parse(text.slice(start, at)) as string) : text.slice(start + 1, at - 1);
  }

  function readNode(): PositionNode {
    skipBlanks();
    const offset = at;
    switch (text[at]) {
      case '{':
        return { offset, members: readMembers() };
      case '[':
        return { offset, items: readItems() };
      case '"':
        skipString();
        return offset;
      default:
        while (isInWord(text.charCodeAt(at))) at++;
        return offset;
    }
  }

  function readMembers(): ReadonlyMap<string, MemberPosition> {
    const members = new Map<string, MemberPosition>();
    at++;
    for (;;) {
      skipBlanks();
      if (text[at] === '}') break;
      const keyOffset = at;
      const key = skipString();
      path.push(key);
      const earlier = members.get(key);
      if (earlier !== undefined) {
        const pointer = path.reduce<string>(joinPointer, '');
        duplicates.push({ key, pointer, first: earlier.keyOffset, second: keyOffset });
      }
      skipBlanks();
      at++;
      members.set(key, { keyOffset, node: readNode() });
      path.pop();
      skipBlanks();
      if (text[at] === ',') at++;
    }
    at++;
    return members;
  }

  function readItems(): readonly PositionNode[] {
    const items: PositionNode[] = [];
    at++;
    for (;;) {
      skipBlanks();
      if (text[at] === ']') break;
      path.push(items.length);
      items.push(readNode());
      path.pop();
      skipBlanks();
      if (text[at] === ',') at++;
    }
    at++;
    return items;
  }

  return { root: readNode(), duplicates };
}

/** True inside a number or a literal; false behind the end of the text. */
function isInWord(code: number): boolean {
  return code > 0x20 && code !== 0x2c && code !== 0x5d && code !== 0x7d;
}

/** Offset of a value, or of its key; of the nearest enclosing value when the pointer names nothing. */
export function offsetAt(root: PositionNode, pointer: string, part: 'key' | 'value'): number {
  let node = root;
  let keyOffset: number | undefined;
  for (const step of splitPointer(pointer)) {
    const member = typeof node === 'number' ? undefined : node.members?.get(step);
    const next = member?.node ?? (typeof node === 'number' ? undefined : node.items?.[Number(step)]);
    if (next === undefined) return typeof node === 'number' ? node : node.offset;
    keyOffset = member?.keyOffset;
    node = next;
  }
  return part === 'key' && keyOffset !== undefined ? keyOffset : typeof node === 'number' ? node : node.offset;
}

/** Line and column of an offset; a line ends with LF or CR LF. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
    line++;
    lineStart = next + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
