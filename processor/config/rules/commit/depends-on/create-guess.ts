import { nearest } from '../../../../model/nearest.ts';
import type { NamedWorkload } from './named-workloads.ts';

/** Past this many, comparing all with all takes its time. */
const MAX_SEARCHES = 50;

/**
 * Tells which workload a reference to none may mean: that of nearly that name, or the only one of its type and `name`.
 * The one that asks, `own`, would be no better.
 */
export function createGuess(
  known: ReadonlyMap<string, NamedWorkload>,
): (reference: string, own: string) => NamedWorkload | undefined {
  let searches = MAX_SEARCHES;
  return (reference, own) => {
    if (searches-- <= 0) return undefined;
    return meantBy(
      reference,
      [...known].filter(([key]) => key !== own).map(([, workload]) => workload),
    );
  };
}

function meantBy(reference: string, known: readonly NamedWorkload[]): NamedWorkload | undefined {
  const near = nearest(
    reference,
    known.map((one) => one.reference),
  );
  if (near !== undefined) return known.find((one) => one.reference === near);
  const rest = restOf(reference);
  const alike = rest === '' ? [] : known.filter((one) => restOf(one.reference) === rest);
  return alike.length === 1 ? alike[0] : undefined;
}

/** What follows the model in a reference. */
function restOf(reference: string): string {
  return reference.toLowerCase().split('/').slice(1).join('/');
}
