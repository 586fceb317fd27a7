import type { WrittenWorkload } from '../written-workload.ts';

/** The reference solution's spelling of an attribute, by ours. */
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
