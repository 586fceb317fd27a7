/** A part of a comment: a heading and items, most important first. */
export interface Block {
  /** Lines above the items; empty: none. */
  readonly heading: string;
  /** Lines below the items, such as the end of a fold. */
  readonly end?: string;
  readonly items: readonly BlockItem[];
  /** What the items are, for the count of those left out. */
  readonly noun: readonly [one: string, many: string];
  /** 0 is kept longest. */
  readonly rank: number;
  /** Good to know only: gets what room the details of all other blocks leave. */
  readonly isExtra?: boolean;
}

/** One item: in one line, and in full where there is more to say. */
export interface BlockItem {
  readonly brief: string;
  readonly full?: string;
}

/** What did not fit, counted. */
export interface Omitted {
  readonly one: string;
  readonly many: string;
  readonly items: number;
  /** Items that stand there in one line although there is more to say. */
  readonly details: number;
}

/** Room for the sentence that says what was left out. */
const NOTICE_ROOM = 600;
const MORE_ROOM = 60;

/**
 * Puts blocks together within a limit. First every block gets as many of its items in one line as fit, by rank; then
 * what room is left goes to full items, by rank. Nothing is cut within an item, and what is left out is counted
 * exactly: below its block, and all together in the notice.
 */
export function fitBlocks(options: {
  readonly head: string;
  readonly blocks: readonly Block[];
  readonly foot: string;
  readonly limit: number;
  readonly notice: (omitted: readonly Omitted[]) => string;
}): string {
  const blocks = options.blocks.filter(({ items }) => items.length > 0);
  const whole = assemble(options, blocks.map(takeAll));
  if (whole.length <= options.limit) return whole;
  const ranked = [...blocks].sort((a, b) => a.rank - b.rank);
  let room = options.limit - options.head.length - options.foot.length - NOTICE_ROOM;
  const taken = new Map<Block, Taken>();
  for (const isExtra of [false, true]) {
    const group = ranked.filter((block) => (block.isExtra ?? false) === isExtra);
    for (const block of group) {
      const entry = { block, shown: [] as string[], full: 0 };
      taken.set(block, entry);
      room -= takeBriefs(entry, room);
    }
    for (const block of group) {
      const entry = taken.get(block);
      if (entry !== undefined) room -= takeDetails(entry, room);
    }
  }
  return assemble(
    options,
    blocks.map((block) => taken.get(block) ?? { block, shown: [], full: 0 }),
  );
}

interface Taken {
  readonly block: Block;
  readonly shown: string[];
  /** How many of them in full. */
  full: number;
}

/** Shows items in one line, in their order, as far as they fit; gives the room used. */
function takeBriefs({ block, shown }: Taken, room: number): number {
  let used = block.heading.length + (block.end ?? '').length + MORE_ROOM;
  for (const { brief } of block.items) {
    if (used + brief.length + 1 > room) break;
    shown.push(brief);
    used += brief.length + 1;
  }
  return shown.length === 0 ? 0 : used;
}

/** Shows in full what fits, an item that is too large left aside; gives the room used. */
function takeDetails(entry: Taken, room: number): number {
  let used = 0;
  for (const [index, brief] of entry.shown.entries()) {
    const full = entry.block.items[index]?.full;
    if (full === undefined || used + full.length - brief.length > room) continue;
    used += full.length - brief.length;
    entry.shown[index] = full;
    entry.full += 1;
  }
  return used;
}

function takeAll(block: Block): Taken {
  const full = block.items.filter((item) => item.full !== undefined).length;
  return { block, shown: block.items.map((item) => item.full ?? item.brief), full };
}

function assemble(
  options: { readonly head: string; readonly foot: string; readonly notice: (omitted: readonly Omitted[]) => string },
  taken: readonly Taken[],
): string {
  const omitted = taken.map(countOmitted).filter(({ items, details }) => items + details > 0);
  const parts = taken.filter(({ shown }) => shown.length > 0).map(renderBlock);
  const notice = omitted.length === 0 ? [] : [options.notice(omitted)];
  return [options.head, ...parts, ...notice, options.foot].filter((part) => part !== '').join('\n\n');
}

function countOmitted({ block, shown, full }: Taken): Omitted {
  const [one, many] = block.noun;
  const withDetails = block.items.slice(0, shown.length).filter((item) => item.full !== undefined).length;
  return { one, many, items: block.items.length - shown.length, details: withDetails - full };
}

function renderBlock({ block, shown }: Taken): string {
  const left = block.items.length - shown.length;
  const more = left === 0 ? [] : ['', `… and ${counted(left, block.noun)} more`];
  const lines = [...(block.heading === '' ? [] : [block.heading, '']), ...shown, ...more];
  return [...lines, ...(block.end === undefined ? [] : ['', block.end])].join('\n');
}

/** `1 finding`, `3 findings`. */
export function counted(count: number, [one, many]: readonly [one: string, many: string]): string {
  return `${count} ${count === 1 ? one : many}`;
}
