import { showValue } from './plan-values.ts';

/** Characters of what both values share that stay visible on each side of the difference. */
const CONTEXT = 12;

/** Fewer characters are not worth an ellipsis. */
const FEWEST_HIDDEN = 4;

/**
 * An old and a new value, each in at most about `room` characters. Where they are longer, what both begin or end with
 * gives way first: the difference is what a reviewer has to see.
 */
export function showPair(before: unknown, after: unknown, room: number): readonly [before: string, after: string] {
  const [old, now] = [showValue(before), showValue(after)];
  if (old.length <= room && now.length <= room) return [old, now];
  const head = hidden(sharedLength(old, now));
  const rest = [old.slice(head), now.slice(head)] as const;
  const tail = hidden(sharedEnd(...rest));
  return [cut(old, { head, tail, room }), cut(now, { head, tail, room })];
}

function hidden(shared: number): number {
  return shared - CONTEXT < FEWEST_HIDDEN ? 0 : shared - CONTEXT;
}

function cut(text: string, part: { readonly head: number; readonly tail: number; readonly room: number }): string {
  const { head, tail, room } = part;
  if (text.length <= room) return text;
  const middle = text.slice(head, text.length - tail);
  const note = `… (${text.length} characters)`;
  const shown = middle.length < room + note.length ? middle : `${middle.slice(0, Math.max(12, room - 1))}${note}`;
  const quote = text.startsWith('"') ? '"' : '';
  return `${head > 0 ? `${quote}…` : ''}${shown}${tail > 0 && shown === middle ? `…${quote}` : ''}`;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
