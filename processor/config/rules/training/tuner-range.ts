import type { HyperparameterRange, SpecOf } from '../../../../pipelines/spec.ts';
import type { Fault } from '../shared/finding-collector.ts';

/** A fault of a tuner's attributes, still without its workload; an error unless it says otherwise. */
export type TunerFault = Omit<Fault, 'written' | 'severity'> & { readonly severity?: Fault['severity'] };

/**
 * Faults of search ranges (SageMaker API: ContinuousParameterRange, IntegerParameterRange). Errors unless said
 * otherwise.
 *
 * `tuner-range-order`: the first bound above the second. `tuner-range-integer`: a bound that is no integer.
 * `tuner-range-scaling`: a logarithmic scale over values that have no logarithm. `tuner-range-single` (warning): both
 * bounds are the same. `tuner-range-repeated` (warning): one value twice among those to try.
 */
export function tunerRangeFaults({
  hyperparameters_ranges: ranges,
}: SpecOf<'model_tuner_builtin'>['attributes']): readonly TunerFault[] {
  return Object.entries(ranges).flatMap(([name, range]) => rangeFaults(name, range));
}

function rangeFaults(name: string, range: HyperparameterRange): readonly TunerFault[] {
  if (range[0] === 'categorical') return repeatedFaults(name, range[1].map(String));
  const [kind, bounds] = range;
  const [min, max] = [Number(bounds[0]), Number(bounds[1])];
  const at = { attribute: 'hyperparameters_ranges', within: [name, 1] };
  const faults: TunerFault[] = [];
  // A broken bound is the slip, also where it stands on the wrong side of the other.
  const isBroken = kind === 'integer' && !(Number.isInteger(min) && Number.isInteger(max));
  if (min > max && !isBroken) {
    const message = `the range of \`${name}\` runs from ${min} down to ${max}`;
    faults.push({ ...at, code: 'tuner-range-order', message, hint: `write the smaller bound first: [${max}, ${min}]` });
  }
  if (min === max) {
    const message = `the range of \`${name}\` holds ${min} alone: there is nothing to search`;
    const hint = `widen it, or write \`${name}\` into \`algo_hyperparameters\``;
    faults.push({ ...at, code: 'tuner-range-single', severity: 'warning', message, hint });
  }
  if (isBroken) {
    const message = `\`${name}\` is an integer range with the bounds ${min} and ${max}`;
    const within = [name, 1, ...(Number.isInteger(min) ? [1] : Number.isInteger(max) ? [0] : [])];
    faults.push({
      ...at,
      within,
      code: 'tuner-range-integer',
      message,
      hint: 'use integers, or make the range continuous',
    });
  }
  const scaling = scalingFault({ scaling: bounds[2], kind, min: Math.min(min, max), max: Math.max(min, max) });
  if (scaling !== undefined) {
    faults.push({
      ...at,
      within: [name, 1, 2],
      code: 'tuner-range-scaling',
      message: `\`${name}\` cannot be scaled \`${bounds[2] ?? ''}\`: ${scaling}`,
      hint: 'use `Auto` or `Linear`, or other bounds',
    });
  }
  return faults;
}

function repeatedFaults(name: string, values: readonly string[]): readonly TunerFault[] {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  if (index < 0) return [];
  return [
    {
      attribute: 'hyperparameters_ranges',
      within: [name, 1, index],
      code: 'tuner-range-repeated',
      severity: 'warning',
      message: `\`${name}\` lists \`${values[index] ?? ''}\` twice`,
      hint: 'remove one of them',
    },
  ];
}

interface Scaling {
  readonly scaling: number | string | undefined;
  readonly kind: 'continuous' | 'integer';
  readonly min: number;
  readonly max: number;
}

function scalingFault({ scaling, kind, min, max }: Scaling): string | undefined {
  if (scaling === 'Logarithmic' && min <= 0) return 'all values must be above 0';
  if (scaling !== 'ReverseLogarithmic') return undefined;
  if (kind === 'integer') return 'only continuous ranges can';
  return min < 0 || max >= 1 ? 'all values must lie in 0 <= x < 1' : undefined;
}
