import { joinPointer, valueAt } from '../../shared/json-pointer.ts';
import type { ShapeSubject } from '../shape-fault.ts';
import { meantRanges } from './meant-ranges.ts';

/** The three of the SageMaker API. */
const API_LISTS = /^(?:continuous|integer|categorical)_?parameter_?ranges$/i;

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
  const above = keys.slice(0, keys.length - plain.length + 1);
  const whole = valueAt(subject.value, pointerTo(above));
  if (parameter === undefined) return written(meantRanges('', whole));
  if (!API_LISTS.test(parameter)) {
    const range = meantRanges(parameter, valueAt(whole, pointerTo([parameter])));
    return range && `write \`${range}\``;
  }
  const lists = Object.entries(whole as object).filter(([name]) => API_LISTS.test(name));
  const ranges = lists.map(([name, list]) => meantRanges(name, list));
  return ranges.includes(undefined) ? undefined : written(ranges.join(', '));
}

function written(ranges: string | undefined): string | undefined {
  return ranges && `write \`{ ${ranges} }\``;
}

function pointerTo(keys: readonly string[]): string {
  return keys.reduce<string>((path, key) => joinPointer(path, key), '');
}
