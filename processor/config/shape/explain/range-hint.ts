import { joinPointer, valueAt } from '../../shared/json-pointer.ts';
import type { ShapeSubject } from '../shape-fault.ts';
import { meantRanges, type MeantRanges } from './meant-ranges.ts';

/** The three of the SageMaker API, and what is around them there. */
const API_LISTS = /^(?:continuous|integer|categorical)_?parameter_?ranges$/i;
const API_RANGES = /^parameter_?ranges$/i;

/**
 * What to write for a range of a hyperparameter that is none, out of what stands there. Undefined for other values, and
 * where that cannot be told. `keys` are the names on the way to the fault, `plain` the same without a stage.
 */
export function rangeHint(
  keys: readonly string[],
  plain: readonly string[],
  subject: ShapeSubject,
): string | undefined {
  const [attribute = '', parameter] = plain;
  if (!attribute.endsWith('_ranges')) return undefined;
  const all = valueAt(subject.value, pointerTo(keys.slice(0, keys.length - plain.length + 1)));
  if (parameter === undefined) return wholeHint([meantRanges('', all)]);
  const own = valueAt(all, pointerTo([parameter]));
  const lists = API_LISTS.test(parameter) ? all : API_RANGES.test(parameter) ? own : undefined;
  if (typeof lists === 'object' && lists !== null) {
    const filled = Object.entries(lists).filter(([name, list]) => API_LISTS.test(name) && !isEmpty(list));
    return wholeHint(filled.map(([name, list]) => meantRanges(name, list)));
  }
  const range = meantRanges(parameter, own);
  return range && `write \`${range.text}\`${doubtOf([range])}`;
}

/** For all of the attribute. */
function wholeHint(ranges: readonly (MeantRanges | undefined)[]): string | undefined {
  const meant = ranges.filter((range) => range !== undefined);
  if (meant.length === 0 || meant.length < ranges.length) return undefined;
  return `write \`{ ${meant.map(({ text }) => text).join(', ')} }\`${doubtOf(meant)}`;
}

function doubtOf(ranges: readonly MeantRanges[]): string {
  return ranges.some(({ areGuessed }) => areGuessed) ? ', or `"continuous"` where fractions count as well' : '';
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function pointerTo(keys: readonly string[]): string {
  return keys.reduce<string>((path, key) => joinPointer(path, key), '');
}
