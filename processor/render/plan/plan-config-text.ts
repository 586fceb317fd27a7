import { escapeText } from '../../model/escape-text.ts';
import type { ConfigChange } from '../../model/plan.ts';
import type { Colors } from './plan-colors.ts';
import { showPair } from './plan-pair.ts';
import { kindOf, showValue } from './plan-values.ts';

/** Paths up to so many characters stand in one column. */
const WIDEST_COLUMN = 40;
/** ` (1234 characters)` and the ellipses of a value that is cut. */
const NOTE_LENGTH = 26;

/**
 * `+ path  value`, `- path  value`, `~ path  old → new`, the paths in one column, each attribute in lines of at most
 * `room` characters. Values that do not fit beside their path stand below it, old above new, so that they can be
 * compared; only what is longer than a line is cut.
 */
export function describeConfigLines(
  config: readonly ConfigChange[],
  { colors, room }: { readonly colors: Colors; readonly room: number },
): readonly (readonly string[])[] {
  const paths = config.map((item) => escapeText(item.path));
  const column = Math.min(WIDEST_COLUMN, Math.max(0, ...paths.map((path) => path.length)));
  return config.map((item, index) => {
    const path = paths[index] ?? '';
    const mark = markOf(item, colors);
    const values = valuesOf(item, Infinity);
    const beside = `${path.padEnd(column)}  ${values.join(' → ')}`;
    if (beside.length + 2 <= room) return [`${mark} ${beside}`];
    const [first, second] = values.every((value = '') => value.length + 4 <= room)
      ? values
      : valuesOf(item, room - 4 - NOTE_LENGTH);
    return [`${mark} ${path}`, `    ${first}`, ...(second === undefined ? [] : [`  → ${second}`])];
  });
}

function markOf(item: ConfigChange, colors: Colors): string {
  switch (kindOf(item)) {
    case 'added':
      return colors.good('+');
    case 'removed':
      return colors.bad('-');
    default:
      return colors.warn('~');
  }
}

/** The one value that comes or goes, or the old and the new one. */
function valuesOf(item: ConfigChange, room: number): readonly [string, string?] {
  switch (kindOf(item)) {
    case 'added':
      return [showValue(item.after, room)];
    case 'removed':
      return [showValue(item.before, room)];
    default:
      return showPair(item.before, item.after, room);
  }
}
