import type { WrittenWorkload } from '../../shared/written-workload.ts';

/** The orchestrator's spelling of an attribute, by ours. */
export const OLD_SPELLINGS: Readonly<Partial<Record<string, string>>> = {
  algo_hyperparameters: 'algo_hyperparamaters',
  hyperparameters_ranges: 'hyperparamaters_ranges',
};

/** The name under which an attribute stands in the file; undefined when it is not there. */
export function writtenName({ attributes }: WrittenWorkload, attribute: string): string | undefined {
  if (Object.hasOwn(attributes, attribute)) return attribute;
  const old = OLD_SPELLINGS[attribute];
  return old !== undefined && Object.hasOwn(attributes, old) ? old : undefined;
}

/**
 * The value as it stands in the file, for one stage; undefined when it is absent or an empty text, which means unset.
 */
export function writtenValue(written: WrittenWorkload, attribute: string, stage: string): unknown {
  const name = writtenName(written, attribute);
  const value = name === undefined ? undefined : written.attributes[name];
  const isMap = typeof value === 'object' && value !== null && Object.hasOwn(value, stage);
  const own = isMap ? (value as Readonly<Record<string, unknown>>)[stage] : value;
  return own === '' ? undefined : own;
}
