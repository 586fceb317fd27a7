import type { Finding, Place } from '../../model/finding.ts';

/** Places that are shown; more say nothing new. */
export const MOST_PLACES = 3;

/** Number of the files in which they stand. */
export function filesOf(places: readonly Pick<Place, 'file'>[]): number {
  return new Set(places.map(({ file }) => file)).size;
}

/** `5 values of 3 files`. */
export function countOf(places: readonly Pick<Place, 'file'>[]): string {
  const files = filesOf(places);
  return `${places.length} values of ${files} ${files === 1 ? 'file' : 'files'}`;
}

/** The first of the places for which one finding stands. */
export function relatedTo(places: readonly Place[], message: string): NonNullable<Finding['related']> {
  return places.slice(0, MOST_PLACES).map(({ file, line, column }) => ({ file, line, column, message }));
}
